import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import fc from 'fast-check'
import { dropLive, stopLive } from '../../../bots/slack/lives.ts'
import { limits } from '../../../config/limits.ts'
import type { Live } from '../../../core/messaging/live.ts'
import { openDatabase } from '../../../db/database.ts'
import {
  createMigratedServerDatabase,
  fillDataDir,
  shareTestDatabase,
  testServerUrl,
} from '../../helpers/database.ts'
import { allScopes, startSlack } from '../../helpers/slack/slack-world.ts'
import {
  type AnswersOptions,
  openSlackAnswers,
  type SlackAnswers,
  shareDispatcher,
} from '../../helpers/slack-answers.ts'
import type { StreamingOrder } from '../../helpers/streaming-program.ts'

const db = shareTestDatabase(test)
const shared = shareDispatcher(db)
const open = (t: Parameters<typeof openSlackAnswers>[0], options: Partial<AnswersOptions> = {}) =>
  openSlackAnswers(t, { db: db(), shared, ...options, timing: { haste: 20, ...options.timing } })

type Asked = Awaited<ReturnType<SlackAnswers['ask']>>

const saidIn = ({ slack }: SlackAnswers, { payload }: Asked) => {
  const { channel, thread } = payload.chat!
  return slack.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp)
}

const begin = (live: Live): void => {
  live.onProgress({ kind: 'stage', stage: 'data', state: 'started' })
  live.onProgress({ kind: 'stage', stage: 'data', state: 'finished' })
  live.onProgress({ kind: 'stage', stage: 'model', state: 'started' })
}
const tell = (live: Live, text: string, reset = false): void =>
  live.onProgress({ kind: 'delta', text, reset })

/** As the worker does: stored first, then told, then left to the sender. */
const finish = async (
  answers: SlackAnswers,
  { live, question }: { live: Live; question: Asked },
  text: string,
) => {
  const answer = { text, stage: 'model' as const, model: 'sage-1' }
  const id = await answers.answer(question, answer)
  live.onProgress({ kind: 'answer', answer: answer as never })
  await live.close()
  answers.dispatcher.wake(answers.tenantId)
  return answers.settled(id)
}

const start = async (answers: SlackAnswers, chat: Parameters<SlackAnswers['ask']>[0] = {}) => {
  const question = await answers.ask(chat)
  return { question, live: answers.live(question) }
}

const streamed = (answers: SlackAnswers): string =>
  answers.slack.calls
    .filter(({ method, answer }) => /Stream$/.test(method) && answer?.ok)
    .flatMap(({ args }) => args.chunks ?? [])
    .filter(({ type }) => type === 'markdown_text')
    .map(({ text }) => text)
    .join('')

/** Sentences, each different, with signs that have to be escaped. */
const sentences = (characters: number): string[] => {
  const list: string[] = []
  for (let at = 0; list.join('').length < characters; at++)
    list.push(`Phrase ${at} : les Femmes & les <Hommes> ressortent. `)
  return list
}

