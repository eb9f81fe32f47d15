import test from 'ava'
import { handleInteraction, onInteraction } from '../../../../bots/discord/interaction.ts'
import type { DiscordServices } from '../../../../bots/discord/services.ts'
import type { Core } from '../../../../core/core.ts'
import { openQueue } from '../../../../core/jobs/queue.ts'
import { defineAnswerQueue } from '../../../../core/messaging/answer-job.ts'
import { openEventWorker } from '../../../../core/messaging/event-worker.ts'
import { withTenant } from '../../../../db/tenant.ts'
import { openEmbeddedTestDatabase, openTestDatabase, shareTestDatabase } from '../../../helpers/database.ts'
import type { DiscordOptions } from '../../../helpers/discord/discord-world.ts'
import { type DiscordEdge, openDiscordEdge } from '../../../helpers/discord-edge.ts'

const db = shareTestDatabase(test)
let core: Core
test.before(async () => {
  const queue = await openQueue(db(), { worker: false })
  db.beforeClose(() => queue.stop())
  core = { db: db(), queue, dataDir: '' }
  await defineAnswerQueue(core)
})
const open = (
  t: Parameters<typeof openDiscordEdge>[0],
  options: { callMs?: number; discord?: DiscordOptions } = {},
) => openDiscordEdge(t, { core, ...options })

const callbacks = 'POST /interactions/*/*/callback'
const originals = 'PATCH /webhooks/*/*/messages/@original'

const slash = ({ world, ada, general }: DiscordEdge, path: string, args: Record<string, string> = {}) =>
  world.user(ada).slash(path, args, { channel: general })

/** Gives a command and handles it. @returns what one person sees of it */
const give = async (edge: DiscordEdge, path: string, args: Record<string, string> = {}) => {
  await edge.hear(() => slash(edge, path, args))
  await handleInteraction(edge.services, await edge.stored())
  return edge.world.ephemerals(edge.ada).at(-1)!
}

const nothingThinks = ({ world, ada, general }: DiscordEdge): boolean =>
  [...world.ephemerals(ada), ...world.messages(general)].every(({ isThinking }) => !isThinking)

test('the promise comes before anything is stored, and what is stored is handled later', async (t) => {
  const edge = await open(t)
  const { kind, message } = await edge.hear(() => slash(edge, 'help'))
  t.is(kind, 'deferred')
  t.true(message!.isThinking && message!.isEphemeral)
  await handleInteraction(edge.services, await edge.stored())
  const [told, ...others] = edge.world.ephemerals(edge.ada)
  t.deepEqual(others, [])
  t.regex(told!.words, /What you can ask me/)
  t.deepEqual(edge.world.violations, [])
})

test('a bug of ours is told with its reference, and nothing is left thinking', async (t) => {
  const edge = await open(t)
  await edge.hear(() => slash(edge, 'help'))
  const acts: DiscordServices['acts'] = {
    take: async () => {
      throw new Error('a bug')
    },
  }
  await handleInteraction({ ...edge.services, acts }, await edge.stored())
  t.regex(edge.world.ephemerals(edge.ada)[0]!.words, /[0-9a-f]{8}-[0-9a-f]{4}/)
  t.true(nothingThinks(edge))
})

test('who writes too much is told to wait', async (t) => {
  const edge = await open(t)
  await edge.hear(() => slash(edge, 'help'))
  const acts: DiscordServices['acts'] = {
    take: async () => ({ kind: 'refused', isFirst: true, retryAfterMs: 9_000 }),
  }
  await handleInteraction({ ...edge.services, acts }, await edge.stored())
  t.regex(edge.world.ephemerals(edge.ada)[0]!.words, /9/)
  t.true(nothingThinks(edge))
})

test('while the database is away the placeholder says to try again', async (t) => {
  const edge = await open(t)
  const away = await openEmbeddedTestDatabase()
  await away.close()
  const services = { ...edge.services, core: { ...core, db: away } }
  await edge.hear(() => slash(edge, 'help'), services)
  const [told] = edge.world.ephemerals(edge.ada)
  t.false(told!.isThinking)
  t.regex(told!.words, /[Tt]ry again/)
  t.is((await edge.hear(() => slash(edge, 'prefs'), services)).kind, 'message', 'what may be a form, too')
  t.regex(edge.world.ephemerals(edge.ada).at(-1)!.words, /[Tt]ry again|database/)
  t.deepEqual(edge.world.violations, [])
})

