import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import type { OpenChat } from '../../../core/core.ts'
import { isWorthRetry, StoppedError } from '../../../core/jobs/attempts.ts'
import type { ChatRequest } from '../../../core/llm/chat.ts'
import { ask } from '../../../core/messaging/ask.ts'
import { type Received, receiveQuestion } from '../../../core/messaging/inbox.ts'
import { withTenant } from '../../../db/tenant.ts'
import { surveyCsv } from '../../fixtures/survey.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { openMember, startBareCore } from '../../helpers/core.ts'
import { openWorkspace, type TenantDesk, type Workspace } from '../../helpers/workspace.ts'
import { scriptChat } from '../answers/model/scripted-chat.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
})

const openAssistant = async () => {
  const desk = await work.openTenant()
  const made = await desk.makeAssistant('a.csv', surveyCsv)
  return { desk, ...made, actor: await openMember(work.core.db, desk.clientId) }
}
const inTenant = <T>({ tenantId }: TenantDesk, act: () => Promise<T>) =>
  withTenant(work.core.db, tenantId, act)

/** Writes the stored table anew, under a version that no process has in memory. @returns what was there */
const writeTable = (desk: TenantDesk, datasetId: string, bytes: Buffer): Promise<Buffer> =>
  inTenant(desk, async () => {
    const { Dataset, DatasetTable } = work.core.db.models
    const where = { tenantId: desk.tenantId, datasetId }
    const row = await DatasetTable.findOne({ where, rejectOnEmpty: true })
    const was = row.bytes
    await row.update({ bytes })
    await Dataset.update({ name: uuid() }, { where: { tenantId: desk.tenantId, id: datasetId } })
    return was
  })

/** Until the inbox of the tenant has nothing open, or patience ends. */
const settle = async (desk: TenantDesk, { db } = work.core): Promise<void> => {
  const { InboxEvent } = db.models
  const where = { tenantId: desk.tenantId, state: 'received' as const }
  for (let round = 0; round < 1_500; round++) {
    if ((await withTenant(db, desk.tenantId, () => InboxEvent.count({ where }))) === 0) return
    await wait(10)
  }
  throw new Error('a question was never answered')
}

test('a worker that dies between commit and completion: the job runs again, the answer stays one', async (t) => {
  const { desk, id, actor } = await openAssistant()
  const question = { platform: 'web' as const, assistantId: id, text: 'profil des Femmes' }
  const { inboxId, conversationId } = await receiveQuestion(work.core, actor, question)
  await settle(desk)
  const job = { tenant_id: desk.tenantId, inbox_id: inboxId, request_id: null }
  const before = await desk.countRows()
  for (const queue of ['answer-question', 'answer-question', 'answer-question.dead'])
    await work.core.queue.enqueue(queue, job, { singletonKey: conversationId })
  for (const queue of ['answer-question', 'answer-question.dead']) {
    let open = 1
    while (open > 0) {
      await wait(10)
      const { waiting, active } = await work.core.queue.count(queue)
      open = waiting + active
    }
  }
  t.deepEqual(await desk.countRows(), before)
  t.like(before, { Message: 2, InboxEvent: 1, OutboxMessage: 1 })
})

/** Tells when it is asked, and answers `cancelled` once its process stops, as the chain does. */
const openWaiting = () => {
  let asked = 0
  const openChat: OpenChat = async ({ signal }) => {
    const { ask: cancel, ...chat } = scriptChat({ reply: () => ({ fail: 'cancelled' }) })
    const wait = async (request: ChatRequest) => {
      asked++
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
      return cancel(request)
    }
    return { ...chat, ask: wait }
  }
  return { openChat, asked: () => asked }
}

test('a process that stops leaves questions whose models it calls off to the next one', async (t) => {
  const waiting = openWaiting()
  const first = await openWorkspace(t, { openChat: waiting.openChat })
  const desk = await first.openTenant()
  const { id } = await desk.makeAssistant('a.csv', surveyCsv)
  const actor = await openMember(first.core.db, desk.clientId)
  const models = [{ name: 'sage', provider: 'openai' as const, model: 'sage-1' }]
  const comparison = { models, temperature: 0, max_tokens: 500 }
  const question = { platform: 'web' as const, assistantId: id, text: 'top 3 segments pour Hommes' }
  await receiveQuestion(first.core, actor, question)
  await receiveQuestion(first.core, actor, { ...question, comparison })
  while (waiting.asked() < 2) await wait(5)
  await first.core.queue.stop()
  t.is((await desk.countRows()).Message, 0, 'the data’s own answer is not the last word')

  const said = '« Cinéma » ressort, avec un indice de {c1}. Il réunit {c3} du profil.'
  await startBareCore(t, first.core.db, { openChat: async () => scriptChat({ reply: () => said }) })
  await settle(desk, first.core)
  const answers = await withTenant(first.core.db, desk.tenantId, () =>
    first.core.db.models.Message.findAll({ where: { tenantId: desk.tenantId, role: 'assistant' } }),
  )
  t.deepEqual(
    answers.map(({ llmUsed }) => llmUsed),
    ['sage', 'sage'],
  )
})

test('a stop is no fault of the question, however often it comes', (t) => {
  t.true(isWorthRetry(new StoppedError(), { retryCount: 100 }))
  t.false(isWorthRetry(new Error('a bug'), { retryCount: 2 }))
})