const plainOf = (text: string): string =>
  text.replaceAll('\u200b', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const lettersOf = (text: string): string => plainOf(text).replace(/[^\p{L}\p{N}]/gu, '')

/** Every sentence stands in what people see exactly once, in order. */
const countOf = (words: string, piece: string): number => words.split(piece).length - 1

test('an answer that comes at once is sent once, and nothing is begun for it', async (t) => {
  const answers = await open(t, { timing: { beginAfterMs: 60_000 } })
  const { live, question } = await start(answers)
  live.onProgress({ kind: 'stage', stage: 'data', state: 'started' })
  live.onProgress({ kind: 'stage', stage: 'data', state: 'finished' })
  t.is((await finish(answers, { live, question }, 'Tout de suite.')).state, 'sent')
  t.deepEqual(
    answers.slack.calls.map(({ method }) => method),
    ['chat.postMessage'],
  )
})

test('a stage that takes long is shown, and so is its end', async (t) => {
  const answers = await open(t, { timing: { beginAfterMs: 20 } })
  const { live, question } = await start(answers)
  live.onProgress({ kind: 'stage', stage: 'data', state: 'started' })
  await answers.slack.until(() => saidIn(answers, question)[0])
  t.like(saidIn(answers, question)[0]!.stream?.tasks[0], { status: 'in_progress' })
  live.onProgress({ kind: 'stage', stage: 'data', state: 'finished' })
  await answers.slack.until(() => saidIn(answers, question)[0]!.stream!.tasks[0]!.status === 'complete')
  await finish(answers, { live, question }, 'Enfin.')
  t.is(saidIn(answers, question).length, 1)
})

test('what a model says is streamed to the person who asked, and its end is the answer', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  const pieces = sentences(1_200)
  begin(live)
  for (const piece of pieces) {
    tell(live, piece)
    await wait(5)
  }
  await answers.slack.until(() => answers.slack.callsOf('chat.appendStream').length > 0)
  const text = pieces.join('')
  const { id, state } = await finish(answers, { live, question }, text)
  t.is(state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.is(message!.stream!.state, 'completed')
  t.is(plainOf(streamed(answers)), text)
  t.true(message!.stream!.tasks.every(({ status }) => status === 'complete'))
  t.like(message, { metadata: { event_payload: { outbox_id: id, part: 0 } }, pings: [], links: [] })
  t.true(
    message!.blocks.some(({ type }) => type === 'context_actions'),
    'with what the answer’s card has',
  )
  t.is(countOf(lettersOf(message!.words), lettersOf(pieces[3]!)), 1, 'the text stands there once')
  const [call] = answers.slack.callsOf('chat.startStream')
  t.like(call!.args, { recipient_user_id: answers.user, recipient_team_id: answers.teamId })
  t.is(answers.slack.callsOf('chat.update').length, 0)
  t.like((await answers.rows(question))[0], { state: 'sent', kind: 'stream', ts: message!.ts, outboxId: id })
  t.deepEqual(answers.slack.violations, [])
})

test('a token every 10 ms against 40 ms a call: no character is lost or there twice', async (t) => {
  const answers = await open(t)
  answers.slack.faults.latency('*', 40)
  const { live, question } = await start(answers)
  begin(live)
  const tokens = Array.from({ length: 200 }, (_, at) => `${at} <é🧭> `)
  for (const token of tokens) {
    tell(live, token)
    await wait(10)
  }
  await finish(answers, { live, question }, tokens.join(''))
  t.is(plainOf(streamed(answers)), tokens.join(''))
  t.is(answers.slack.callsOf('chat.startStream').length, 1)
  t.is(saidIn(answers, question).length, 1)
  t.deepEqual(answers.slack.violations, [])
})

for (const [name, everyMs, characters] of [
  ['slowly', 25, 60],
  ['fast', 2, 60],
  ['in bursts', 400, 1_500],
] as const)
  test(`6,000 characters that come ${name} take ten calls at most`, async (t) => {
    const answers = await open(t)
    const direct = answers.slack.user(answers.user).directChannel()
    const { live, question } = await start(answers, { channel: direct })
    const text = sentences(6_000).join('').slice(0, 6_000)
    begin(live)
    for (let at = 0; at < text.length; at += characters) {
      tell(live, text.slice(at, at + characters))
      await wait(everyMs)
    }
    await finish(answers, { live, question }, text)
    const calls = answers.slack.calls.map(({ method }) => method)
    t.true(calls.length <= 10, calls.join(' '))
    t.is(plainOf(streamed(answers)), text)
    t.is(saidIn(answers, question).length, 1)
    t.deepEqual(answers.slack.violations, [])
  })

test('in a direct conversation Slack shows that we work, and that we are done', async (t) => {
  const answers = await open(t)
  const direct = answers.slack.user(answers.user).directChannel()
  const { live, question } = await start(answers, { channel: direct })
  begin(live)
  tell(live, 'Un ')
  await answers.slack.until(() => saidIn(answers, question)[0])
  const session = () =>
    answers.slack.sessions.find(({ threadTs }) => threadTs === question.payload.chat!.thread)
  t.is(session()?.status, 'processing')
  await finish(answers, { live, question }, 'Un mot.')
  t.is(session()?.status, 'active')
})

test('a stream that Slack ended is completed by an edit, and nothing of the text is missing', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  const pieces = sentences(4_000)
  begin(live)
  await answers.slack.until(() => saidIn(answers, question)[0])
  tell(live, pieces.slice(0, 40).join(''))
  await answers.slack.until(() => answers.slack.callsOf('chat.appendStream').length > 0)
  answers.slack.clock.advance(5 * 60_000)
  tell(live, pieces.slice(40).join(''))
  await wait(100)
  t.is((await finish(answers, { live, question }, pieces.join(''))).state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.like(message, { stream: null, isEdited: true })
  for (const piece of pieces) t.is(countOf(lettersOf(message!.words), lettersOf(piece)), 1, piece)
})

test('a stream that dies at once is completed too', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  await answers.slack.until(() => saidIn(answers, question)[0])
  answers.slack.clock.advance(5 * 60_000)
  await finish(answers, { live, question }, 'Le texte entier.')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.true(message!.words.includes('Le texte entier.'))
})

