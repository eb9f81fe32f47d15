import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { memberActor, sessionActor, type TenantActor } from '../../../core/access/can.ts'
import type { OpenChat } from '../../../core/core.ts'
import type { ChatRequest } from '../../../core/llm/chat.ts'
import { awaitAnswer } from '../../../core/messaging/await-answer.ts'
import { receiveQuestion } from '../../../core/messaging/inbox.ts'
import { stopQuestion } from '../../../core/messaging/stop-question.ts'
import { withTenant } from '../../../db/tenant.ts'
import { surveyCsv } from '../../fixtures/survey.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { openMember } from '../../helpers/core.ts'
import { openWorkspace, type TenantDesk, type Workspace } from '../../helpers/workspace.ts'
import { scriptChat } from '../answers/model/scripted-chat.ts'

let work: Workspace
const shared = afterAll(test)
const text = 'top 3 segments pour Hommes'

/** A model that says nothing until its question is called off or the test lets it fail, by tenant. */
const gates = new Map<string, { asked: number; open: Promise<void> }>()

const openChat: OpenChat = async ({ payer, signal }) => {
  const gate = gates.get(payer.tenantId)
  const chat = scriptChat({ reply: () => ({ fail: signal?.aborted ? 'cancelled' : 'overload' }) })
  const ask = async (request: ChatRequest) => {
    if (gate) gate.asked++
    const called = new Promise<void>((resolve) =>
      signal?.addEventListener('abort', () => resolve(), { once: true }),
    )
    await Promise.race([called, gate?.open])
    return chat.ask(request)
  }
  return { ...chat, isPossible: gate !== undefined, ask }
}

test.before(async () => {
  work = await openWorkspace(shared, { openChat })
})

const openDesk = async () => {
  const desk = await work.openTenant()
  const { id: assistantId } = await desk.makeAssistant('a.csv', surveyCsv)
  const { promise, resolve: release } = Promise.withResolvers<void>()
  const gate = { asked: 0, open: promise }
  gates.set(desk.tenantId, gate)
  return {
    desk,
    assistantId,
    gate,
    release,
    asker: await openMember(work.core.db, desk.clientId, 'marketing'),
  }
}

const until = async (isTrue: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isTrue())) await wait(5)
}

const answerOf = ({ tenantId }: TenantDesk, inboxId: string) =>
  awaitAnswer(work.core, { tenantId, inboxId, isOld: true })

test('a conversation is stopped with all that waits in it; asked again it says what has become of it', async (t) => {
  const { desk, assistantId, gate, asker } = await openDesk()
  const { tenantId } = desk
  const question = { platform: 'web' as const, assistantId, text }
  const first = await receiveQuestion(work.core, asker, question)
  const { conversationId } = first
  const second = await receiveQuestion(work.core, asker, { ...question, conversationId })
  const other = await receiveQuestion(work.core, asker, question)
  await until(() => gate.asked === 2)
  const stop = () => stopQuestion(work.core, { tenantId, by: asker, conversationId })
  const { state, questionIds } = await stop()
  t.is(state, 'stopping')
  t.deepEqual(questionIds.sort(), [first.inboxId, second.inboxId].sort())
  for (const { inboxId } of [first, second])
    t.like(await answerOf(desk, inboxId), { stage: 'none', fallback_reason: 'stopped', model: null })
  t.is(gate.asked, 2, 'the second was never put to a model')
  t.deepEqual(await stop(), { state: 'stopped', conversationId, questionIds: [] })

  const at = { tenantId, by: asker, questionId: other.inboxId }
  t.is((await stopQuestion(work.core, at)).state, 'stopping', 'the other conversation went on')
  t.is((await answerOf(desk, other.inboxId)).fallback_reason, 'stopped')
  t.is((await stopQuestion(work.core, at)).state, 'stopped')
})

test('a job that comes again after a stop, or dies, answers nothing more', async (t) => {
  const { desk, assistantId, gate, asker } = await openDesk()
  const { tenantId } = desk
  const { inboxId, conversationId } = await receiveQuestion(work.core, asker, {
    platform: 'web', assistantId, text,
  }) // biome-ignore format: one question, read at a glance
  await until(() => gate.asked === 1)
  await stopQuestion(work.core, { tenantId, by: asker, questionId: inboxId })
  const stopped = await answerOf(desk, inboxId)
  const before = await desk.countRows()
  const job = { tenant_id: tenantId, inbox_id: inboxId, request_id: null }
  for (const queue of ['answer-question', 'answer-question.dead']) {
    await work.core.queue.enqueue(queue, job, { singletonKey: conversationId })
    await until(async () => {
      const { waiting, active } = await work.core.queue.count(queue)
      return waiting + active === 0
    })
  }
  t.deepEqual(await desk.countRows(), before)
  t.like(before, { Message: 2, InboxEvent: 1, OutboxMessage: 1 })
  t.deepEqual(await answerOf(desk, inboxId), stopped)
  t.is(gate.asked, 1)
})

