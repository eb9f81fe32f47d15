import test from 'ava'
import { chatPace } from '../../../core/messaging/outbox.ts'
import { openSentRow } from '../../../core/messaging/sent-rows.ts'
import { withTenant } from '../../../db/tenant.ts'
import { openTestDatabase, shareTestDatabase } from '../../helpers/database.ts'
import { allScopes, leastScopes } from '../../helpers/slack/slack-world.ts'
import {
  type AnswersOptions,
  openSlackAnswers,
  type SlackAnswers,
  shareDispatcher,
} from '../../helpers/slack-answers.ts'

const db = shareTestDatabase(test)
const shared = shareDispatcher(db)
/** A pace of its own needs a database of its own. */
const open = async (t: Parameters<typeof openSlackAnswers>[0], options: Partial<AnswersOptions> = {}) =>
  openSlackAnswers(
    t,
    options.pace ? { db: await openTestDatabase(t), ...options } : { db: db(), shared, ...options },
  )

type Asked = Awaited<ReturnType<SlackAnswers['ask']>>

/** What we said in the question's thread. */
const saidIn = ({ slack }: SlackAnswers, { payload }: Asked) => {
  const { channel, thread } = payload.chat!
  return slack.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp)
}

const longText = (characters: number): string => {
  const sentence = (at: number): string => `Phrase ${at} sur les lectures & <les> loisirs.`
  const lines: string[] = []
  for (let at = 0; lines.join('\n').length < characters; at++) lines.push(sentence(at))
  return lines.join('\n')
}

/** Letters and digits alone: what is between them depends on how it is shown. */
const lettersOf = (text: string): string =>
  text.replace(/&(?:amp|lt|gt);/g, '').replace(/[^\p{L}\p{N}]/gu, '')

test('an answer stands in the thread of its question, once, quietly and with its mark', async (t) => {
  const answers = await open(t)
  const { slack, ask, answerAndSend, rows } = answers
  const question = await ask()
  const { id, state } = await answerAndSend(question, { text: 'Bonjour <!channel> & https://evil.example' })
  t.is(state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.like(message, {
    threadTs: question.payload.chat!.thread,
    metadata: { event_type: 'sextant_answer', event_payload: { outbox_id: id, part: 0 } },
    unfurl: { links: false, media: false },
    pings: [],
    links: [],
  })
  t.regex(message!.words, /Bonjour/)
  const [row, ...rest] = await rows(question)
  t.deepEqual(rest, [])
  t.like(row, { ts: message!.ts, state: 'sent', outboxId: id, kind: 'answer', position: 0 })
  t.deepEqual(slack.violations, [])
})

test('a long answer comes in several messages, in order and whole', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const text = longText(30_000)
  t.is((await answers.answerAndSend(question, { text })).state, 'sent')
  const said = saidIn(answers, question)
  t.true(said.length >= 3)
  t.deepEqual(
    said.map(({ metadata }) => metadata.event_payload.part),
    said.map((_, at) => at),
  )
  const words = said.map(({ blocks }) => blocks.map((block) => JSON.stringify(block)).join('')).join('')
  for (const line of text.split('\n')) t.true(lettersOf(words).includes(lettersOf(line)), line)
  t.deepEqual(answers.slack.violations, [])
})

for (const fault of [
  'drop_reply_after_acceptance',
  'http_500_after_acceptance',
  'hang_after_acceptance',
] as const)
  test(`a message whose reply is lost (${fault}) is found by its mark and stays one`, async (t) => {
    const answers = await open(t, fault.startsWith('hang') ? { callMs: 1_500 } : {})
    const question = await answers.ask()
    answers.slack.faults.next('chat.postMessage', fault)
    t.is((await answers.answerAndSend(question)).state, 'sent')
    const said = saidIn(answers, question)
    t.is(said.length, 1)
    t.is(answers.slack.callsOf('chat.postMessage').length, 1)
    t.like((await answers.rows(question))[0], { ts: said[0]!.ts, state: 'sent' })
  })

for (const fault of ['http_500', 'reset', 'hang'] as const)
  test(`a message that did not arrive (${fault}) is sent again once it is sure, and stays one`, async (t) => {
    const answers = await open(t, fault.startsWith('hang') ? { callMs: 1_500 } : {})
    const question = await answers.ask()
    answers.slack.faults.next('chat.postMessage', fault)
    const { state } = await answers.answerAndSend(question)
    t.is(state, 'sent')
    t.is(saidIn(answers, question).length, 1)
    t.is(answers.slack.callsOf('chat.postMessage').length, 2)
  })