for (const fault of ['drop_reply_after_acceptance', 'http_500', 'hang_after_acceptance'] as const)
  test(`an append whose fate is not known (${fault}) is not repeated: the end is an edit`, async (t) => {
    const answers = await open(t, fault.startsWith('hang') ? { callMs: 4_000 } : {})
    const { live, question } = await start(answers)
    begin(live)
    await answers.slack.until(() => saidIn(answers, question)[0])
    answers.slack.faults.next('chat.appendStream', fault)
    tell(live, 'Une phrase. ')
    await answers.slack.until(() => answers.slack.callsOf('chat.appendStream').length > 0)
    tell(live, 'Une autre.')
    await finish(answers, { live, question }, 'Une phrase. Une autre.')
    const [message, ...others] = saidIn(answers, question)
    t.deepEqual(others, [])
    t.is(countOf(message!.words, 'Une phrase.'), 1)
    t.is(countOf(message!.words, 'Une autre.'), 1)
  })

test('an append that Slack puts off is made later, and the stream goes on', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  await answers.slack.until(() => saidIn(answers, question)[0])
  answers.slack.faults.next('chat.appendStream', { rateLimited: 1 })
  tell(live, 'Une phrase. ')
  await answers.slack.until(() => saidIn(answers, question)[0]!.words.includes('Une phrase.'))
  await finish(answers, { live, question }, 'Une phrase. Une autre.')
  t.is(saidIn(answers, question)[0]!.stream?.state, 'completed')
  t.is(plainOf(streamed(answers)), 'Une phrase. Une autre.')
})

for (const fault of ['drop_reply_after_acceptance', 'hang_after_acceptance'] as const)
  test(`a stream whose opening was not answered (${fault}) is found and completed, not joined by another message`, async (t) => {
    const answers = await open(t, fault.startsWith('hang') ? { callMs: 4_000 } : {})
    const { live, question } = await start(answers)
    answers.slack.faults.next('chat.startStream', fault)
    begin(live)
    await answers.slack.until(() => answers.slack.callsOf('chat.startStream').length > 0)
    t.is((await finish(answers, { live, question }, 'La réponse.')).state, 'sent')
    const [message, ...others] = saidIn(answers, question)
    t.deepEqual(others, [])
    t.true(message!.words.includes('La réponse.'))
    t.is((await answers.rows(question)).length, 1)
  })

test('a stream that never came about leaves the answer to an ordinary message', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  answers.slack.faults.next('chat.startStream', 'reset')
  begin(live)
  await answers.slack.until(() => answers.slack.callsOf('chat.startStream').length > 0)
  t.is((await finish(answers, { live, question }, 'La réponse.')).state, 'sent')
  const said = saidIn(answers, question)
  t.is(said.length, 1)
  t.true(said[0]!.words.includes('La réponse.'))
})

