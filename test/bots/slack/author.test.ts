import { randomBytes } from 'node:crypto'
import test from 'ava'
import { authorOf, authorScope } from '../../../bots/slack/author.ts'
import { completeLook, type Look } from '../../../core/assistants/look.ts'
import { storeInstallation } from '../../../core/tenancy/workspaces.ts'
import { withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { installationOf } from '../../helpers/installs.ts'
import { allScopes, startSlack } from '../../helpers/slack/slack-world.ts'
import { openSlackAnswers, type SlackAnswers, shareDispatcher } from '../../helpers/slack-answers.ts'

const db = shareTestDatabase(test)
const shared = shareDispatcher(db)
const masterKey = randomBytes(32)

interface Setting {
  name?: string
  look?: Partial<Look>
  /** What the workspace granted, as we were told when it installed Sextant. */
  known?: string[]
  /** What Slack holds it to. */
  granted?: string[]
}

const custom = [...allScopes, authorScope]

/** An assistant with a look, in a workspace that is installed. */
const open = async (
  t: Parameters<typeof openSlackAnswers>[0],
  { name = 'Étude bio', look = {}, known = custom, granted = known }: Setting = {},
): Promise<SlackAnswers> => {
  const world = await startSlack(t)
  // One database knows the workspaces of all these worlds.
  const workspaceId = `T${randomBytes(6).toString('hex').toUpperCase()}`
  const { teamId } = world.addWorkspace({ teamId: workspaceId, scopes: granted })
  const timing = { haste: 20, beginAfterMs: 20 }
  const answers = await openSlackAnswers(t, { db: db(), shared, world, teamId, timing })
  const { tenantId } = answers
  await storeInstallation(db(), masterKey, installationOf({ workspaceId, scopes: known }))
  await withTenant(db(), tenantId, () =>
    db().models.Assistant.update({ name, look }, { where: { tenantId } }),
  )
  return answers
}

type Asked = Awaited<ReturnType<SlackAnswers['ask']>>

const saidIn = ({ slack }: SlackAnswers, { payload }: Asked) => {
  const { channel, thread } = payload.chat!
  return slack.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp)
}

const logo = 'https://cdn.example.org/logo.png'

/** Begins to show the answer, and waits until somebody sees it. */
const begin = async (answers: SlackAnswers) => {
  const question = await answers.ask()
  const live = answers.live(question)
  live.onProgress({ kind: 'stage', stage: 'data', state: 'started' })
  live.onProgress({ kind: 'stage', stage: 'data', state: 'finished' })
  live.onProgress({ kind: 'stage', stage: 'model', state: 'started' })
  live.onProgress({ kind: 'delta', text: 'Les Femmes ', reset: false })
  await answers.slack.until(() => saidIn(answers, question)[0])
  return { question, live }
}

const finish = async (
  answers: SlackAnswers,
  { question, live }: Awaited<ReturnType<typeof begin>>,
): Promise<string> => {
  const answer = { text: 'Les Femmes lisent plus.', stage: 'model' as const, model: 'sage-1' }
  const id = await answers.answer(question, answer)
  live.onProgress({ kind: 'answer', answer: answer as never })
  await live.close()
  answers.dispatcher.wake(answers.tenantId)
  return (await answers.settled(id)).state
}

test('where the workspace allows it, an answer bears the assistant’s name and logo', async (t) => {
  const answers = await open(t, { look: { logo_url: logo } })
  const question = await answers.ask()
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.deepEqual(message!.author, { username: 'Étude bio · Sextant', iconUrl: logo })
  t.deepEqual(answers.slack.violations, [])
})

test('so does one that is streamed, from its first word to its last', async (t) => {
  const answers = await open(t, { look: { logo_url: logo, show_branding: false } })
  const begun = await begin(answers)
  const author = { username: 'Étude bio', iconUrl: logo }
  t.like(saidIn(answers, begun.question)[0], { author, stream: { state: 'in_progress' } })
  t.is(await finish(answers, begun), 'sent')
  const [message, ...others] = saidIn(answers, begun.question)
  t.deepEqual(others, [])
  t.deepEqual(message!.author, author)
  t.regex(message!.words, /lisent plus/)
  t.deepEqual(answers.slack.violations, [])
})

