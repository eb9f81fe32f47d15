import test from 'ava'
import { v7 as uuid } from 'uuid'
import { memberActor, type TenantActor } from '../../../core/access/can.ts'
import { findInPlaces } from '../../../core/conversations/in-place.ts'
import { isAppError } from '../../../core/errors.ts'
import { askAgain } from '../../../core/messaging/ask-again.ts'
import { awaitAnswer } from '../../../core/messaging/await-answer.ts'
import { receiveQuestion } from '../../../core/messaging/inbox.ts'
import { type ChatPlace, placeOf } from '../../../core/messaging/incoming.ts'
import { withTenant } from '../../../db/tenant.ts'
import { openMember, startCore, type TestCore } from '../../helpers/core.ts'
import { shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
let core: TestCore

test.serial.before('start the core', async (t) => {
  const stops: (() => unknown)[] = []
  core = await startCore({ teardown: (stop) => void stops.push(stop) }, database())
  database.beforeClose(async () => {
    for (const stop of stops) await stop()
  })
  t.pass()
})

const chatIn = (thread: string, more: Partial<ChatPlace> = {}): ChatPlace => ({
  workspace: 'T1', channel: 'C1', thread, message: `${thread}.1`, user: 'U1', is_private: false, ...more,
}) // biome-ignore format: one place, read at a glance

const visitor = (user: string, isAdmin = false): TenantActor =>
  memberActor({
    id: `slack:T1:${user}`,
    tenantId: core.actor.tenantId,
    isAdmin,
    assistantIds: [core.assistantId],
  })

const ask = (actor: TenantActor, chat: ChatPlace, text = 'les trois premiers pour Mac', eventId = uuid()) =>
  receiveQuestion(core, actor, { platform: 'slack', assistantId: core.assistantId, text, eventId, chat })

test('everybody in a thread goes on with its one conversation', async (t) => {
  const chat = chatIn('thread-1')
  const first = await ask(visitor('U1'), chat)
  await awaitAnswer(core, { tenantId: core.actor.tenantId, inboxId: first.inboxId, isOld: true })
  const second = await ask(visitor('U2'), { ...chat, user: 'U2' }, 'et les trois derniers ?')
  t.is(second.conversationId, first.conversationId)
  const answer = await awaitAnswer(core, {
    tenantId: core.actor.tenantId,
    inboxId: second.inboxId,
    isOld: true,
  })
  t.is(answer.plan?.operation, 'bottom', 'it follows what somebody else asked')
  const found = await findInPlaces(core, core.actor.tenantId, { platform: 'slack', places: [placeOf(chat)] })
  t.is(found?.id, first.conversationId)
})

test('two who begin a thread at the same moment begin one conversation', async (t) => {
  const chat = chatIn('thread-2')
  const asked = await Promise.all(
    ['U1', 'U2', 'U3', 'U4'].map((user) => ask(visitor(user), { ...chat, user })),
  )
  t.is(new Set(asked.map(({ conversationId }) => conversationId)).size, 1)
})

test('a private answer is in a conversation of one person', async (t) => {
  const chat = chatIn('thread-3')
  const open = await ask(visitor('U1'), chat)
  const own = await ask(visitor('U1'), { ...chat, is_private: true })
  const others = await ask(visitor('U2'), { ...chat, user: 'U2', is_private: true })
  t.is(new Set([open, own, others].map(({ conversationId }) => conversationId)).size, 3)
})

test('the same message is the same question', async (t) => {
  const chat = chatIn('thread-4')
  const [first, again] = [
    await ask(visitor('U1'), chat, 'Mac', 'T1:C1:4'),
    await ask(visitor('U1'), chat, 'Mac', 'T1:C1:4'),
  ]
  t.is(again.inboxId, first.inboxId)
  t.true(again.isDuplicate)
})

test('a question that was put right is asked again, by who asked it, and once', async (t) => {
  const chat = chatIn('thread-5')
  const first = await ask(visitor('U1'), chat, 'les trois premiers pour Mac', 'T1:C1:5')
  const change = {
    platform: 'slack' as const,
    eventId: 'T1:C1:5',
    newEventId: 'T1:C1:5:edited:1',
    user: 'U1',
  }
  const changed = await askAgain(core, visitor('U1'), { ...change, text: 'les deux premiers pour Mac' })
  t.is(changed?.conversationId, first.conversationId)
  t.false(changed?.isDuplicate)
  t.true(
    (await askAgain(core, visitor('U1'), { ...change, text: 'les deux premiers pour Mac' }))?.isDuplicate,
  )
  t.is(await askAgain(core, visitor('U1'), { ...change, eventId: 'T1:C1:none', text: 'x' }), null)
  const same = { ...change, newEventId: 'T1:C1:5:edited:2', text: 'les trois premiers pour Mac' }
  t.is(await askAgain(core, visitor('U1'), same), null)
  const another = {
    ...change,
    newEventId: 'T1:C1:5:edited:3',
    text: 'les quatre premiers pour Mac',
    user: 'U2',
  }
  t.is(await askAgain(core, visitor('U2'), another), null)
})

test('a member of a workspace meets public assistants and those of the channel; who runs it meets all', async (t) => {
  const { tenantId } = core.actor
  const hidden = await withTenant(core.db, tenantId, async () => {
    const { Assistant } = core.db.models
    const demo = await Assistant.findOne({ where: { tenantId, id: core.assistantId }, rejectOnEmpty: true })
    return Assistant.create({ tenantId, name: 'Réservé', theme: 'x', datasetId: demo.datasetId })
  })
  const askHidden = (actor: TenantActor) =>
    receiveQuestion(core, actor, {
      platform: 'slack', assistantId: hidden.id, text: 'Mac', eventId: uuid(), chat: chatIn('thread-6'),
    }) // biome-ignore format: one question, read at a glance
  const refused = await t.throwsAsync(askHidden(visitor('U1')))
  t.true(isAppError(refused) && refused.code === 'not_found')
  t.truthy(await askHidden(visitor('U9', true)))
  t.truthy(await askHidden({ ...visitor('U1'), assistantIds: [hidden.id] }))
})

test('another tenant’s thread of the same name is another one', async (t) => {
  const chat = chatIn('thread-7')
  await ask(visitor('U1'), chat)
  const other = await openMember(core.db, 'place-of-another')
  const places = [placeOf(chat)]
  t.is(await findInPlaces(core, other.tenantId, { platform: 'slack', places }), null)
  t.is(
    await askAgain(core, other, {
      platform: 'slack',
      eventId: 'T1:C1:5',
      newEventId: 'n',
      text: 'x',
      user: 'U1',
    }),
    null,
  )
})
