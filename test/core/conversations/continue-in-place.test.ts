import test from 'ava'
import { v7 as uuid } from 'uuid'
import type { TenantActor } from '../../../core/access/can.ts'
import { readAnswerInPlace } from '../../../core/conversations/answer-in-place.ts'
import { continueInPlace, findOwnConversation } from '../../../core/conversations/continue-in-place.ts'
import { findInPlaces } from '../../../core/conversations/in-place.ts'
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

type ChatPlatform = 'slack' | 'discord'
const question = 'indice de Mac chez les 18-34 ans'

/** A direct conversation of somebody of this name. */
const directOf = (user: string, thread: string | null = null): ChatPlace => ({
  workspace: 'W', channel: `D-${user}`, thread, message: null, user, is_private: false,
}) // biome-ignore format: one place, read at a glance

const ask = async (
  actor: TenantActor,
  platform: ChatPlatform | 'web',
  { text, ...where }: { text: string; chat?: ChatPlace; conversationId?: string; assistantId?: string },
) => {
  const assistantId = where.assistantId ?? core.assistantId
  const asked = { platform, assistantId, text, eventId: uuid(), ...where }
  const { conversationId, inboxId } = await receiveQuestion(core, actor, { ...asked, assistantId })
  const answer = await awaitAnswer(core, { tenantId: actor.tenantId, inboxId, isOld: true })
  return { conversationId, text: answer.text, messageId: answer.message_id! }
}

const goOn = (actor: TenantActor, conversationId: string, platform: ChatPlatform, chat: ChatPlace) =>
  continueInPlace(core, actor, { conversationId, platform, place: placeOf(chat) })

const openPerson = async (): Promise<TenantActor> => {
  const { tenantId } = core.actor
  const { id } = await withTenant(core.db, tenantId, () =>
    core.db.models.Person.create({ tenantId, fullName: 'Camille', role: 'marketing' }),
  )
  return { ...core.actor, id }
}

const makeAssistant = async (name: string): Promise<string> => {
  const { tenantId } = core.actor
  const { id } = await withTenant(core.db, tenantId, async () => {
    const { Assistant } = core.db.models
    const demo = await Assistant.findOne({ where: { tenantId, id: core.assistantId }, rejectOnEmpty: true })
    return Assistant.create({ tenantId, name, theme: 'x', datasetId: demo.datasetId, isActive: true })
  })
  return id
}

const find = (platform: ChatPlatform, chat: ChatPlace, { tenantId } = core.actor) =>
  findInPlaces(core, tenantId, { platform, places: [placeOf(chat)] })

const countPlaces = (conversationId: string): Promise<number> =>
  withTenant(core.db, core.actor.tenantId, () =>
    core.db.models.ConversationPlace.count({ where: { conversationId } }),
  )

test('a conversation goes on elsewhere with its context, and where it began with what was asked since', async (t) => {
  const me = await openPerson()
  const [slack, discord] = [directOf('U1', '1.1'), directOf('9')]
  const first = await ask(me, 'slack', { chat: slack, text: question })
  await goOn(me, first.conversationId, 'discord', discord)
  const there = await ask(me, 'discord', { chat: discord, text: 'et chez les 35-64 ans ?' })
  t.is(there.conversationId, first.conversationId)
  t.regex(there.text, /Mac/)
  t.regex(there.text, /35-64/)
  await ask(me, 'discord', { chat: discord, text: 'indice de Android chez les 35-64 ans' })
  const back = await ask(me, 'slack', { chat: slack, text: 'et chez les 18-34 ans ?' })
  t.is(back.conversationId, first.conversationId)
  t.regex(back.text, /Android/)
  const web = await ask(me, 'web', { conversationId: first.conversationId, text: 'et chez les 35-64 ans ?' })
  t.regex(web.text, /Android/)
})

test('a conversation of the page goes on in a chat', async (t) => {
  const me = await openPerson()
  const chat = directOf('U2', '2.1')
  const { conversationId } = await ask(me, 'web', { text: question })
  await goOn(me, conversationId, 'slack', chat)
  const there = await ask(me, 'slack', { chat, text: 'et chez les 35-64 ans ?' })
  t.is(there.conversationId, conversationId)
  t.regex(there.text, /Mac/)
})

