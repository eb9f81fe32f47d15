import { randomBytes } from 'node:crypto'
import test from 'ava'
import { runAction } from '../../bots/commands/run.ts'
import { openDiscordApi } from '../../bots/discord/api.ts'
import { readControl } from '../../bots/discord/blocks/controls.ts'
import { memberActor } from '../../core/access/can.ts'
import type { OpenChat } from '../../core/core.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import { openClients } from '../../core/llm/open-clients.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { testServerUrl } from '../helpers/database.ts'
import type { SeenMessage } from '../helpers/discord/discord-world.ts'
import { type DiscordTown, openDiscordTown } from '../helpers/discord-town.ts'
import { type FaultProvider, faults, piecesOf, startFaultProvider } from '../helpers/fault-provider.ts'

const suggesting = 'indice de Macc chez les 18-34 ans'
const question = 'indice de Mac chez les 18-34 ans'
let town: DiscordTown
let provider: FaultProvider | null = null
const shared = afterAll(test)

test.before(async () => {
  const clients = openClients()
  shared.teardown(() => clients.close())
  const openChat: OpenChat = async ({ payer, temperature, signal }) => {
    const { db } = town.core
    const chain = openChain({
      clientFor: clients.clientFor,
      ledger: openLedger(db),
      breakers: openBreakers(),
    })
    const target = provider?.target('openai', { name: 'sage' })
    const targets = target ? [{ target, role: 'default' as const }] : []
    return chain.openChat({ payer, temperature, targets, ...(signal && { signal }) })
  }
  town = await openDiscordTown(shared, { openChat })
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

/** Asks by a mention, and waits for the thread that is begun below it. */
const ask = async (user: string, text = question) => {
  const { world, general } = town
  const asked = await world.user(user).mention(general, text)
  const thread = await world.until(() => world.messages(general).find(({ id }) => id === asked.id)?.thread, {
    what: 'a thread below the question',
  })
  return { asked, thread }
}

const answerOf = async (user: string, text = question) => {
  const { asked, thread } = await ask(user, text)
  return { asked, thread, answer: await town.answered(thread) }
}

/** The custom id of the first control that begins so. */
const idOf = ({ components }: SeenMessage, begins: string): string => {
  const id = new RegExp(`"custom_id":"(!?${begins.replaceAll('.', '\\.')}[^"]*)"`).exec(
    JSON.stringify(components),
  )?.[1]
  if (!id) throw new Error(`nothing of the answer does ${begins}`)
  return id
}

const pressed = async (user: string, on: SeenMessage, begins: string): Promise<string> => {
  const before = town.world.ephemerals(user).length
  await town.world.user(user).click(on, idOf(on, begins))
  return (await town.told(user, before)).words
}

test.serial(
  'the source of a figure and the details are shown to who asks for them, and to nobody else',
  async (t) => {
    const { world, ada, bob } = town
    const { answer } = await answerOf(bob)
    const others = world.ephemerals(ada).length
    t.regex(await pressed(bob, answer, 'answer.source'), /masculinites-2018/)
    t.regex(await pressed(bob, answer, 'answer.details'), /./)
    t.is(world.ephemerals(ada).length, others)
  },
)

test.serial('a suggestion goes on with the conversation of the thread', async (t) => {
  const { world, bob, answered, core, tenant } = town
  const { answer, thread } = await answerOf(bob, suggesting)
  await world.user(bob).click(answer, idOf(answer, 'answer.suggest'))
  await answered(thread, 2)
  await town.quiet()
  const { tenantId } = tenant
  const order = [['createdAt', 'DESC'] as const, ['position', 'DESC'] as const]
  const said = await withTenant(core.db, tenantId, () =>
    core.db.models.Message.findAll({ where: { tenantId }, order: order as never, limit: 3, raw: true }),
  )
  t.is(new Set(said.map(({ conversationId }) => conversationId)).size, 1)
})

test.serial('a thumb up is noted once for each person, however often it is pressed', async (t) => {
  const { bob, core, tenant } = town
  const { answer } = await answerOf(bob)
  t.regex(await pressed(bob, answer, 'answer.rate;m'), /Thank/)
  t.regex(await pressed(bob, answer, 'answer.rate;m'), /Thank/)
  const { tenantId } = tenant
  t.is(await withTenant(core.db, tenantId, () => core.db.models.Feedback.count({ where: { tenantId } })), 1)
})

test.serial('only who asked, or an admin, hides an answer', async (t) => {
  const { world, bob, guild, said } = town
  const { answer, thread } = await answerOf(bob)
  const eve = world.addUser({ name: 'Eve', locale: 'en-US' }).id
  world.join(guild, eve)
  const { modal } = await world.user(eve).click(answer, idOf(answer, 'answer.hide'))
  const before = world.ephemerals(eve).length
  await world.user(eve).submit(modal!, { confirm: 'yes' })
  t.truthy((await town.told(eve, before)).words)
  t.is(said(thread).length, 1)
})

/** A room whose assistant words its answers by a model that stops talking in the middle. */
const openRoom = async (t: Parameters<typeof startFaultProvider>[0], name: string) => {
  const { world, tenant, ada, guild } = town
  const room = world.addChannel({ guild, name: 'modele' }).id
  await tenant.makeAssistant(name, { public: true }, { name: 'loisirs.csv', bytes: surveyCsv })
  const before = world.ephemerals(ada).length
  await world.user(ada).slash('assistant bind', { assistant: name }, { channel: room })
  await town.told(ada, before)
  provider = await startFaultProvider(t)
  const sentence = '« Cinéma » ressort, avec un indice de {c1}. '
  const text = `${sentence}Il réunit {c3} du profil.`
  return { room, provider, text, stalled: faults.stallAfter(piecesOf(sentence).length + 2, text) }
}

const askIn = async (room: string) => {
  const { world, bob } = town
  const asked = await world.user(bob).mention(room, 'top 3 segments pour Hommes')
  const thread = await world.until(() => world.messages(room).find(({ id }) => id === asked.id)?.thread)
  return { asked, thread }
}

const isGrowing = ({ words, buttons }: SeenMessage): boolean =>
  /Cinéma/.test(words) && /^(?:Stop|Arrêter)$/.test(buttons.join())

test.serial('what a model says grows in one message, which becomes the answer', async (t) => {
  const { world, said } = town
  const { room, provider: model, stalled } = await openRoom(t, 'Loisirs')
  model.always(stalled)
  const { thread } = await askIn(room)
  const live = await world.until(() => said(thread).find(isGrowing), { what: 'a text that grows' })
  model.requests[0]!.release()
  const ended = await town.answered(thread)
  t.is(ended.id, live.id)
  t.regex(ended.words, /du profil/)
  await town.quiet()
  t.is(said(thread).length, 1)
  provider = null
})

test.serial('a question taken back while a model writes leaves nothing behind', async (t) => {
  const { world, bob, said, core, tenant } = town
  const { room, provider: model, stalled } = await openRoom(t, 'Loisirs repris')
  model.always(stalled)
  const { asked, thread } = await askIn(room)
  await world.until(() => said(thread).find(isGrowing), { what: 'a text that grows' })
  await world.user(bob).delete(asked)
  await town.quiet()
  t.deepEqual(said(thread), [])
  const { tenantId } = tenant
  const where = { tenantId, channel: thread, state: ['open' as const, 'opening' as const] }
  t.is(await withTenant(core.db, tenantId, () => core.db.models.SentMessage.count({ where })), 0)
  provider = null
})

/** A message of ours with controls of another one. */
const putBack = async (
  t: Parameters<typeof startFaultProvider>[0],
  place: string,
  components: object[],
): Promise<void> => {
  const api = openDiscordApi({ token: town.world.token, apiUrl: town.world.apiUrl })
  t.teardown(api.close)
  const nonce = randomBytes(8).toString('hex')
  await api.call('POST', `/channels/${place}/messages`, {
    body: { content: 'x', nonce, enforce_nonce: true, components },
  })
}

const isStopped = ({ words }: SeenMessage): boolean => /arrêté|stopped/i.test(words)

test.serial('Stop while a model writes: its call ends, and the message ends as stopped', async (t) => {
  const { world, bob, guild, said } = town
  const { room, provider: model, stalled } = await openRoom(t, 'Loisirs arrêtés')
  model.always(stalled)
  const { thread } = await askIn(room)
  const live = await world.until(() => said(thread).find(isGrowing), { what: 'a text that grows' })
  const eve = world.addUser({ name: 'Eve the third', locale: 'en-US' }).id
  world.join(guild, eve)
  t.regex(await pressed(eve, live, 'answer.stop'), /Only whoever asked/)
  t.regex(await pressed(bob, live, 'answer.stop'), /I am stopping/)
  const ended = await world.until(() => said(thread).find(isStopped), { what: 'an answer that says so' })
  t.is(ended.id, live.id, 'the same message')
  t.false(JSON.stringify(ended.components).includes('answer.stop'), 'there is nothing left to stop')
  await model.requests[0]!.aborted
  t.is(await model.requests[0]!.ended, 'left', 'nobody goes on writing what nobody reads')
  // A phone may still show the button.
  const button = live.components.findLast(({ type }) => type === 1)!
  await putBack(t, thread, [button])
  t.regex(await pressed(bob, world.messages(thread).at(-1)!, 'answer.stop'), /stopped already/)
  await town.quiet()
  provider = null
})

const onServer = testServerUrl() ? test.serial : test.serial.skip

onServer('Stop that another process hears ends the call of the one that answers', async (t) => {
  const { world, bob, guild, said, core, tenant } = town
  const { room, provider: model, stalled } = await openRoom(t, 'Loisirs ailleurs')
  model.always(stalled)
  const { thread } = await askIn(room)
  const live = await world.until(() => said(thread).find(isGrowing), { what: 'a text that grows' })
  const queue = await openQueue(core.db, { worker: false })
  t.teardown(() => queue.stop())
  const { tenantId } = tenant
  const id = `discord:${guild}:${bob}`
  const { action, value } = readControl(idOf(live, 'answer.stop'))!
  const place = {
    platform: 'discord' as const,
    workspace: guild,
    channel: room,
    thread,
    isDirect: false,
    user: bob,
  }
  const actor = memberActor({ id, tenantId, isAdmin: false, assistantIds: [] })
  const context = {
    core: { db: core.db, dataDir: '', queue },
    publicUrl: '',
    actor,
    locale: 'en' as const,
    place,
  }
  t.like(await runAction(context, action, value), { stopped: [value.id] })
  const ended = await world.until(() => said(thread).find(isStopped), { what: 'an answer that says so' })
  t.is(ended.id, live.id)
  await model.requests[0]!.aborted
  await town.quiet()
  provider = null
})

test.serial('a button of another tenant’s answer finds nothing in one’s own guild', async (t) => {
  const { world, bob, openTenant, bind } = town
  const { answer } = await answerOf(bob)
  const eve = world.addUser({ name: 'Eve the second', locale: 'en-US' }).id
  const guild = world.addGuild({ name: 'Rival' }).id
  world.join(guild, eve, { isManager: true })
  const room = world.addChannel({ guild, name: 'room' }).id
  await town.quiet()
  await bind(await openTenant(), eve, room)
  for (const action of ['answer.source', 'answer.details', 'answer.rate;m', 'answer.hide']) {
    const id = idOf(answer, action).replace(/^!/, '')
    const button = { type: 2, style: 1, label: action, custom_id: id }
    await putBack(t, room, [{ type: 1, components: [button] }])
    const before = world.ephemerals(eve).length
    await world.user(eve).click(world.messages(room).at(-1)!, action)
    const { words } = await town.told(eve, before)
    t.notRegex(words, /masculinit|Mac|Thank/i, action)
  }
  t.is(world.messages(room).filter(({ content }) => content === 'x').length, 4, 'nothing was taken away')
})
