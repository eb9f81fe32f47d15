import test from 'ava'
import type { OpenChat } from '../../core/core.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import { openClients } from '../../core/llm/open-clients.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { type FaultProvider, faults, piecesOf, startFaultProvider } from '../helpers/fault-provider.ts'
import type { SeenMessage } from '../helpers/slack/shown/seen.ts'
import { forgePress, openTown, quiet, type Town } from '../helpers/slack-town.ts'

const suggesting = 'indice de Macc chez les 18-34 ans'
const question = 'indice de Mac chez les 18-34 ans'
let town: Town
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
  town = await openTown(shared, { openChat })
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

const answerOf = async (user: string, text = question) => {
  const asked = await town.world.user(user).mention(town.general, text)
  return { asked, answer: await town.answered(town.general, asked.ts) }
}

/** The action id of the first button that does this. */
const idOf = ({ blocks }: SeenMessage, action: string): string => {
  const id = new RegExp(`"(${action.replace('.', '\\.')}:\\d+)"`).exec(JSON.stringify(blocks))?.[1]
  if (!id) throw new Error(`nothing of the answer does ${action}`)
  return id
}

/** What the first such button carries. */
const carriedBy = ({ blocks }: SeenMessage, action: string): string => {
  const elements = blocks.flatMap(({ accessory, elements: of = [] }) => [accessory, ...of])
  return elements.find((one) => one?.action_id?.startsWith(`${action}:`)).value
}

test.serial('the source of a figure is shown to who asks for it, and to nobody else', async (t) => {
  const { world, ada, bob, told } = town
  const { answer } = await answerOf(bob)
  const others = world.ephemerals(ada).length
  const before = world.ephemerals(bob).length
  await world.user(bob).click(answer, idOf(answer, 'answer.source'))
  const row = await told(bob, before)
  t.regex(row.words, /masculinites-2018/)
  t.regex(row.words, /Mac/)
  t.is(world.ephemerals(ada).length, others)
})

test.serial('a suggestion is asked on in the thread', async (t) => {
  const { world, bob, general, answered } = town
  const { asked, answer } = await answerOf(bob, suggesting)
  await world.user(bob).click(answer, idOf(answer, 'answer.suggest'))
  const next = await answered(general, asked.ts, 2)
  t.not(next.ts, answer.ts)
  await quiet(town)
  const { tenantId } = town.tenant
  const said = await withTenant(town.core.db, tenantId, () =>
    town.core.db.models.Message.findAll({
      where: { tenantId },
      order: [
        ['createdAt', 'DESC'],
        ['position', 'DESC'],
      ],
      limit: 3,
      raw: true,
    }),
  )
  const [last, suggested, first] = said
  t.is(new Set(said.map(({ conversationId }) => conversationId)).size, 1, 'the conversation goes on')
  const { suggestions } = first!.answer as unknown as { suggestions: string[] }
  t.is(suggested!.content, suggestions[0]!)
  t.is(last!.role, 'assistant')
})

test.serial('thumbs: up is noted, down asks why', async (t) => {
  const { world, ada, bob, told, core, tenant } = town
  const { answer } = await answerOf(bob)
  let before = world.ephemerals(bob).length
  const up = JSON.parse(valueOfFeedback(answer, 'up'))
  t.is(up.rating, 'up')
  await world.user(bob).click(answer, valueOfFeedback(answer, 'up'))
  t.regex((await told(bob, before)).words, /Thank you/)
  await world.user(ada).click(answer, valueOfFeedback(answer, 'down'))
  const view = await world.until(() => world.topView(ada))
  before = world.ephemerals(ada).length
  await world.user(ada).submit(view, { reason: 'le chiffre de la colonne voisine' })
  t.regex((await told(ada, before)).words, /looked at/)
  const { tenantId } = tenant
  const rows = await withTenant(core.db, tenantId, () =>
    core.db.models.Feedback.findAll({ where: { tenantId, messageId: up.message_id }, raw: true }),
  )
  t.deepEqual(
    rows
      .map(({ rating, reason }) => ({ rating, reason }))
      .toSorted((a, b) => String(a.rating).localeCompare(String(b.rating))),
    [
      { rating: 'down', reason: 'le chiffre de la colonne voisine' },
      { rating: 'up', reason: null },
    ],
  )
})

const valueOfFeedback = ({ blocks }: SeenMessage, rating: 'up' | 'down'): string => {
  const element = blocks
    .flatMap(({ elements = [] }) => elements)
    .find(({ type }: { type: string }) => type === 'feedback_buttons')
  return (rating === 'up' ? element.positive_button : element.negative_button).value
}