test('two jobs of one question at the same time still give one answer', async (t) => {
  const { desk, id, actor } = await openAssistant()
  const question = { platform: 'web' as const, assistantId: id, text: 'profil des Femmes' }
  const { inboxId } = await receiveQuestion(work.core, actor, question)
  const job = { tenant_id: desk.tenantId, inbox_id: inboxId, request_id: null }
  // Without the conversation's key: as when a worker that was taken for dead goes on.
  for (let at = 0; at < 3; at++)
    await work.core.queue.enqueue('answer-question', job, { singletonKey: uuid() })
  await settle(desk)
  await wait(100)
  t.like(await desk.countRows(), { Message: 2, InboxEvent: 1, OutboxMessage: 1 })
})

test('what always fails ends in an apology that is stored, and the next question is answered', async (t) => {
  const { desk, id, datasetId } = await openAssistant()
  const whole = await writeTable(desk, datasetId, Buffer.from('broken'))
  const answer = await desk.ask(id, 'profil des Femmes')
  t.is(answer.stage, 'none')
  t.regex(answer.text, /erreur inattendue/)
  t.deepEqual(answer.claims, [])
  const { messages } = (await desk.send('GET', `/v1/conversations/${answer.conversation_id}`)).body
  t.deepEqual(
    messages.map(({ content }: { content: string }) => content),
    ['profil des Femmes', answer.text],
  )
  await writeTable(desk, datasetId, whole)
  t.is((await desk.ask(id, 'profil des Femmes', answer.conversation_id)).stage, 'data')
})

test('questions accepted one after the other are answered in that order', async (t) => {
  const { desk, id, actor } = await openAssistant()
  const texts = Array.from({ length: 20 }, (_, at) => `top ${at + 1} pour Cinéma`)
  let conversationId: string | null = null
  for (const text of texts) {
    const received: Received = await receiveQuestion(work.core, actor, {
      platform: 'web', assistantId: id, text, conversationId,
    }) // biome-ignore format: one question, read at a glance
    conversationId = received.conversationId
  }
  await settle(desk)
  const { Message } = work.core.db.models
  const rows = await inTenant(desk, () =>
    Message.findAll({
      where: { tenantId: desk.tenantId, conversationId: conversationId! },
      order: ['position'],
    }),
  )
  t.deepEqual(
    rows.filter(({ role }) => role === 'user').map(({ content }) => content),
    texts,
  )
  t.deepEqual(
    rows.map(({ position }) => position),
    rows.map((_, at) => at),
  )
})

test('an event that a platform repeats is one question', async (t) => {
  const { desk, id, actor } = await openAssistant()
  const question = { platform: 'web' as const, assistantId: id, text: 'profil des Femmes', eventId: 'Ev1' }
  const [first, second] = await Promise.all([
    receiveQuestion(work.core, actor, question),
    receiveQuestion(work.core, actor, question),
  ])
  const third = await receiveQuestion(work.core, actor, question)
  t.is([first, second, third].filter(({ isDuplicate }) => !isDuplicate).length, 1)
  t.is(new Set([first, second, third].map(({ inboxId }) => inboxId)).size, 1)
  t.is(new Set([first, second, third].map(({ conversationId }) => conversationId)).size, 1)
  const answers = await Promise.all([ask(work.core, actor, question), ask(work.core, actor, question)])
  t.is(new Set(answers.map(({ message_id: one }) => one)).size, 1)
  t.like(await desk.countRows(), { Conversation: 1, Message: 2, InboxEvent: 1, OutboxMessage: 1 })
})

test('who waits while the assistant is deleted is told at once, and nothing of the question stays', async (t) => {
  const { desk, id, datasetId } = await openAssistant()
  // A question that fails is tried again after a second: time to delete the assistant in between.
  await writeTable(desk, datasetId, Buffer.from('broken'))
  const json = { message: 'profil des Femmes' }
  const waiting = desk.send('POST', `/v1/assistants/${id}/chat`, { json })
  while ((await desk.countRows()).InboxEvent === 0) await wait(5)
  t.is((await desk.send('DELETE', `/v1/assistants/${id}`)).status, 204)
  const start = performance.now()
  const { status, body } = await waiting
  t.deepEqual([status, body.code], [404, 'not_found'])
  t.true(performance.now() - start < 20_000)
  t.deepEqual(
    Object.entries(await desk.countRows()).filter(([, count]) => count > 0),
    [],
  )
})

test('what was answered is sent, once', async (t) => {
  const { desk, id } = await openAssistant()
  await Promise.all(Array.from({ length: 5 }, () => desk.ask(id, 'profil des Femmes')))
  const { OutboxMessage } = work.core.db.models
  const read = () => inTenant(desk, () => OutboxMessage.findAll({ where: { tenantId: desk.tenantId } }))
  for (let round = 0; round < 300 && (await read()).some(({ state }) => state !== 'sent'); round++)
    await wait(20)
  const rows = await read()
  t.deepEqual(
    rows.map(({ state, attempts, leaseUntil }) => [state, attempts, leaseUntil]),
    Array.from({ length: 5 }, () => ['sent', 1, null]),
  )
})
