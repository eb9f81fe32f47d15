import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import type { Live } from '../../../../core/messaging/live.ts'
import { shareTestDatabase } from '../../../helpers/database.ts'
import {
  type AnswersOptions,
  type DiscordAnswers,
  openDiscordAnswers,
  shareDispatcher,
} from '../../../helpers/discord-answers.ts'

const db = shareTestDatabase(test)
const shared = shareDispatcher(db)
const open = (t: Parameters<typeof openDiscordAnswers>[0], options: Partial<AnswersOptions> = {}) =>
  openDiscordAnswers(t, { db: db(), shared, timing: { beginAfterMs: 60, editEveryMs: 100 }, ...options })

type Asked = Awaited<ReturnType<DiscordAnswers['ask']>>

const saidIn = ({ world }: DiscordAnswers, { payload }: Asked) =>
  world.messages(payload.chat!.thread ?? payload.chat!.channel).filter(({ isFromApp }) => isFromApp)

const creates = 'POST /channels/*/messages'
const edits = 'PATCH /channels/*/messages/*'

const begin = (live: Live) => live.onProgress({ kind: 'stage', stage: 'data', state: 'started' })
const say = (live: Live, text: string) => live.onProgress({ kind: 'delta', text, reset: false })

const shows = (answers: DiscordAnswers, question: Asked, words: RegExp) =>
  answers.world.until(() => saidIn(answers, question).find((one) => words.test(one.words)), {
    what: `a message that shows ${words}`,
  })

test('an answer that comes at once is one message, without an edit', async (t) => {
  const answers = await open(t, { timing: { beginAfterMs: 5_000 } })
  const question = await answers.ask()
  const live = answers.live(question)
  begin(live)
  say(live, 'Les Femmes')
  t.is((await answers.answerAndSend(question)).state, 'sent')
  await live.close()
  t.is(saidIn(answers, question).length, 1)
  t.is(answers.world.callsOf(edits).length, 0)
})

test('what takes longer grows in one message, and ends as the answer with its buttons', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const live = answers.live(question)
  begin(live)
  const first = await shows(answers, question, /./)
  t.deepEqual(first.buttons, ['Arrêter'])
  say(live, 'Les Femmes ')
  await shows(answers, question, /Les Femmes/)
  t.is((await answers.answerAndSend(question)).state, 'sent')
  await live.close()
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.is(message!.id, first.id)
  t.regex(message!.words, /Les Femmes lisent plus/)
  t.true(message!.buttons.length > 0)
  t.false(message!.buttons.includes('Arrêter'), 'there is nothing left to stop')
  t.like((await answers.rows(question))[0], { ts: first.id, state: 'sent', kind: 'stream' })
  t.deepEqual(answers.world.violations, [])
})

test('6,000 characters cost at most one edit per interval, one at a time, and the last one is sent', async (t) => {
  const editEveryMs = 200
  const answers = await open(t, {
    timing: { beginAfterMs: 0, editEveryMs },
    discord: { rates: { scale: 0.01 } },
  })
  const question = await answers.ask()
  const live = answers.live(question)
  answers.world.faults.latency(edits, 40)
  const startedAt = performance.now()
  const text = 'mot '.repeat(1_500)
  for (let at = 0; at < text.length; at += 20) {
    say(live, text.slice(at, at + 20))
    await wait(3)
  }
  const tookMs = performance.now() - startedAt
  t.is((await answers.answerAndSend(question, { text })).state, 'sent')
  const said = saidIn(answers, question)
  const growing = answers.world.callsOf(edits).slice(0, -1)
  t.true(growing.length >= 2)
  t.true(growing.length <= Math.ceil(tookMs / editEveryMs) + 1, `${growing.length} edits in ${tookMs} ms`)
  for (const [at, { at: time }] of growing.entries())
    if (at > 0) t.true(time - growing[at - 1]!.at >= editEveryMs, 'never closer')
  t.is(
    said.map(({ words }) => words.match(/mot/g)?.length ?? 0).reduce((a, b) => a + b),
    1_500,
  )
  t.deepEqual(answers.world.violations, [])
})

test('a model that begins anew is shown anew', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const live = answers.live(question)
  say(live, 'Une erreur')
  await shows(answers, question, /Une erreur/)
  live.onProgress({ kind: 'delta', text: '', reset: true })
  say(live, 'La bonne réponse')
  await shows(answers, question, /La bonne réponse/)
  t.notRegex(saidIn(answers, question)[0]!.words, /Une erreur/)
  await live.close()
})

test('a beginning whose reply got lost is completed under its nonce', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const live = answers.live(question)
  answers.world.faults.next(creates, 'drop_reply_after_acceptance', 3)
  begin(live)
  await answers.world.until(() => answers.world.callsOf(creates).length === 3, { what: 'three tries' })
  await live.close()
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.regex(message!.words, /Les Femmes lisent plus/)
  t.true(message!.buttons.length > 0)
})

test('the answer of a process that showed its beginning and died takes the same message', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const live = answers.live(question)
  say(live, 'Les Femmes')
  const { id } = await shows(answers, question, /Les Femmes/)
  // What this process knew is gone; the row is not.
  await live.close()
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.is(message!.id, id)
  t.true(message!.buttons.length > 0)
})

test('somebody who takes the growing message away gets the answer as a new one', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const live = answers.live(question)
  begin(live)
  const { id, channel } = await shows(answers, question, /./)
  answers.world.deleteMessage(channel, id)
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.not(message!.id, id)
})

test('where no answer will come, what stands there says why', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const live = answers.live(question)
  begin(live)
  await shows(answers, question, /./)
  live.onProgress({ kind: 'failed', code: 'not_found' })
  const [message] = saidIn(answers, question)
  await answers.world.until(() => saidIn(answers, question)[0]!.words !== message!.words)
  t.is(saidIn(answers, question).length, 1)
  await live.close()
})

for (const [what, chat] of [
  ['private', { is_private: true }],
  ['of an edited question', { replaces: '0193a7c2-8f00-7000-8000-000000000000' }],
] as const)
  test(`an answer that is ${what} is not shown while it grows`, async (t) => {
    const answers = await open(t, { timing: { beginAfterMs: 0 } })
    const question = await answers.ask(chat)
    const live = answers.live(question)
    begin(live)
    say(live, 'Les Femmes')
    await wait(150)
    await live.close()
    t.deepEqual(saidIn(answers, question), [])
  })

test('however many answers grow, few calls are under way for it', async (t) => {
  const answers = await open(t, { timing: { beginAfterMs: 0, editEveryMs: 50, callsAtOnce: 2 } })
  const { world } = answers
  const held = [world.faults.hold(creates), world.faults.hold(creates)]
  const questions = []
  for (let at = 0; at < 5; at++) questions.push(await answers.ask({}, `question ${at}`))
  const lives = questions.map((question) => answers.live(question))
  for (const live of lives) begin(live)
  await Promise.all(held.map(({ arrived }) => arrived))
  await wait(200)
  t.is(world.callsOf(creates).length, 2)
  for (const { release } of held) release()
  await world.until(() => world.callsOf(creates).length === 5, { what: 'the others in their turn' })
  for (const live of lives) await live.close()
})
