import test from 'ava'
import { v7 as uuid } from 'uuid'
import { runAction, submitForm } from '../../../bots/commands/run.ts'
import { type IncomingMessage, placeOf } from '../../../core/messaging/incoming.ts'
import { withTenant } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { type Desk, openCommands, openDesk, textOf } from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

const notThere = /n’existe pas ou n’existe plus/
const readFeedback = (desk: Desk, messageId: string) =>
  withTenant(desk.core.db, desk.tenantId, () =>
    desk.core.db.models.Feedback.findAll({ where: { tenantId: desk.tenantId, messageId }, raw: true }),
  )

/** An answer to U1 in C1, and people in and out of that place. */
const openAnswer = async (isPrivate = false) => {
  const desk = await openDesk(work)
  const assistantId = await desk.makeAssistant('Étude bio', { isPublic: true })
  const asker = desk.context(desk.member('U1'), { user: 'U1', thread: '1.1' })
  const asked = { assistantId, text: 'top 3 pour Femmes', isPrivate }
  const { messageId } = await desk.answerIn(asker, asked)
  const reader = desk.context(desk.member('U2'), { user: 'U2' })
  const elsewhere = desk.context(desk.member('U2'), { user: 'U2', channel: 'C2' })
  return { desk, assistantId, messageId, value: { message_id: messageId }, asker, reader, elsewhere }
}

test('whoever stands in the channel sees sources and details; nobody elsewhere does', async (t) => {
  const { value, asker, reader, elsewhere, desk } = await openAnswer()
  for (const context of [asker, reader]) {
    const source = textOf(await runAction(context, 'answer.source', { ...value, claim: 'c1' }))
    t.regex(source, /D’où vient ce chiffre[\s\S]*etude\.csv/)
    t.regex(source, /La ligne \d+ du fichier[\s\S]*Interview: Femmes/, 'as the file prints it')
    t.regex(textOf(await runAction(context, 'answer.details', value)), /Étapes essayées[\s\S]*Aucun modèle/)
  }
  const other = await openDesk(work)
  const foreign = other.context(other.admin, { workspace: desk.workspace })
  const home = desk.context(desk.member('U2'), { user: 'U2', channel: null })
  for (const context of [elsewhere, foreign, home, desk.context(desk.admin, { channel: 'C2' })])
    for (const action of ['source', 'details', 'suggest', 'rate', 'hide'])
      t.regex(
        textOf(await runAction(context, `answer.${action}`, { ...value, claim: 'c1', position: '0' })),
        notThere,
        action,
      )
  t.regex(textOf(await runAction(asker, 'answer.source', { ...value, claim: 'c999' })), notThere)
  t.regex(textOf(await runAction(asker, 'answer.source', { message_id: "x'; --", claim: 'c1' })), notThere)
  t.regex(textOf(await runAction(asker, 'answer.source', {})), notThere)
})

test('a private answer is there for whom it was given to, wherever they are, and for nobody else', async (t) => {
  const { value, asker, reader, desk } = await openAnswer(true)
  t.regex(textOf(await runAction(asker, 'answer.details', value)), /Étapes/)
  const sameElsewhere = { ...asker, place: { ...asker.place, channel: 'C2' } }
  t.regex(textOf(await runAction(sameElsewhere, 'answer.details', value)), /Étapes/, 'their own conversation')
  t.regex(textOf(await runAction(reader, 'answer.details', value)), notThere)
  t.regex(
    textOf(await runAction(desk.context(desk.admin, { user: 'U5' }), 'answer.details', value)),
    notThere,
  )
})

test('a suggestion is asked in the place, of the same assistant', async (t) => {
  const { value, reader, assistantId } = await openAnswer()
  const asked = await runAction(reader, 'answer.suggest', { ...value, position: '0' })
  t.like(asked, { kind: 'question', assistantId })
  t.regex(textOf(await runAction(reader, 'answer.suggest', { ...value, position: '99' })), notThere)
  t.regex(textOf(await runAction(reader, 'answer.suggest', { ...value, position: '__proto__' })), notThere)
})

test('thumbs up is kept at once, thumbs down with its reason, one word a person', async (t) => {
  const { value, reader, asker, elsewhere, desk, messageId } = await openAnswer()
  t.regex(textOf(await runAction(reader, 'answer.rate', { ...value, rating: 'up' })), /Merci/)
  const opened = await runAction(reader, 'answer.rate', { ...value, rating: 'down' })
  if (opened.kind !== 'form') return t.fail(opened.kind)
  t.is(opened.form.action, 'answer.rate')
  const { value: kept } = opened.form
  t.is((await readFeedback(desk, messageId))[0]?.rating, 'up', 'not before the form is sent')
  const long = await submitForm(reader, 'answer.rate', { value: kept, values: { reason: 'x'.repeat(1_001) } })
  t.like(long, { kind: 'errors', errors: { reason: 'Au plus 1000 caractères.' } })
  const sent = await submitForm(reader, 'answer.rate', { value: kept, values: { reason: ' À côté ' } })
  t.regex(textOf(sent), /Merci/)
  await submitForm(asker, 'answer.rate', { value: kept, values: {} })
  const rows = await readFeedback(desk, messageId)
  t.deepEqual(rows.map(({ rating, reason, rater }) => [rater.split(':').at(-1), rating, reason]).sort(), [
    ['U1', 'down', null],
    ['U2', 'down', 'À côté'],
  ])
  t.regex(textOf(await submitForm(elsewhere, 'answer.rate', { value: kept, values: {} })), notThere)
})