test.serial('the details tell how the answer came about', async (t) => {
  const { world, bob, told } = town
  const { answer } = await answerOf(bob)
  const before = world.ephemerals(bob).length
  await world.user(bob).click(answer, idOf(answer, 'answer.details'))
  t.regex((await told(bob, before)).words, /ms|\d/)
})

test.serial('only who asked, or an admin, hides an answer', async (t) => {
  const { world, ada, bob, told, general, said } = town
  const cleo = world.addUser({}).id
  await world.invite(general, cleo)
  const { asked, answer } = await answerOf(bob)
  await hide(cleo, answer)
  t.regex((await told(cleo)).words, /Only whoever asked/)
  t.is(said(general, asked.ts).length, 1)
  await hide(bob, answer)
  await world.until(() => said(general, asked.ts).length === 0)
  const other = await answerOf(bob)
  await hide(ada, other.answer)
  await world.until(() => said(general, other.asked.ts).length === 0)
  t.pass()
})

const hide = async (user: string, answer: SeenMessage): Promise<void> => {
  await town.world.user(user).click(answer, idOf(answer, 'answer.hide'))
}

test.serial('a press counts once, however often it arrives', async (t) => {
  const { bob, general, answered, said } = town
  const { asked, answer } = await answerOf(bob, suggesting)
  const value = JSON.parse(carriedBy(answer, 'answer.suggest'))
  const again = {
    team: town.team.teamId,
    user: bob,
    on: answer,
    action: 'answer.suggest',
    value,
    trigger: '1.2.again',
  }
  const statuses = await Promise.all([1, 2, 3].map(() => forgePress(town, again)))
  t.deepEqual(statuses.toSorted(), [200, 409, 409])
  await answered(general, asked.ts, 2)
  await quiet(town)
  t.is(said(general, asked.ts).length, 2)
})

test.serial('Stop while a model writes: its call ends, and the message ends as stopped', async (t) => {
  const { world, tenant, ada, bob, said } = town
  const room = world.addChannel({ name: 'modele' }).id
  await tenant.makeAssistant('Loisirs', { public: true }, { name: 'loisirs.csv', bytes: surveyCsv })
  await world.user(ada).slash('/sextant assistant bind Loisirs', { channel: room })
  provider = await startFaultProvider(t)
  const sentence = '« Cinéma » ressort, avec un indice de {c1}. '
  provider.always(faults.stallAfter(piecesOf(sentence).length + 2, `${sentence}Il réunit {c3} du profil.`))
  const asked = await world.user(bob).mention(room, 'top 3 segments pour Hommes')
  const live = await world.until(() =>
    said(room, asked.ts).find(({ stream, words }) => stream && /Cinéma/.test(words)),
  )
  t.is(live.stream?.state, 'in_progress')
  await world.user(bob).stop(room, asked.ts)
  const ended = await world.until(() =>
    said(room, asked.ts).find(({ words }) => /arrêté|stopped/i.test(words)),
  )
  t.is(ended.ts, live.ts, 'the same message')
  await quiet(town)
  t.is(said(room, asked.ts).length, 1)
  await provider.requests[0]!.aborted
  t.is(await provider.requests[0]!.ended, 'left', 'nobody goes on writing what nobody reads')
  provider = null
})

test.serial('a question taken back while a model writes leaves nothing behind', async (t) => {
  const { world, bob, said, core, tenant } = town
  const room = world.addChannel({ name: 'repris' }).id
  const found = await tenant.send('GET', '/v1/assistants')
  const { name } = found.body.items.find(({ name: one }: { name: string }) => one === 'Loisirs')
  await world.user(town.ada).slash(`/sextant assistant bind ${name}`, { channel: room })
  provider = await startFaultProvider(t)
  const sentence = '« Cinéma » ressort, avec un indice de {c1}. '
  provider.always(faults.stallAfter(piecesOf(sentence).length + 2, `${sentence}Il réunit {c3} du profil.`))
  const asked = await world.user(bob).mention(room, 'top 3 segments pour Hommes')
  await world.until(() => said(room, asked.ts).find(({ stream, words }) => stream && /Cinéma/.test(words)))
  await world.user(bob).delete(asked)
  await quiet(town)
  t.deepEqual(said(room, asked.ts), [])
  const { tenantId } = tenant
  const open = await withTenant(core.db, tenantId, () =>
    core.db.models.SentMessage.count({ where: { tenantId, channel: room, state: ['open', 'opening'] } }),
  )
  t.is(open, 0)
  provider = null
})
