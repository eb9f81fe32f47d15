import test from 'ava'
import { renderCard } from '../../../../bots/discord/blocks/render-card.ts'
import { nonceOfRow } from '../../../../bots/discord/nonces.ts'
import { postMessage } from '../../../../bots/discord/post-message.ts'
import { openCharts } from '../../../../core/analytics/charts/open-charts.ts'
import { answerCard } from '../../../../core/messaging/answer-card.ts'
import { openDispatcher } from '../../../../core/messaging/outbox.ts'
import { readSending } from '../../../../core/messaging/sending.ts'
import { openSentRow } from '../../../../core/messaging/sent-rows.ts'
import { openTestDatabase, shareTestDatabase } from '../../../helpers/database.ts'
import {
  type AnswersOptions,
  type DiscordAnswers,
  openDiscordAnswers,
  shareDispatcher,
} from '../../../helpers/discord-answers.ts'

const db = shareTestDatabase(test)
const shared = shareDispatcher(db)
const open = (t: Parameters<typeof openDiscordAnswers>[0], options: Partial<AnswersOptions> = {}) =>
  openDiscordAnswers(t, { db: db(), shared, ...options })

type Asked = Awaited<ReturnType<DiscordAnswers['ask']>>

const placeIn = ({ payload }: Asked): string => payload.chat!.thread ?? payload.chat!.channel

/** What we said in the question's thread. */
const saidIn = ({ world }: DiscordAnswers, question: Asked) =>
  world.messages(placeIn(question)).filter(({ isFromApp }) => isFromApp)

const creates = 'POST /channels/*/messages'
const edits = 'PATCH /channels/*/messages/*'

const longText = (characters: number): string => {
  const lines: string[] = []
  for (let at = 0; lines.join('\n').length < characters; at++)
    lines.push(`Phrase ${at} sur les lectures et les loisirs.`)
  return lines.join('\n')
}

const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