test('a process that dies behind the promise: the next one does it', async (t) => {
  const own = await openTestDatabase(t)
  const queue = await openQueue(own, { worker: false })
  t.teardown(() => queue.stop())
  const edge = await openDiscordEdge(t, { core: { db: own, queue, dataDir: '' } })
  await edge.hear(() => slash(edge, 'help'))
  t.false(nothingThinks(edge))
  const worker = openEventWorker(own, {
    platform: 'discord',
    handle: ({ payload }) => handleInteraction(edge.services, JSON.parse(payload)),
  })
  t.teardown(worker.close)
  await edge.world.until(() => nothingThinks(edge), { what: 'an answer of the next process' })
  t.regex(edge.world.ephemerals(edge.ada)[0]!.words, /What you can ask me/)
})

/** An assistant that can answer, as far as asking it goes. */
const addAssistant = ({ tenantId }: DiscordEdge): Promise<unknown> =>
  withTenant(core.db, tenantId, async () => {
    const { Assistant, Dataset } = core.db.models
    const file = { name: 'd', fileName: 'd.csv', fileType: 'csv', fileBytes: 1, fileSha256: 'a'.repeat(64) }
    const given = { tenantId, ...file, state: 'ready', preview: {} }
    const { id: datasetId } = await Dataset.create(given as never)
    await Assistant.create({ tenantId, name: 'Étude', theme: 'loisirs', isPublic: true, datasetId })
  })

const countAsked = ({ tenantId }: DiscordEdge): Promise<number> =>
  withTenant(core.db, tenantId, () => core.db.models.InboxEvent.count({ where: { tenantId } }))

test('handled twice, because a process died in the middle, it asks once and says so once', async (t) => {
  const edge = await open(t)
  const { world, general } = edge
  await addAssistant(edge)
  await edge.hear(() => slash(edge, 'ask', { question: 'profil des Femmes' }))
  const stored = await edge.stored()
  await handleInteraction(edge.services, stored)
  await handleInteraction(edge.services, stored)
  t.is(world.messages(general).filter(({ words }) => /profil des Femmes/.test(words)).length, 1)
  t.is(world.threads(general).length, 1)
  t.is(await countAsked(edge), 1)
  t.true(nothingThinks(edge))
})

test('a question that was promised fifteen minutes ago is asked in a message of its own', async (t) => {
  const edge = await open(t)
  const { world, general } = edge
  await addAssistant(edge)
  await edge.hear(() => slash(edge, 'ask', { question: 'profil des Femmes' }))
  const stored = await edge.stored()
  world.clock.advance(16 * 60_000)
  await handleInteraction(edge.services, stored)
  const [question] = world.messages(general).filter(({ words }) => /profil des Femmes/.test(words))
  t.is(question!.interaction, null)
  t.truthy(question!.thread)
  t.is(await countAsked(edge), 1)
  t.deepEqual(question!.pings, [])
})

for (const [what, permissions] of [
  ['no thread may be begun', ['ViewChannel', 'SendMessages', 'ReadMessageHistory']],
  ['the bot may only look', ['ViewChannel']],
] as const)
  test(`where ${what} the question is asked all the same`, async (t) => {
    const edge = await open(t)
    const { world, general } = edge
    await addAssistant(edge)
    world.permit(general, [...permissions])
    await edge.hear(() => slash(edge, 'ask', { question: 'profil des Femmes' }))
    await handleInteraction(edge.services, await edge.stored())
    t.is(await countAsked(edge), 1)
    t.deepEqual(world.threads(general), [])
    t.true(nothingThinks(edge))
  })

test('after fifteen minutes a word for one person goes to that person, and to nobody else', async (t) => {
  const edge = await open(t)
  const { world, ada, general } = edge
  await edge.hear(() => slash(edge, 'help'))
  const stored = await edge.stored()
  world.clock.advance(16 * 60_000)
  await handleInteraction(edge.services, stored)
  const direct = world.messages(world.user(ada).directChannel())
  t.regex(direct[0]!.words, /What you can ask me/)
  t.deepEqual(world.messages(general), [], 'nobody else reads it')
})

test('after fifteen minutes, and without direct messages, the channel hears that it came too late', async (t) => {
  const edge = await open(t)
  const { world, ada, general } = edge
  world.closeDms(ada)
  await edge.hear(() => slash(edge, 'help'))
  const stored = await edge.stored()
  world.clock.advance(16 * 60_000)
  await handleInteraction(edge.services, stored)
  const [said, ...others] = world.messages(general)
  t.deepEqual(others, [])
  t.regex(said!.words, /too late/)
})