for (const refusal of [{ error: 'channel_type_not_supported' }, { rateLimited: 30 }])
  test(`where a stream is not to be had (${JSON.stringify(refusal)}), a message is edited as the text grows`, async (t) => {
    const answers = await open(t)
    const { live, question } = await start(answers)
    answers.slack.faults.next('chat.startStream', refusal)
    begin(live)
    await answers.slack.until(() => saidIn(answers, question)[0])
    tell(live, 'Le début <ici>. ')
    await answers.slack.until(() => saidIn(answers, question)[0]!.words.includes('Le début'))
    const { id, state } = await finish(answers, { live, question }, 'Le début <ici>. La fin.')
    t.is(state, 'sent')
    const [message, ...others] = saidIn(answers, question)
    t.deepEqual(others, [])
    t.is(countOf(message!.words, 'Le début'), 1)
    t.like(message, { stream: null, metadata: { event_payload: { outbox_id: id, part: 0 } }, pings: [] })
    t.true(message!.blocks.length > 0)
  })

test('a text that begins anew takes the place of what was said before', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  tell(live, 'Faux depuis le début. ')
  await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('Faux'))
  tell(live, '', true)
  tell(live, 'Autrement dit : ')
  await answers.slack.until(() => saidIn(answers, question)[0]!.words.includes('Autrement dit'))
  t.false(saidIn(answers, question)[0]!.words.includes('Faux'), 'while it is still being worked out')
  await finish(answers, { live, question }, 'Autrement dit : vrai.')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.is(countOf(message!.words, 'Autrement dit'), 1)
  t.false(message!.words.includes('Faux'))
})

test('a text that begins anew before any of it was shown is streamed as if nothing had been', async (t) => {
  const answers = await open(t, { timing: { haste: 0.01 } })
  const { live, question } = await start(answers)
  begin(live)
  await answers.slack.until(() => saidIn(answers, question)[0])
  tell(live, 'Faux. ')
  tell(live, 'Vrai', true)
  await finish(answers, { live, question }, 'Vrai.')
  t.is(plainOf(streamed(answers)), 'Vrai.')
  t.is(saidIn(answers, question)[0]!.stream?.state, 'completed')
})

test('an answer that says something else than its stream is what stands there in the end', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  tell(live, 'Le modèle dit ceci. ')
  await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('ceci'))
  await finish(answers, { live, question }, 'Le calcul dit cela.')
  const [message] = saidIn(answers, question)
  t.false(message!.words.includes('ceci'))
  t.true(message!.words.includes('Le calcul dit cela.'))
})

test.serial(
  'a stream that grows old goes on in a new message, and the end has everything once',
  async (t) => {
    const answers = await open(t, { timing: { streamLifeMs: 250 } })
    const { live, question } = await start(answers)
    const pieces = sentences(1_500)
    begin(live)
    tell(live, pieces.slice(0, 10).join(''))
    // A machine that is busy begins late: there must be more to tell once the first stream stands.
    await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('Phrase'))
    for (const piece of pieces.slice(10)) {
      tell(live, piece)
      await wait(30)
    }
    await answers.slack.until(() => answers.slack.callsOf('chat.startStream').length >= 2)
    await finish(answers, { live, question }, pieces.join(''))
    const words = lettersOf(
      saidIn(answers, question)
        .map((message) => message.words)
        .join(' '),
    )
    for (const piece of pieces) t.is(countOf(words, lettersOf(piece)), 1, piece)
    const rows = await answers.rows(question)
    t.true(rows.every(({ state }) => state === 'sent' || state === 'removed'))
    t.deepEqual(answers.slack.violations, [])
  },
)