test('where history is not granted, what is not known stays unknown and is never sent twice', async (t) => {
  const scopes = allScopes.filter((scope) => !scope.endsWith(':history'))
  const answers = await open(t, { scopes })
  const question = await answers.ask()
  answers.slack.faults.next('chat.postMessage', 'drop_reply_after_acceptance')
  const { id } = await answers.answerAndSend(question)
  t.is((await answers.settled(id)).state, 'unknown')
  answers.dispatcher.wake(answers.tenantId)
  const next = await answers.ask({ thread: question.payload.chat!.thread })
  t.is((await answers.answerAndSend(next)).state, 'sent', 'the place goes on')
  t.is(answers.slack.callsOf('chat.postMessage').length, 2)
  t.is((await answers.rows(question))[0]?.state, 'opening', 'visible for who looks')
})

test('an answer of several messages goes on behind the one that got lost', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const text = longText(20_000)
  answers.slack.faults.next('chat.postMessage', { rateLimited: 1 })
  t.is((await answers.answerAndSend(question, { text })).state, 'sent')
  const parts = saidIn(answers, question).map(({ metadata }) => metadata.event_payload.part)
  t.deepEqual(parts, [...parts.keys()])
  t.true(parts.length >= 2)
})

test('a process that died after writing down that it sends: looked up, not sent again', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const id = await answers.answer(question)
  const { channel, thread, workspace } = question.payload.chat!
  // As it was when the process ended: the row claimed, the message noted and sent.
  const opening = {
    platform: 'slack' as const,
    workspace,
    channel,
    thread,
    position: 0,
    inboxId: question.inboxId,
  }
  await openSentRow(answers.core, answers.tenantId, { ...opening, kind: 'answer', outboxId: id })
  await answers.api.call(workspace, 'chat.postMessage', {
    channel,
    thread_ts: thread,
    text: 'as the dead process sent it',
    metadata: { event_type: 'sextant_answer', event_payload: { outbox_id: id, part: 0 } },
  })
  answers.dispatcher.wake(answers.tenantId)
  t.is((await answers.settled(id)).state, 'sent')
  t.is(saidIn(answers, question).length, 1)
})

test('the mark of another answer is not taken for one’s own', async (t) => {
  const answers = await open(t)
  const first = await answers.ask()
  const { thread } = first.payload.chat!
  await answers.answerAndSend(first)
  const second = await answers.ask({ thread })
  answers.slack.faults.next('chat.postMessage', 'reset')
  await answers.answerAndSend(second, { text: 'la deuxième' })
  const said = saidIn(answers, first)
  t.is(said.length, 2)
  t.true(said[1]!.words.includes('la deuxième'))
})

const refusals = ['is_archived', 'token_revoked', 'restricted_action']
for (const error of refusals)
  test(`${error}: given up with its reason, and the next place is served`, async (t) => {
    const answers = await open(t)
    const question = await answers.ask()
    answers.slack.faults.next('chat.postMessage', { error })
    t.like(await answers.answerAndSend(question), { state: 'failed', failure: error, attempts: 1 })
    t.deepEqual(await answers.rows(question), [])
    t.is((await answers.answerAndSend(await answers.ask())).state, 'sent')
  })

test('where the bot takes no part in the channel, who asked there is answered in their own conversation', async (t) => {
  const answers = await open(t)
  const { slack, user } = answers
  const outside = slack.addChannel({ withBot: false }).id
  const question = await answers.ask({ channel: outside })
  t.is((await answers.answerAndSend(question, { text: 'Une réponse.' })).state, 'sent')
  t.deepEqual(saidIn(answers, question), [])
  const said = slack.messages(slack.user(user).directChannel()).map(({ words }) => words)
  t.is(said.filter((words) => words.includes('Une réponse.')).length, 1)
})

test('a real revocation ends it too, and nothing is sent with a dead token again', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  await answers.slack.revokeTokens(answers.teamId, { isSilent: true })
  const { state, attempts } = await answers.answerAndSend(question)
  t.deepEqual([state, attempts], ['failed', 1])
})

test('a token that has ended waits for its successor', async (t) => {
  const answers = await open(t, { pace: { putOffMs: () => 50 } })
  const question = await answers.ask()
  answers.slack.faults.next('chat.postMessage', { error: 'token_expired' })
  t.like(await answers.answerAndSend(question), { state: 'sent', attempts: 2 })
})

test('blocks that Slack does not take go as words', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const lines = longText(5_000).split('\n')
  const text = lines.join(' ')
  answers.slack.faults.next('chat.postMessage', { error: 'msg_blocks_too_long' })
  t.is((await answers.answerAndSend(question, { text })).state, 'sent')
  const [message, ...others] = saidIn(answers, question)
  t.deepEqual(others, [])
  t.deepEqual(message!.blocks, [])
  for (const line of lines) t.true(lettersOf(message!.text).includes(lettersOf(line)), line)
  t.deepEqual(message!.pings, [])
})