for (const [what, code] of [
  ['that Discord does not know any more', 10062],
  ['that another process answered', 40060],
] as const)
  test(`an interaction ${what} (${code}) is survived`, async (t) => {
    const edge = await open(t)
    edge.world.faults.next(callbacks, { error: code, status: code === 10062 ? 404 : 400 })
    void slash(edge, 'help')
    const interaction = await edge.world.until(() => edge.world.interactions.at(-1))
    await t.notThrowsAsync(onInteraction(edge.services, interaction.payload))
    t.is((await edge.stored()) !== null, code === 40060, 'the other one may have died over it')
    if (code === 40060) await t.notThrowsAsync(handleInteraction(edge.services, await edge.stored()))
  })

test('the same interaction, heard by two processes, is done once', async (t) => {
  const edge = await open(t)
  await edge.hear(() => slash(edge, 'help'))
  await onInteraction(edge.services, edge.world.interactions.at(-1)!.payload)
  const count = await core.db.models.PlatformEvent.count({
    where: { eventId: edge.world.interactions.at(-1)!.id },
  })
  t.is(count, 1)
})

for (const fault of ['drop_reply_after_acceptance', 'hang_after_acceptance'] as const)
  test(`a promise whose reply is lost (${fault}) is kept`, async (t) => {
    const edge = await open(t, { callMs: 600 })
    edge.world.faults.next(callbacks, fault)
    const told = await give(edge, 'help')
    t.regex(told.words, /What you can ask me/)
    t.is(edge.world.ephemerals(edge.ada).length, 1)
  })

test('when Discord cannot be reached it is tried again later', async (t) => {
  const edge = await open(t)
  await edge.hear(() => slash(edge, 'help'))
  edge.world.faults.next(originals, 'reset', 3)
  const stored = await edge.stored()
  await t.throwsAsync(handleInteraction(edge.services, stored), { code: 'platform_unreachable' })
  await handleInteraction(edge.services, stored)
  t.is(edge.world.ephemerals(edge.ada).length, 1)
  t.true(nothingThinks(edge))
})

test('a placeholder that somebody took away is no reason to be silent', async (t) => {
  const edge = await open(t)
  await edge.hear(() => slash(edge, 'help'))
  edge.world.faults.next(originals, { error: 10008, status: 404 })
  await handleInteraction(edge.services, await edge.stored())
  t.true(edge.world.ephemerals(edge.ada).some(({ words }) => /What you can ask me/.test(words)))
})

test('a form that cannot be worked out in time is promised, and said to be late', async (t) => {
  // A busy machine may take its time over it.
  const edge = await open(t, { discord: { responseMs: 20_000 } })
  const slow: DiscordServices['acts'] = {
    take: async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_300))
      return { kind: 'granted' }
    },
  }
  const { kind } = await edge.hear(() => slash(edge, 'prefs'), { ...edge.services, acts: slow })
  t.is(kind, 'deferred')
  t.regex(edge.world.ephemerals(edge.ada)[0]!.words, /too long/)
  t.deepEqual(edge.world.violations, [])
})

test('no odd interaction ends anything', async (t) => {
  const { services, world } = await open(t)
  const odd = [
    {}, { id: 'x', type: 2 }, { id: '1', token: 't', type: 2, data: null },
    { id: '1', token: 't', type: 4, channel_id: '2', user: { id: '3' } },
    { id: '1', token: 't', type: 3, channel_id: '2', user: { id: '3' }, data: { custom_id: 7 }, message: [] },
    { id: '1', token: 't', type: 5, channel_id: '2', user: { id: '3' }, data: { components: 'x' } },
    { id: '1', token: 't', type: 99, channel_id: '2', user: { id: '3' } },
  ] // biome-ignore format: one list
  for (const raw of odd) await t.notThrowsAsync(onInteraction(services, raw as never))
  t.deepEqual(world.ephemerals(world.botUserId), [])
})

test('a forged control of no card of ours does nothing', async (t) => {
  const edge = await open(t)
  const { world, ada, general } = edge
  await edge.services.api.call('POST', `/channels/${general}/messages`, {
    body: {
      content: 'x', nonce: 'n', enforce_nonce: true,
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'tenant.drop;m=~AAAA' }] }],
    }, // biome-ignore format: one message
  })
  await edge.hear(() => world.user(ada).click(world.messages(general)[0]!, 'Press'))
  await handleInteraction(edge.services, await edge.stored())
  t.regex(world.ephemerals(ada)[0]!.words, /./)
  t.is(world.messages(general).length, 1)
})