test('an answer is hidden by who asked or by an admin, not by who reads it', async (t) => {
  const { value, reader, asker, desk } = await openAnswer()
  t.regex(textOf(await runAction(reader, 'answer.hide', value)), /Seule la personne qui a posé/)
  t.deepEqual(await runAction(asker, 'answer.hide', value), { kind: 'remove' })
  t.deepEqual(await runAction(desk.context(desk.admin, { user: 'U5' }), 'answer.hide', value), {
    kind: 'remove',
  })
  // In a thread that somebody else began, whoever asks is the one who may hide the answer to that.
  const second = { ...reader, place: { ...reader.place, thread: '1.1' } }
  const { messageId } = await desk.answerIn(second, {
    assistantId: (
      (await runAction(asker, 'answer.suggest', { ...value, position: '0' })) as { assistantId: string }
    ).assistantId,
    text: 'profil de Lecture',
  })
  t.deepEqual(await runAction(second, 'answer.hide', { message_id: messageId }), { kind: 'remove' })
  t.regex(textOf(await runAction(asker, 'answer.hide', { message_id: messageId })), /Seule la personne/)
})

/** A question of U1 in C1 that nobody works on. */
const openWaiting = async ({ core, tenantId, workspace }: Desk, assistantId: string): Promise<string> => {
  const [id, conversationId] = [uuid(), uuid()]
  const chat = { workspace, channel: 'C1', thread: '9.9', message: null, user: 'U1', is_private: false }
  const payload: IncomingMessage = {
    platform: 'slack', event_id: id, assistant_id: assistantId, conversation_id: conversationId, text: 'profil de Mac',
    locale: null, destination: placeOf(chat), chat, person_id: null,
  } // biome-ignore format: one question
  await withTenant(core.db, tenantId, async () => {
    const { Conversation, InboxEvent } = core.db.models
    const place = `${placeOf(chat)}#${conversationId}`
    const sessionId = `slack:${workspace}:U1`
    await Conversation.create({
      tenantId,
      id: conversationId,
      assistantId,
      platform: 'slack',
      place,
      sessionId,
    })
    await InboxEvent.create({
      tenantId, id, platform: 'slack', eventId: id, conversationId, payload: { ...payload },
    }) // biome-ignore format: one event
  })
  return id
}

const isStopped = async ({ core, tenantId }: Desk, id: string): Promise<boolean> => {
  const row = await withTenant(core.db, tenantId, () =>
    core.db.models.InboxEvent.findOne({ where: { tenantId, id }, rejectOnEmpty: true, raw: true }),
  )
  return row.stoppedAt !== null
}

test('a question is stopped by who asked it or by an admin, and by nobody else', async (t) => {
  const { desk, asker, reader, assistantId } = await openAnswer()
  const other = await openDesk(work)
  const id = await openWaiting(desk, assistantId)
  const foreign = other.context(other.admin, { workspace: desk.workspace })
  for (const context of [reader, foreign])
    t.regex(textOf(await runAction(context, 'answer.stop', { id })), /Seule la personne qui a posé/)
  for (const odd of ['', 'x', uuid()])
    t.regex(
      textOf(await runAction(asker, 'answer.stop', { id: odd })),
      /Seule la personne/,
      'nothing is told',
    )
  t.false(await isStopped(desk, id))
  const stopped = await runAction(asker, 'answer.stop', { id })
  t.regex(textOf(stopped), /J’arrête/)
  t.like(stopped, { audience: 'person', stopped: [id] })
  t.true(await isStopped(desk, id))
  const second = await openWaiting(desk, assistantId)
  const admin = desk.context(desk.admin, { user: 'U5' }, 'en')
  t.regex(textOf(await runAction(admin, 'answer.stop', { id: second })), /I am stopping/)
  t.true(await isStopped(desk, second))
})

test('what is answered already is not stopped any more, and that is said', async (t) => {
  const { desk, asker, reader } = await openAnswer()
  const { tenantId, core } = desk
  const [asked] = await withTenant(core.db, tenantId, () =>
    core.db.models.InboxEvent.findAll({ where: { tenantId }, raw: true }),
  )
  const result = await runAction(asker, 'answer.stop', { id: asked!.id })
  t.regex(textOf(result), /La réponse était déjà là/)
  t.like(result, { stopped: [] })
  t.regex(textOf(await runAction(reader, 'answer.stop', { id: asked!.id })), /Seule la personne/)
})
