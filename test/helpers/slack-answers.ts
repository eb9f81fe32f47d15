import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { v7 as uuid } from 'uuid'
import { openSlackApi, type SlackApi } from '../../bots/slack/api.ts'
import { openSlackSender, type SlackSenderOptions } from '../../bots/slack/send-answer.ts'
import { type LiveTiming, openLiveAnswer } from '../../bots/slack/stream-answer.ts'
import { log } from '../../config/log.ts'
import type { Answer } from '../../core/answers/answer.ts'
import { type Climbed, completeAnswer } from '../../core/answers/ladder.ts'
import type { Core } from '../../core/core.ts'
import type { Asked } from '../../core/messaging/asked.ts'
import { type ChatPlace, type IncomingMessage, placeOf } from '../../core/messaging/incoming.ts'
import type { LiveQuestion, OpenLive } from '../../core/messaging/live.ts'
import {
  chatPace,
  type Dispatcher,
  openDispatcher,
  type Pace,
  type Sender,
} from '../../core/messaging/outbox.ts'
import { storeAnswer } from '../../core/messaging/store-answer.ts'
import type { Database } from '../../db/database.ts'
import type { SentMessage } from '../../db/models/platform-event.ts'
import { withTenant } from '../../db/tenant.ts'
import { createTestTenant, type SharedDatabase } from './database.ts'
import { type SlackOptions, type SlackWorld, startSlack } from './slack/slack-world.ts'

export interface SlackAnswers {
  slack: SlackWorld
  core: Core
  api: SlackApi
  tenantId: string
  teamId: string
  /** A channel with the person and the bot in it, and the person. */
  channel: string
  user: string
  live: OpenLive
  dispatcher: Dispatcher
  /** Somebody's message in a channel. @returns its ts, the root of the answer's thread */
  say(channel?: string, text?: string): Promise<string>
  /** A question that waits for its answer, without anybody who works on it. */
  ask(chat?: Partial<ChatPlace>, text?: string): Promise<LiveQuestion>
  /** Stores its answer, with the row that is to be sent. @returns the row's id */
  answer(question: LiveQuestion, answer?: Partial<Answer>): Promise<string>
  /** The same, and it is over: sent, unknown or failed. */
  answerAndSend(question: LiveQuestion, answer?: Partial<Answer>): Promise<Sent>
  /** Waits until nothing can become of a row any more. */
  settled(outboxId: string): Promise<Sent>
  allSettled(outboxIds: string[]): Promise<Sent[]>
  /** Where messages of the question stand. */
  rows(question: LiveQuestion): Promise<SentMessage[]>
}

interface Sent {
  id: string
  state: string
  failure: string | null
  attempts: number
}

export interface AnswersOptions {
  db: Database
  /** The one dispatcher of a database that tests share: it sends what any of them stores. */
  shared?: SharedDispatcher
  slack?: SlackOptions
  world?: SlackWorld
  scopes?: string[]
  /** Both exist already, from an earlier opening. */
  tenantId?: string
  teamId?: string
  timing?: Partial<LiveTiming>
  pace?: Partial<Pace>
  sender?: Partial<SlackSenderOptions>
  callMs?: number
}

export type SharedDispatcher = (tenantId: string, sender: Sender) => Dispatcher

/** Gives each tenant its test's own sender: a dispatcher sweeps all tenants of its database. */
export const shareDispatcher = (db: SharedDatabase): SharedDispatcher => {
  const senders = new Map<string, Sender>()
  let dispatcher: Dispatcher | null = null
  db.beforeClose(async () => dispatcher?.close())
  const send: Sender = (tenantId, row) => senders.get(tenantId)!(tenantId, row)
  return (tenantId, sender) => {
    senders.set(tenantId, sender)
    dispatcher ??= openDispatcher(coreOf(db()), { slack: send })
    return dispatcher
  }
}