test('an answer stands in the thread of its question, once, and notifies nobody', async (t) => {
  const answers = await open(t)
  const { world, ask, answerAndSend, rows } = answers
  const question = await ask()
  const { id, state } = await answerAndSend(question, { text: 'Bonjour @everyone & https://evil.example' })
  t.is(state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.like(message, { isV2: true, pings: [], reference: null })
  t.regex(message!.words, /Bonjour/)
  const [row, ...rest] = await rows(question)
  t.deepEqual(rest, [])
  t.like(row, { ts: message!.id, state: 'sent', outboxId: id, kind: 'answer', channel: placeIn(question) })
  t.is(world.callsOf(creates)[0]!.body.nonce, nonceOfRow(row!.id))
  t.deepEqual(world.violations, [])
})

test('without a thread the answer replies to the question', async (t) => {
  const answers = await open(t)
  const question = await answers.ask({ thread: null })
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const [message] = saidIn(answers, question)
  t.is(message!.reference, question.payload.chat!.message)
  t.deepEqual(message!.pings, [])
  t.deepEqual(answers.world.violations, [])
})

test('a long answer comes in several messages, in order and whole', async (t) => {
  const answers = await open(t, { discord: { rates: { scale: 0.02 } } })
  const question = await answers.ask()
  const text = longText(12_000)
  t.is((await answers.answerAndSend(question, { text })).state, 'sent')
  const said = saidIn(answers, question)
  t.true(said.length >= 3)
  const words = lettersOf(said.map((one) => one.words).join(''))
  let at = 0
  for (const line of text.split('\n')) {
    at = words.indexOf(lettersOf(line), at)
    t.true(at >= 0, line)
  }
  t.deepEqual(answers.world.violations, [])
})

for (const fault of [
  'drop_reply_after_acceptance',
  'http_500_after_acceptance',
  'hang_after_acceptance',
] as const)
  test(`a message whose reply is lost (${fault}) stays one`, async (t) => {
    const answers = await open(t, fault.startsWith('hang') ? { callMs: 800 } : {})
    const question = await answers.ask()
    answers.world.faults.next(creates, fault)
    t.is((await answers.answerAndSend(question)).state, 'sent')
    const said = saidIn(answers, question)
    t.is(said.length, 1)
    t.like((await answers.rows(question))[0], { ts: said[0]!.id, state: 'sent' })
  })

for (const fault of ['http_500', 'reset', 'hang'] as const)
  test(`a message that did not arrive (${fault}) is sent again`, async (t) => {
    const answers = await open(t, fault === 'hang' ? { callMs: 800 } : {})
    const question = await answers.ask()
    answers.world.faults.next(creates, fault, 4)
    t.is((await answers.answerAndSend(question)).state, 'sent')
    t.is(saidIn(answers, question).length, 1)
  })

/** As it was when a process ended in the middle: the row noted, the message sent or not. */
const die = async (answers: DiscordAnswers, question: Asked, { isSent }: { isSent: boolean }) => {
  const { core, api, tenantId, guild } = answers
  const id = await answers.answer(question)
  const channel = placeIn(question)
  const { thread } = question.payload.chat!
  const opening = { platform: 'discord' as const, workspace: guild, channel, thread, position: 0 }
  const { inboxId } = question
  const rowId = await openSentRow(core, tenantId, { ...opening, kind: 'answer', inboxId, outboxId: id })
  if (isSent) {
    const sending = (await readSending(core, tenantId, id))!
    const card = answerCard(sending.answer, { canRate: true, assistant: sending.assistantName })
    const message = renderCard(card, { locale: 'fr', publicUrl: null })[0]!
    await postMessage({ api }, { channel, message, manner: { locale: 'fr' }, nonce: nonceOfRow(rowId) })
  }
  return id
}

/** Nobody sends until `die` is over: what is on its way then is the next process's. */
const openAlone = async (t: Parameters<typeof openDiscordAnswers>[0]) => {
  const answers = await openDiscordAnswers(t, { db: await openTestDatabase(t) })
  await answers.dispatcher.close()
  const next = (): void => {
    const dispatcher = openDispatcher(answers.core, { discord: answers.sender })
    t.teardown(dispatcher.close)
  }
  return { answers, next }
}

for (const isSent of [true, false])
  test(`a process that died while it sent (${isSent ? 'arrived' : 'not arrived'}): one message, by its nonce`, async (t) => {
    const { answers, next } = await openAlone(t)
    const question = await answers.ask()
    const id = await die(answers, question, { isSent })
    next()
    t.is((await answers.settled(id)).state, 'sent')
    t.is(saidIn(answers, question).length, 1)
    t.deepEqual(answers.world.callsOf('GET /channels/*/messages'), [])
  })

for (const isSent of [true, false])
  test(`later than Discord knows nonces (${isSent ? 'arrived' : 'not arrived'}) it is looked for by its buttons`, async (t) => {
    const { answers, next } = await openAlone(t)
    const question = await answers.ask()
    answers.world.put(placeIn(question), { user: answers.user, text: 'ça vient ?' })
    const id = await die(answers, question, { isSent })
    await answers.age(question, 5 * 60_000)
    answers.world.clock.advance(5 * 60_000)
    next()
    t.is((await answers.settled(id)).state, 'sent')
    t.is(saidIn(answers, question).length, 1)
    t.is(answers.world.callsOf('GET /channels/*/messages').length, 1)
  })

test('where the history may not be read, what is not known stays unknown and is never sent twice', async (t) => {
  const { answers, next } = await openAlone(t)
  const question = await answers.ask()
  answers.world.permit(answers.channel, ['ViewChannel', 'SendMessages', 'SendMessagesInThreads'])
  const id = await die(answers, question, { isSent: true })
  await answers.age(question, 5 * 60_000)
  answers.world.clock.advance(5 * 60_000)
  next()
  t.is((await answers.settled(id)).state, 'unknown')
  t.is(saidIn(answers, question).length, 1)
  t.is((await answers.rows(question))[0]?.state, 'opening', 'visible for who looks')
})

test('a channel where the bot may not write fails for itself alone', async (t) => {
  const answers = await open(t)
  const { world, guild, user } = answers
  world.closeDms(user)
  const shut = world.addChannel({ guild, botMay: ['ViewChannel', 'ReadMessageHistory'] }).id
  const [refused, fine] = [await answers.ask({ channel: shut, thread: null }), await answers.ask()]
  const [first, second] = await Promise.all([answers.answerAndSend(refused), answers.answerAndSend(fine)])
  t.like(first, { state: 'failed', failure: 'discord_50007', attempts: 1 })
  t.is(second.state, 'sent')
  t.deepEqual(await answers.rows(refused), [], 'nothing to look for')
})

test('who asked where the bot may not write gets the answer as a direct message', async (t) => {
  const answers = await open(t)
  const shut = answers.world.addChannel({ guild: answers.guild, botMay: ['ViewChannel'] }).id
  const question = await answers.ask({ channel: shut, thread: null })
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const direct = answers.world.user(answers.user).directChannel()
  const said = answers.world.messages(direct)
  t.regex(said[0]!.words, /ne peux pas écrire/)
  t.regex(said[1]!.words, /Les Femmes lisent plus/)
})

test('a private answer without an interaction goes to the person, and the place hears where it is', async (t) => {
  const answers = await open(t)
  const question = await answers.ask({ is_private: true, thread: null })
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const direct = answers.world.messages(answers.world.user(answers.user).directChannel())
  t.true(direct.some(({ words }) => /Les Femmes lisent plus/.test(words)))
  const [pointer, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.regex(pointer!.words, /message privé/)
  t.notRegex(pointer!.words, /Femmes/)
  t.deepEqual(answers.world.violations, [])
})

test('who takes no direct messages is told so in the place, and nobody reads the answer', async (t) => {
  const answers = await open(t)
  answers.world.closeDms(answers.user)
  const question = await answers.ask({ is_private: true, thread: null })
  t.like(await answers.answerAndSend(question), { state: 'failed', failure: 'discord_50007' })
  const [note, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.regex(note!.words, /\/sextant ask/)
  t.notRegex(note!.words, /Femmes/)
})

test('an edited question: its answer takes the place of the first, longer one', async (t) => {
  const answers = await open(t, { discord: { rates: { scale: 0.02 } } })
  const question = await answers.ask()
  await answers.answerAndSend(question, { text: longText(7_000) })
  const before = saidIn(answers, question)
  t.true(before.length >= 2)
  const { chat } = question.payload
  const edited = await answers.ask({ ...chat!, replaces: question.inboxId })
  t.is((await answers.answerAndSend(edited, { text: 'Tout autre chose.' })).state, 'sent')
  const after = saidIn(answers, question)
  t.deepEqual(
    after.map(({ id }) => id),
    [before[0]!.id],
  )
  t.regex(after[0]!.words, /Tout autre chose/)
})

test('a message that is too old to be edited any more is replaced', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  await answers.answerAndSend(question)
  const [before] = saidIn(answers, question)
  answers.world.faults.next(edits, { error: 30046, status: 400 })
  const edited = await answers.ask({ ...question.payload.chat!, replaces: question.inboxId })
  t.is((await answers.answerAndSend(edited, { text: 'Tout autre chose.' })).state, 'sent')
  const [after, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.not(after!.id, before!.id)
  t.regex(after!.words, /Tout autre chose/)
})

test('a question that was taken back leaves nothing', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  await answers.answerAndSend(question)
  t.is(saidIn(answers, question).length, 1)
  const chat = { ...question.payload.chat!, replaces: question.inboxId, is_withdrawn: true as const }
  const again = await answers.ask(chat)
  t.is((await answers.answerAndSend(again)).state, 'sent')
  t.deepEqual(saidIn(answers, question), [])
})

test('what Discord refuses as components is sent in plain words', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  answers.world.faults.next(creates, { error: 50035, status: 400 })
  t.is((await answers.answerAndSend(question)).state, 'sent')
  const [message] = saidIn(answers, question)
  t.false(message!.isV2)
  t.regex(message!.content, /Les Femmes lisent plus/)
  t.true(message!.buttons.length > 0)
})

test('a chart is a picture with its words; where it cannot be drawn the words stand', async (t) => {
  const charts = openCharts()
  t.teardown(charts.close)
  const chart = {
    title: 'Indices', unit: 'index' as const, baseline: 100, alt: 'Sport 146, Cuisine 90',
    series: [{ name: 'Femmes', points: [{ label: 'Sport', value: 146, text: '146' }] }],
  } // biome-ignore format: one chart
  const card = {
    tone: 'plain' as const,
    title: null,
    footer: null,
    parts: [{ kind: 'chart' as const, chart }],
  }
  const message = renderCard(card, { locale: 'fr' })[0]!
  const { api, channel, world } = await open(t)
  const manner = { locale: 'fr' as const, colour: '#112233' }
  await postMessage({ api, charts }, { channel, message, manner, nonce: 'one' })
  await postMessage({ api }, { channel, message, manner, nonce: 'two' })
  const [drawn, worded] = world.messages(channel)
  t.is(drawn!.files.length, 1)
  t.is(drawn!.files[0]!.description, message.files[0]!.description)
  t.is(drawn!.files[0]!.bytes.subarray(1, 4).toString(), 'PNG')
  t.deepEqual(worded!.files, [])
  t.true(worded!.words.includes('Sport 146'))
  t.deepEqual(world.violations, [])
})

test('a guild that is the tenant’s no more gets nothing', async (t) => {
  const answers = await open(t, { sender: { isBound: async () => false } })
  const question = await answers.ask()
  t.like(await answers.answerAndSend(question), { state: 'failed', failure: 'not_bound' })
  t.deepEqual(answers.world.callsOf(creates), [])
})