test('what Slack takes in no form at all is given up', async (t) => {
  const answers = await open(t)
  answers.slack.faults.next('chat.postMessage', { error: 'invalid_blocks' }, 5)
  t.like(await answers.answerAndSend(await answers.ask()), { state: 'failed', failure: 'invalid_blocks' })
})

test('Slack’s own chart; a picture where it does not take one; words where there is none', async (t) => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  const drawn: string[] = []
  const charts = {
    draw: async ({ title }: { title: string }) => {
      drawn.push(title)
      return drawn.length === 1 ? png : null
    },
  }
  const answers = await open(t, { sender: { charts } })
  const claim = (id: string, value: number) => ({
    id, value, unit: 'index' as const, label: id, formula: null, flags: [],
    source: { file: 'a.csv', sheet: null, row: 2, column: 'Indice' },
  }) // biome-ignore format: one claim
  const chart = {
    kind: 'bar' as const, title: 'Indices', unit: 'index' as const, baseline: 100, alt: 'Femmes 120, Hommes 80.',
    series: [{ name: 'Lecture', points: [{ label: 'Femmes', claim: 'c1' }, { label: 'Hommes', claim: 'c2' }] }],
  } // biome-ignore format: one chart
  const drawing = { chart, claims: [claim('c1', 120), claim('c2', 80)] }
  const typesOf = async (): Promise<string[]> => {
    const question = await answers.ask()
    t.is((await answers.answerAndSend(question, drawing)).state, 'sent')
    return saidIn(answers, question)[0]!.blocks.map(({ type }) => type)
  }
  t.true((await typesOf()).includes('data_visualization'))
  t.deepEqual(drawn, [])
  answers.slack.faults.next('chat.postMessage', { error: 'invalid_blocks' })
  const types = await typesOf()
  t.true(types.includes('image') && !types.includes('data_visualization'))
  const [file] = answers.slack.files.values()
  t.like(file, { altText: chart.alt, isUploaded: true })
  answers.slack.faults.next('chat.postMessage', { error: 'invalid_blocks' })
  const words = await typesOf()
  t.false(words.includes('image') || words.includes('data_visualization'))
  t.true(saidIn(answers, await lastAsked(answers))[0]!.words.includes('Femmes 120'))
})

/** The newest question of the tenant. */
const lastAsked = ({ core, tenantId }: SlackAnswers): Promise<Asked> =>
  withTenant(core.db, tenantId, async () => {
    const { InboxEvent } = core.db.models
    const row = await InboxEvent.findOne({
      where: { tenantId },
      order: [['id', 'DESC']],
      rejectOnEmpty: true,
    })
    return { tenantId, inboxId: row.id, conversationId: row.conversationId!, payload: row.payload as never }
  })

test('a private answer goes to the person’s own conversation, and the channel sees nothing of it', async (t) => {
  const answers = await open(t)
  const { slack, user, channel } = answers
  const question = await answers.ask({ is_private: true })
  const text = 'Un secret : 42'
  t.is((await answers.answerAndSend(question, { text })).state, 'sent')
  t.deepEqual(saidIn(answers, question), [])
  const [message, ...others] = slack.messages(slack.user(user).directChannel())
  t.deepEqual(others, [])
  t.true(message!.words.includes(text))
  t.true(message!.words.includes(`<#${channel}>`), 'it says where it was asked')
  const [hint] = slack.ephemerals(user)
  t.like(hint, { channel, threadTs: question.payload.chat!.thread })
  t.false(hint!.words.includes('42'))
  t.deepEqual(slack.violations, [])
})

test('a private answer whose reply is lost is looked for in that conversation', async (t) => {
  const answers = await open(t, { scopes: leastScopes })
  const { slack, user } = answers
  const question = await answers.ask({ is_private: true })
  slack.faults.next('chat.postMessage', 'drop_reply_after_acceptance')
  const { state, failure } = await answers.answerAndSend(question)
  if (state !== 'sent')
    t.log(
      failure,
      slack.calls.map(({ method, answer }) => [method, answer]),
    )
  t.is(state, 'sent')
  t.is(slack.messages(slack.user(user).directChannel()).length, 1)
})

test('where no such conversation can be had it is whispered in the channel, once', async (t) => {
  const answers = await open(t, { scopes: allScopes.filter((scope) => scope !== 'im:write') })
  const { slack, user, channel } = answers
  const question = await answers.ask({ is_private: true })
  t.is((await answers.answerAndSend(question, { text: 'Un secret' })).state, 'sent')
  t.deepEqual(saidIn(answers, question), [])
  const [whispered, ...others] = slack.ephemerals(user)
  t.deepEqual(others, [])
  t.like(whispered, { channel, threadTs: question.payload.chat!.thread })
  t.true(whispered!.words.includes('Un secret'))
  const second = await answers.ask({ is_private: true })
  slack.faults.next('chat.postEphemeral', 'drop_reply_after_acceptance')
  t.is((await answers.answerAndSend(second)).state, 'unknown', 'nobody can look')
  t.is(slack.ephemerals(user).length, 2)
})