test.serial(
  'a further message of a stream whose opening was not answered is found, and leaves nothing behind',
  async (t) => {
    const answers = await open(t, { timing: { streamLifeMs: 250 } })
    const { live, question } = await start(answers)
    const pieces = sentences(1_500)
    begin(live)
    tell(live, pieces.slice(0, 10).join(''))
    await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('Phrase'))
    answers.slack.faults.next('chat.startStream', 'drop_reply_after_acceptance')
    for (const piece of pieces.slice(10)) {
      tell(live, piece)
      await wait(30)
    }
    await answers.slack.until(() => answers.slack.callsOf('chat.startStream').length === 2)
    await finish(answers, { live, question }, pieces.join(''))
    const said = saidIn(answers, question)
    const words = lettersOf(said.map((message) => message.words).join(' '))
    for (const piece of pieces) t.is(countOf(words, lettersOf(piece)), 1, piece)
    t.true(said.every(({ stream }) => stream?.state !== 'in_progress'))
    t.true((await answers.rows(question)).every(({ state }) => state === 'sent' || state === 'removed'))
  },
)

test('a text beyond what one message takes stands in several, whole', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  const pieces = sentences(26_000)
  begin(live)
  for (let at = 0; at < pieces.length; at += 20) {
    tell(live, pieces.slice(at, at + 20).join(''))
    await wait(60)
  }
  await finish(answers, { live, question }, pieces.join(''))
  const said = saidIn(answers, question)
  const words = lettersOf(said.map((message) => message.words).join(' '))
  for (const piece of pieces) t.is(countOf(words, lettersOf(piece)), 1, piece)
  t.true(said.every(({ stream }) => stream?.state !== 'in_progress'))
  t.deepEqual(answers.slack.violations, [])
})

test('what a card has besides its text follows the stream, and goes on in further messages', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  tell(live, 'Le texte. ')
  await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('Le texte'))
  const warnings = Array.from({ length: 150 }, (_, at) => `Prudence ${at} : ${'x'.repeat(150)}.`)
  const id = await answers.answer(question, { text: 'Le texte. La fin.', warnings })
  live.onProgress({ kind: 'answer', answer: {} as never })
  await live.close()
  answers.dispatcher.wake(answers.tenantId)
  t.is((await answers.settled(id)).state, 'sent')
  const said = saidIn(answers, question)
  t.true(said.length >= 2)
  t.is(said[0]!.stream?.state, 'completed')
  t.deepEqual(
    said.map(({ metadata }) => metadata.event_payload.part),
    said.map((_, at) => at),
  )
  const words = said.map((message) => message.words).join(' ')
  t.is(countOf(words, 'La fin.'), 1)
  for (const at of warnings.keys()) t.is(countOf(words, `Prudence ${at} :`), 1)
  t.deepEqual(answers.slack.violations, [])
})

test('whatever goes wrong on the way, each sentence stands there once in the end', async (t) => {
  const answers = await open(t, { callMs: 4_000, timing: { haste: 100, streamLifeMs: 400 } })
  const step = fc.record({
    sentences: fc.integer({ min: 0, max: 40 }),
    pauseMs: fc.integer({ min: 0, max: 30 }),
    isReset: fc.boolean(),
    fault: fc.option(
      fc.constantFrom(
        'drop_reply_after_acceptance' as const,
        'http_500' as const,
        'reset' as const,
        { rateLimited: 1 },
        { error: 'internal_error' },
      ),
      { freq: 3 },
    ),
    method: fc.constantFrom('chat.startStream', 'chat.appendStream', 'chat.stopStream', 'chat.update'),
  })
  const holds = fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const channel = answers.slack.addChannel({ teamId: answers.teamId }).id
      const { live, question } = await start(answers, { channel })
      begin(live)
      let pieces: string[] = []
      for (const [at, { sentences: count, pauseMs, isReset, fault, method }] of steps.entries()) {
        if (fault) answers.slack.faults.next(method, fault)
        if (isReset && at % 3 === 2) {
          pieces = []
          tell(live, '', true)
        }
        for (let of = 0; of < count; of++) {
          const piece = `Phrase ${at}.${of} & <fin>. `
          pieces.push(piece)
          tell(live, piece)
        }
        await wait(pauseMs)
      }
      const text = pieces.join('') || 'Rien.'
      const { state } = await finish(answers, { live, question }, text)
      answers.slack.faults.clear()
      const said = saidIn(answers, question)
      const words = lettersOf(said.map((message) => message.words).join(' '))
      const isOnce = pieces.every((piece) => countOf(words, lettersOf(piece)) === 1)
      const isEnded = said.every(({ stream }) => stream?.state !== 'in_progress')
      const strangers = words.match(/Phrase\d+fin/g)?.length ?? 0
      return state === 'sent' && isOnce && isEnded && strangers === pieces.length
    }),
    { numRuns: 12 },
  )
  await t.notThrowsAsync(holds)
})