test('and one that only one person sees', async (t) => {
  const scopes = custom.filter((scope) => scope !== 'im:write')
  const answers = await open(t, { known: scopes })
  const { slack, user } = answers
  await answers.answerAndSend(await answers.ask({ is_private: true }))
  t.is(slack.ephemerals(user)[0]!.author?.username, 'Étude bio · Sextant')
  const direct = await open(t)
  await direct.answerAndSend(await direct.ask({ is_private: true }))
  const [message] = direct.slack.messages(direct.slack.user(direct.user).directChannel())
  t.is(message!.author?.username, 'Étude bio · Sextant')
})

test('without the scope no name is asked for, of messages and of streams', async (t) => {
  const answers = await open(t, { look: { logo_url: logo }, known: allScopes })
  const question = await answers.ask()
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const begun = await begin(answers)
  t.is(await finish(answers, begun), 'sent')
  for (const { author } of [...saidIn(answers, question), ...saidIn(answers, begun.question)])
    t.is(author, null)
  t.true(answers.slack.callsOf('chat.startStream').length > 0)
  for (const { method, args } of answers.slack.calls)
    t.false('username' in args || 'icon_url' in args, method)
  t.deepEqual(answers.slack.violations, [])
})

test('a scope that was withdrawn keeps no answer back, whether Slack says so or not', async (t) => {
  const answers = await open(t, { look: { logo_url: logo }, granted: allScopes })
  const { slack } = answers
  const silent = await answers.ask()
  t.is((await answers.answerAndSend(silent)).state, 'sent')
  slack.faults.next('chat.postMessage', { error: 'missing_scope' })
  const refused = await answers.ask()
  t.is((await answers.answerAndSend(refused)).state, 'sent')
  slack.faults.next('chat.startStream', { error: 'missing_scope' })
  const begun = await begin(answers)
  t.is(await finish(answers, begun), 'sent')
  for (const question of [silent, refused, begun.question]) {
    const [message, ...others] = saidIn(answers, question)
    t.deepEqual(others, [])
    t.is(message!.author, null)
  }
  t.deepEqual(
    slack.callsOf('chat.startStream').map(({ args }) => 'username' in args),
    [true, false],
  )
  t.is((await answers.rows(begun.question)).length, 1)
})

test('an answer under another name whose reply is lost is found by its mark and stays one', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  answers.slack.faults.next('chat.postMessage', 'drop_reply_after_acceptance')
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.is(message!.author?.username, 'Étude bio · Sextant')
  t.is(answers.slack.callsOf('chat.postMessage').length, 1)
})

const nameOf = (name: string, look: Partial<Look> = {}) =>
  authorOf({ name, look: completeLook(look) }).username

test('a name is one line of at most 80 signs, and wakes nobody', (t) => {
  t.is(nameOf('Étude bio'), 'Étude bio · Sextant')
  t.is(nameOf('Étude bio', { show_branding: false }), 'Étude bio')
  const long = nameOf('é'.repeat(200))
  t.is(long.length, 80)
  t.true(long.endsWith('é · Sextant'))
  t.is(nameOf('x'.repeat(200), { show_branding: false }).length, 80)
  t.is(nameOf(`${'x'.repeat(79)}👩‍👩‍👧`, { show_branding: false }), 'x'.repeat(79), 'half a sign is none')
  const hostile = nameOf('<!channel> <@U0ABC> @here\n\u202etxt\u0007 \u200bA', { show_branding: false })
  t.notRegex(hostile, /[<>@\p{C}]/u)
  t.is(hostile, '!channel U0ABC here txt A')
  t.is(nameOf('\u0007<>'), 'Sextant')
  t.false('icon_url' in authorOf({ name: 'Étude', look: completeLook({}) }))
})