test('the answer to an edited question takes the place of the first one’s, longer or shorter', async (t) => {
  const answers = await open(t)
  const first = await answers.ask()
  const { thread } = first.payload.chat!
  await answers.answerAndSend(first, { text: longText(20_000) })
  const before = saidIn(answers, first)
  t.true(before.length >= 2)
  const edited = await answers.ask({ thread, replaces: first.inboxId })
  t.is((await answers.answerAndSend(edited, { text: 'court' })).state, 'sent')
  const [message, ...others] = saidIn(answers, first)
  t.deepEqual(others, [])
  t.like(message, { ts: before[0]!.ts, isEdited: true })
  t.true(message!.words.includes('court'))
  const again = await answers.ask({ thread, replaces: first.inboxId })
  const text = longText(20_000)
  await answers.answerAndSend(again, { text })
  const after = saidIn(answers, first)
  t.is(after.length, before.length)
  t.is(after[0]!.ts, before[0]!.ts)
  t.deepEqual(answers.slack.violations, [])
})

test('an answer whose message was deleted meanwhile is posted anew', async (t) => {
  const answers = await open(t)
  const first = await answers.ask()
  const { thread, channel, workspace } = first.payload.chat!
  await answers.answerAndSend(first)
  const [standing] = saidIn(answers, first)
  await answers.api.call(workspace, 'chat.delete', { channel, ts: standing!.ts })
  const edited = await answers.ask({ thread, replaces: first.inboxId })
  t.is((await answers.answerAndSend(edited, { text: 'de nouveau' })).state, 'sent')
  const said = saidIn(answers, first)
  t.is(said.length, 1)
  t.true(said[0]!.words.includes('de nouveau'))
})

test('an answer that was deleted before it was sent is not sent', async (t) => {
  const answers = await open(t)
  const question = await answers.ask()
  const id = await answers.answer(question)
  await withTenant(answers.core.db, answers.tenantId, () =>
    answers.core.db.models.Message.destroy({ where: { tenantId: answers.tenantId } }),
  )
  answers.dispatcher.wake(answers.tenantId)
  t.like(await answers.settled(id), { state: 'failed', failure: 'answer_gone' })
  t.is(answers.slack.callsOf('chat.postMessage').length, 0)
})

test('a burst of a hundred answers in twenty channels meets no 429', async (t) => {
  const answers = await open(t)
  const { slack, teamId, tenantId, dispatcher } = answers
  const channels = Array.from({ length: 20 }, () => slack.addChannel({ teamId }).id)
  const ids: string[] = []
  for (let at = 0; at < 100; at++) {
    const question = await answers.ask({ channel: channels[at % channels.length]! })
    ids.push(await answers.answer(question, { text: `réponse ${at}` }))
  }
  dispatcher.wake(tenantId)
  const sent = await answers.allSettled(ids)
  t.deepEqual(
    sent.filter(({ state }) => state !== 'sent'),
    [],
  )
  t.is(slack.callsOf('chat.postMessage').filter(({ status }) => status === 429).length, 0)
  for (const channel of channels) {
    const said = slack.messages(channel).filter(({ isFromApp }) => isFromApp)
    t.is(new Set(said.map(({ words }) => /réponse \d+/.exec(words)?.[0])).size, 5)
    t.is(said.length, 5)
  }
  t.deepEqual(slack.violations, [])
})

test('a channel that Slack holds does not hold another one of the same tenant', async (t) => {
  const answers = await open(t)
  const { slack, teamId } = answers
  const quiet = slack.addChannel({ teamId, name: 'quiet' }).id
  const busy = await answers.ask()
  slack.faults.next('chat.postMessage', { rateLimited: 3_600 })
  const held = await answers.answer(busy)
  answers.dispatcher.wake(answers.tenantId)
  await slack.until(() => slack.callsOf('chat.postMessage').length === 1)
  t.is((await answers.answerAndSend(await answers.ask({ channel: quiet }))).state, 'sent')
  const row = await withTenant(answers.core.db, answers.tenantId, () =>
    answers.core.db.models.OutboxMessage.findOne({
      where: { tenantId: answers.tenantId, id: held },
      rejectOnEmpty: true,
    }),
  )
  t.like(row, { state: 'pending', failure: 'rate_limited' })
  t.true(row.notBefore!.getTime() > Date.now() + 3_000_000)
})

test('waiting for as long as Slack asks for uses no tries up', async (t) => {
  const answers = await open(t, { pace: { tries: 2 } })
  t.true(chatPace.tries > 2)
  answers.slack.faults.next('chat.postMessage', { rateLimited: 1 }, 4)
  t.like(await answers.answerAndSend(await answers.ask()), { state: 'sent', attempts: 5 })
})