/** Hears whatever Slack tells, and does nothing about it. */
const openSilentApp = async (t: Pick<ExecutionContext, 'teardown'>): Promise<string> => {
  const server = createServer((_, response) => void response.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A core without workers: who tests sending needs nobody to think. */
const coreOf = (db: Database): Core => ({ db, dataDir: '' }) as Core

/** An answer's way into a loopback Slack, from the outbox on. */
export const openSlackAnswers = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: AnswersOptions,
): Promise<SlackAnswers> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const { db, callMs } = options
  const slack = options.world ?? (await startSlack(t, options.slack))
  slack.connect({ url: await openSilentApp(t), signingSecret: 'secret' })
  const { scopes } = options
  const teamId = options.teamId ?? slack.addWorkspace(scopes ? { scopes } : {}).teamId
  const user = slack.addUser({ teamId }).id
  const channel = slack.addChannel({ teamId }).id
  const core = coreOf(db)
  const tenantId = options.tenantId ?? (await createTestTenant(db))
  const inTenant = <T>(act: () => Promise<T>) => withTenant(db, tenantId, act)
  const { id: assistantId } = await inTenant(() =>
    db.models.Assistant.create({ tenantId, name: 'Étude', theme: 'loisirs' }),
  )
  const tokenOf = async (workspace: string) => slack.tokenOf(workspace)
  const api = openSlackApi({ apiUrl: slack.apiUrl, tokenOf, ...(callMs && { callMs }) })
  const { isBound } = options.sender ?? {}
  const live = openLiveAnswer({ core, api, ...(isBound && { isBound }) }, options.timing)
  const sender = openSlackSender({ core, api, settleMs: 300, ...options.sender })
  const dispatcher =
    options.shared?.(tenantId, sender) ??
    openDispatcher(core, { slack: sender }, { ...chatPace, ...options.pace })
  t.teardown(async () => {
    api.close()
    if (!options.shared) await dispatcher.close()
  })

  const say: SlackAnswers['say'] = async (place = channel, text = 'une question') =>
    (await slack.user(user).say(place, text)).ts

  const ask: SlackAnswers['ask'] = async (given = {}, text = 'profil des Femmes') => {
    const place = given.channel ?? channel
    const thread = given.thread === undefined ? await say(place, text) : given.thread
    const chat = {
      workspace: teamId,
      message: thread,
      user,
      is_private: false,
      ...given,
      channel: place,
      thread,
    }
    const [inboxId, conversationId] = [uuid(), uuid()]
    const destination = placeOf(chat)
    const payload: IncomingMessage = {
      platform: 'slack', event_id: inboxId, assistant_id: assistantId, conversation_id: conversationId, text,
      locale: null, destination, chat, person_id: null,
    } // biome-ignore format: one message
    await inTenant(async () => {
      const { Conversation, InboxEvent } = db.models
      await Conversation.create({
        tenantId,
        id: conversationId,
        assistantId,
        platform: 'slack',
        place: `${destination}#${conversationId}`,
        sessionId: `slack:${teamId}:${user}`,
      })
      await InboxEvent.create({
        tenantId, id: inboxId, platform: 'slack', eventId: inboxId, conversationId, payload: { ...payload },
      }) // biome-ignore format: one event
    })
    return { tenantId, inboxId, conversationId, payload }
  }

  const answer: SlackAnswers['answer'] = async ({ inboxId }, given = {}) => {
    const asked = await readAlone(inboxId)
    const worded = {
      text: 'Les Femmes lisent plus.', locale: 'fr' as const, stage: 'data' as const, plan: null, claims: [], warnings: [],
      suggestions: [], table: null, chart: null,
    } // biome-ignore format: one answer
    const answered = { ...completeAnswer(worded, 12), ...given }
    const climbed: Climbed = { answer: answered, context: null, trace: [], attempts: [], llmUsed: null }
    await storeAnswer(core, { tenantId, inboxId, asked, climbed })
    const row = await inTenant(() =>
      db.models.OutboxMessage.findOne({ where: { tenantId, inboxId }, rejectOnEmpty: true }),
    )
    return row.id
  }

  /** As much as the storing of an answer needs. */
  const readAlone = async (inboxId: string): Promise<Asked> => {
    const event = await inTenant(() =>
      db.models.InboxEvent.findOne({ where: { tenantId, id: inboxId }, rejectOnEmpty: true }),
    )
    return {
      payload: event.payload as unknown as IncomingMessage,
      conversation_id: event.conversationId,
      message_count: 0,
    } as unknown as Asked
  }

  const allSettled: SlackAnswers['allSettled'] = async (ids) => {
    for (;;) {
      const rows = await inTenant(() =>
        db.models.OutboxMessage.findAll({ where: { tenantId, id: ids }, raw: true }),
      )
      const isOpen = rows.some(({ state }) => state === 'pending' || state === 'sending')
      if (!isOpen) return rows.map(({ id, state, failure, attempts }) => ({ id, state, failure, attempts }))
      await wait(20)
    }
  }
  const settled: SlackAnswers['settled'] = async (id) => (await allSettled([id]))[0]!

  return {
    slack, core, api, tenantId, teamId, channel, user, live, dispatcher, say, ask, answer, settled, allSettled,
    answerAndSend: async (question, given) => {
      const id = await answer(question, given)
      dispatcher.wake(tenantId)
      return settled(id)
    },
    rows: ({ payload, inboxId }) =>
      inTenant(() =>
        db.models.SentMessage.findAll({
          where: { tenantId, inboxId: payload.chat?.replaces ?? inboxId },
          order: ['position'],
          raw: true,
        }),
      ),
  } // biome-ignore format: one list, read at a glance
}