test('a question that was stopped before a worker took it, even for the last time, is not answered', async (t) => {
  const { desk, assistantId, gate, asker } = await openDesk()
  const { tenantId } = desk
  const { InboxEvent } = work.core.db.models
  const question = { platform: 'web' as const, assistantId, text }
  const first = await receiveQuestion(work.core, asker, question)
  await until(() => gate.asked === 1)
  const { conversationId } = first
  const second = await receiveQuestion(work.core, asker, { ...question, conversationId })
  // As the worker of a dead-letter queue meets it: nothing was heard, it stands in the row.
  await withTenant(work.core.db, tenantId, () =>
    InboxEvent.update({ stoppedAt: new Date() }, { where: { tenantId, id: second.inboxId } }),
  )
  const job = { tenant_id: tenantId, inbox_id: second.inboxId, request_id: null }
  await work.core.queue.enqueue('answer-question.dead', job, { singletonKey: second.inboxId })
  t.is((await answerOf(desk, second.inboxId)).fallback_reason, 'stopped')
  await stopQuestion(work.core, { tenantId, by: asker, conversationId })
  await answerOf(desk, first.inboxId).catch(() => null)
  t.is(gate.asked, 1)
})

test('what the next question leans on is what was before the stopped one', async (t) => {
  const { desk, assistantId, gate, release, asker } = await openDesk()
  const { tenantId } = desk
  gates.delete(tenantId)
  const opened = await receiveQuestion(work.core, asker, { platform: 'web', assistantId, text })
  t.is((await answerOf(desk, opened.inboxId)).stage, 'data')
  const { conversationId } = opened
  gates.set(tenantId, gate)
  const lost = await receiveQuestion(work.core, asker, {
    platform: 'web', assistantId, conversationId, text: 'top 2 segments pour les 60 ans et +',
  }) // biome-ignore format: one question, read at a glance
  await until(() => gate.asked === 1)
  await stopQuestion(work.core, { tenantId, by: asker, conversationId })
  t.is((await answerOf(desk, lost.inboxId)).fallback_reason, 'stopped')
  release()
  const next = await receiveQuestion(work.core, asker, {
    platform: 'web', assistantId, conversationId, text: 'et pour Femmes ?',
  }) // biome-ignore format: one question, read at a glance
  t.like((await answerOf(desk, next.inboxId)).plan, { operation: 'top', row: 'Femmes', limit: 3 })
})

test('in a thread everybody stops what they asked, and an admin what anybody asked', async (t) => {
  const { desk, assistantId, gate } = await openDesk()
  const { tenantId } = desk
  const member = (user: string, isAdmin = false): TenantActor =>
    memberActor({ id: `slack:T1:${user}`, tenantId, isAdmin, assistantIds: [assistantId] })
  const place = { workspace: 'T1', channel: 'C1', thread: '1.2', message: null, is_private: false }
  const askAs = (user: string) =>
    receiveQuestion(work.core, member(user), {
      platform: 'slack', assistantId, text, chat: { ...place, user },
    }) // biome-ignore format: one question, read at a glance
  const [ada, bob] = [await askAs('U1'), await askAs('U2')]
  t.is(ada.conversationId, bob.conversationId)
  const { conversationId } = ada
  await until(() => gate.asked === 1)

  const stop = (by: TenantActor, which: { questionId: string } | { conversationId: string }) =>
    stopQuestion(work.core, { tenantId, by, ...which })
  await t.throwsAsync(stop(member('U2'), { questionId: ada.inboxId }), { code: 'not_found' })
  await t.throwsAsync(stop(member('U3'), { conversationId }), { code: 'not_found' })
  t.deepEqual((await stop(member('U2'), { conversationId })).questionIds, [bob.inboxId])
  t.deepEqual((await stop(member('U9', true), { conversationId })).questionIds.sort(), [
    ada.inboxId,
    bob.inboxId,
  ])
  for (const { inboxId } of [ada, bob]) t.is((await answerOf(desk, inboxId)).fallback_reason, 'stopped')
  t.is((await stop(member('U3'), { conversationId })).state, 'stopped', 'nothing waits: everybody sees that')
})

test('who is not signed in stops their own question, and nobody stops another tenant’s', async (t) => {
  const { desk, assistantId, gate, asker } = await openDesk()
  const { tenantId } = desk
  await withTenant(work.core.db, tenantId, () =>
    work.core.db.models.Assistant.update({ isPublic: true }, { where: { tenantId, id: assistantId } }),
  )
  const visitor = sessionActor('web:visitor:1', tenantId)
  const { inboxId, conversationId } = await receiveQuestion(work.core, visitor, {
    platform: 'web', assistantId, text,
  }) // biome-ignore format: one question, read at a glance
  await until(() => gate.asked === 1)
  const stranger = await openDesk()
  for (const stop of [
    { tenantId, by: sessionActor('web:visitor:2', tenantId), questionId: inboxId },
    { tenantId, by: asker, questionId: inboxId },
    { tenantId, by: asker, conversationId },
    { tenantId, by: stranger.asker, questionId: inboxId },
    { tenantId: stranger.desk.tenantId, by: stranger.asker, questionId: inboxId },
    { tenantId: stranger.desk.tenantId, by: stranger.asker, conversationId },
    { tenantId, by: visitor },
  ])
    await t.throwsAsync(stopQuestion(work.core, stop), { code: 'not_found' })
  t.is((await stopQuestion(work.core, { tenantId, by: visitor, questionId: inboxId })).state, 'stopping')
  t.is((await answerOf(desk, inboxId)).fallback_reason, 'stopped')
})