test('after Stop nothing is put into the stream, and the final word is an edit', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  tell(live, 'Une phrase. ')
  await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('Une phrase'))
  const { channel, thread } = question.payload.chat!
  await answers.slack.user(answers.user).stop(channel, thread!)
  stopLive(question.inboxId)
  const before = answers.slack.callsOf('chat.appendStream').length
  tell(live, 'Une autre. ')
  await wait(200)
  t.is(answers.slack.callsOf('chat.appendStream').length, before)
  await finish(answers, { live, question }, 'Arrêté.')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.true(message!.words.includes('Arrêté.'))
})

test('a Stop that only Slack knows of ends the stream all the same', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  await answers.slack.until(() => saidIn(answers, question)[0])
  const { channel, thread } = question.payload.chat!
  await answers.slack.user(answers.user).stop(channel, thread!)
  tell(live, 'Une phrase. ')
  await answers.slack.until(() => answers.slack.callsOf('chat.appendStream').length === 1)
  tell(live, 'Une autre. ')
  await finish(answers, { live, question }, 'Arrêté.')
  t.is(answers.slack.callsOf('chat.appendStream').length, 1)
  t.true(saidIn(answers, question)[0]!.words.includes('Arrêté.'))
})

test('a question that nobody can answer any more says so where it was being answered', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  await answers.slack.until(() => saidIn(answers, question)[0])
  live.onProgress({ kind: 'failed', code: 'not_found' })
  await live.close()
  const message = await answers.slack.until(() => saidIn(answers, question).find(({ isEdited }) => isEdited))
  t.is(message.stream, null)
  await answers.slack.until(async () => (await answers.rows(question))[0]?.state === 'sent')
})

test('the sender of another process completes the stream, although its own process still lives', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  tell(live, 'Le début. ')
  await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('Le début'))
  dropLive(question.inboxId)
  await finish(answers, { live, question }, 'Le début. La fin.')
  tell(live, 'Trop tard.')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.is(countOf(message!.words, 'Le début.'), 1)
  t.is(message!.stream, null)
})

test('a worker that leaves its question to another one leaves one message behind, which the answer completes', async (t) => {
  const answers = await open(t)
  const { live, question } = await start(answers)
  begin(live)
  tell(live, 'Un début. ')
  await answers.slack.until(() => saidIn(answers, question)[0]?.words.includes('Un début'))
  await live.close()
  const second = answers.live(question)
  begin(second)
  tell(second, 'Une autre fin.')
  await wait(150)
  t.is(saidIn(answers, question).length, 1)
  await finish(answers, { live: second, question }, 'Une autre fin.')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.is(countOf(message!.words, 'Une autre fin.'), 1)
  t.false(message!.words.includes('Un début'))
})

test('private answers, edited questions and questions outside a thread are not shown as they grow', async (t) => {
  const answers = await open(t)
  const first = await answers.ask()
  for (const chat of [{ is_private: true }, { replaces: first.inboxId }, { thread: null }]) {
    const { live } = await start(answers, chat)
    begin(live)
    tell(live, 'Un secret.')
    await wait(50)
    await live.close()
  }
  t.deepEqual(answers.slack.calls, [])
})