test('a place that talks already goes on with what was chosen last, or spoken in there since', async (t) => {
  const me = await openPerson()
  const chat = directOf('8')
  const other = await makeAssistant(`Autre ${uuid()}`)
  const own = await ask(me, 'discord', { chat, text: question })
  const begun = await ask(me, 'slack', { chat: directOf('U3', '3.1'), text: question })
  await goOn(me, begun.conversationId, 'discord', chat)
  t.is((await find('discord', chat))?.id, begun.conversationId)
  t.is((await ask(me, 'discord', { chat, text: question })).conversationId, begun.conversationId)
  await goOn(me, own.conversationId, 'discord', chat)
  t.is((await ask(me, 'discord', { chat, text: question })).conversationId, own.conversationId)

  const another = await ask(me, 'discord', { chat, text: question, assistantId: other })
  t.is((await find('discord', chat))?.id, another.conversationId)
  await ask(me, 'slack', { chat: directOf('U3', '3.1'), text: question })
  t.is(
    (await find('discord', chat))?.id,
    another.conversationId,
    'what is said elsewhere changes nothing here',
  )
  await ask(me, 'discord', { chat, text: question })
  t.is((await find('discord', chat))?.assistantId, core.assistantId)
  await goOn(me, another.conversationId, 'discord', chat)
  t.is((await find('discord', chat))?.assistantId, other)
})

test('two who ask at the same moment each go on with their own', async (t) => {
  const people = await Promise.all([openPerson(), openPerson(), openPerson()])
  const begun = await Promise.all(people.map((me) => ask(me, 'web', { text: question })))
  const chats = people.map((_, at) => directOf(`same-${at}`))
  for (const [at, me] of people.entries()) await goOn(me, begun[at]!.conversationId, 'discord', chats[at]!)
  const asked = await Promise.all(
    people.map((me, at) => ask(me, 'discord', { chat: chats[at]!, text: question })),
  )
  t.deepEqual(
    asked.map(({ conversationId }) => conversationId),
    begun.map(({ conversationId }) => conversationId),
  )
})

test('nobody goes on with a conversation of somebody else', async (t) => {
  const me = await openPerson()
  const { conversationId } = await ask(me, 'slack', { chat: directOf('U4', '4.1'), text: question })
  const outsider = await openMember(core.db, 'continuing-elsewhere')
  for (const by of [await openPerson(), outsider]) {
    const chat = directOf('7')
    await t.throwsAsync(goOn(by, conversationId, 'discord', chat), { code: 'not_found' })
    await t.throwsAsync(findOwnConversation(core, by, conversationId), { code: 'not_found' })
    t.is(await find('discord', chat, by), null)
  }
  await t.throwsAsync(findOwnConversation(core, me, 'no id at all'), { code: 'not_found' })
  t.is(await countPlaces(conversationId), 0)
})

test('what is asked elsewhere in private is not there for those who stand where it began', async (t) => {
  const [me, colleague] = [await openPerson(), await openPerson()]
  const thread: ChatPlace = { ...directOf('U6', '6.1'), channel: 'C-open' }
  const open = await ask(me, 'slack', { chat: thread, text: question })
  const chat = directOf('4')
  await goOn(me, open.conversationId, 'discord', chat)
  const own = await ask(me, 'discord', { chat, text: question })
  t.is(own.conversationId, open.conversationId)
  const at = { platform: 'slack' as const, workspace: 'W', channel: 'C-open', user: 'U7' }
  const read = (by: TenantActor, messageId: string) => readAnswerInPlace(core, by, { at, messageId })
  t.is((await read(colleague, open.messageId)).conversationId, open.conversationId)
  await t.throwsAsync(read(colleague, own.messageId), { code: 'not_found' })
  t.is((await read(me, own.messageId)).messageId, own.messageId)
})

test('an account that changes hands does not take the conversation with it', async (t) => {
  const [me, next] = [await openPerson(), await openPerson()]
  const chat = directOf('6')
  const { conversationId } = await ask(me, 'web', { text: question })
  await goOn(me, conversationId, 'discord', chat)
  const asked = await ask(next, 'discord', { chat, text: question })
  t.not(asked.conversationId, conversationId)
})

test('another tenant’s place of the same name is another one, and a deleted conversation leaves none', async (t) => {
  const me = await openPerson()
  const chat = directOf('5')
  const { conversationId } = await ask(me, 'slack', { chat: directOf('U5', '5.1'), text: question })
  await goOn(me, conversationId, 'discord', chat)
  const outsider = await openMember(core.db, 'continuing-elsewhere')
  t.is(await find('discord', chat, outsider), null)
  t.is(await countPlaces(conversationId), 2)
  await withTenant(core.db, me.tenantId, () =>
    core.db.models.Conversation.destroy({ where: { tenantId: me.tenantId, id: conversationId } }),
  )
  t.is(await countPlaces(conversationId), 0)
  t.is(await find('discord', chat), null)
})