test('more answers at once than Slack takes streams: none is refused, all arrive', async (t) => {
  const answers = await open(t)
  const { slack, teamId } = answers
  const shows = []
  for (let at = 0; at < 30; at++) {
    const channel = slack.addChannel({ teamId }).id
    shows.push({ ...(await start(answers, { channel })), text: `Réponse ${at}. Fin.` })
  }
  for (const { live, text } of shows) {
    begin(live)
    tell(live, text.slice(0, -4))
  }
  await slack.until(() => slack.calls.filter(({ answer }) => answer?.ok).length >= 20)
  const ids = []
  for (const { live, question, text } of shows) {
    ids.push(await answers.answer(question, { text }))
    live.onProgress({ kind: 'answer', answer: {} as never })
    await live.close()
  }
  answers.dispatcher.wake(answers.tenantId)
  const sent = await answers.allSettled(ids)
  t.deepEqual(
    sent.filter(({ state }) => state !== 'sent'),
    [],
  )
  for (const { question, text } of shows) {
    const said = saidIn(answers, question)
    t.is(said.length, 1)
    t.true(said[0]!.words.includes(text))
  }
  t.true(slack.callsOf('chat.startStream').length <= limits.slackTiers.perMinute['chat.startStream']!)
  t.is(slack.calls.filter(({ status }) => status === 429).length, 0)
  t.deepEqual(slack.violations, [])
})

test('a process that is killed in the middle of a stream leaves it to the next one, which completes it once', async (t) => {
  const slack = await startSlack(t)
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-kill-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const server = testServerUrl()
  const databaseUrl = server === null ? null : await createMigratedServerDatabase(t, server)
  if (server === null) await fillDataDir(dataDir)
  const place = { databaseUrl, dataDir }
  const before = await openDatabase(place)
  const setUp = await openSlackAnswers(t, { db: before, world: slack, scopes: allScopes })
  const question = await setUp.ask()
  const { teamId, tenantId } = setUp
  await setUp.dispatcher.close()
  await before.close()

  const order: StreamingOrder = { ...place, apiUrl: slack.apiUrl, token: slack.tokenOf(teamId), question }
  const program = fileURLToPath(new URL('../../helpers/streaming-program.ts', import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: 'inherit' })
  t.teardown(() => child.kill('SIGKILL'))
  await slack.until(() => slack.callsOf('chat.appendStream').length >= 2, { timeoutMs: 60_000 })
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone

  const after = await openDatabase(place)
  t.teardown(after.close)
  const next = await openSlackAnswers(t, { db: after, world: slack, tenantId, teamId })
  const { state } = await next.answerAndSend(question, { text: 'La réponse entière.' })
  t.is(state, 'sent')
  const [message, ...others] = saidIn(next, question)
  t.deepEqual(others, [])
  t.true(message!.words.includes('La réponse entière.'))
  t.false(message!.words.includes('Phrase 0'))
  t.is(message!.stream, null)
  t.is(slack.callsOf('chat.postMessage').length, 0)
})

test('nothing is streamed to a workspace that is not the tenant’s any more', async (t) => {
  const asked: string[] = []
  const isBound = async (tenantId: string, workspace: string): Promise<boolean> => {
    asked.push(`${tenantId} ${workspace}`)
    return false
  }
  const answers = await open(t, { timing: { beginAfterMs: 0 }, sender: { isBound } })
  const { live, question } = await start(answers)
  begin(live)
  for (const sentence of sentences(2_000)) tell(live, sentence)
  await answers.slack.until(() => asked.length > 0)
  tell(live, 'encore un mot.')
  const sent = await finish(answers, { live, question }, 'Un secret de l’ancien client.')
  t.like(sent, { state: 'failed', failure: 'not_bound' })
  t.deepEqual(new Set(asked), new Set([`${answers.tenantId} ${answers.teamId}`]))
  t.is(asked.length, 2, 'once at the opening, once by the sender')
  t.deepEqual(answers.slack.calls, [])
  t.deepEqual(saidIn(answers, question), [])
})
