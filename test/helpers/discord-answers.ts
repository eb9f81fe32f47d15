import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { v7 as uuid } from 'uuid'
import { type DiscordApi, openDiscordApi } from '../../bots/discord/api.ts'
import { type DiscordSenderOptions, openDiscordSender } from '../../bots/discord/send-answer.ts'
import { type LiveTiming, openLiveAnswer } from '../../bots/discord/stream-answer.ts'
import { log } from '../../config/log.ts'
import type { Answer } from '../../core/answers/answer.ts'
import { type Climbed, completeAnswer } from '../../core/answers/ladder.ts'
import type { Core } from '../../core/core.ts'
import type { Asked } from '../../core/messaging/asked.ts'
import { type ChatPlace, type IncomingMessage, placeOf } from '../../core/messaging/incoming.ts'
import type { LiveQuestion, OpenLive } from '../../core/messaging/live.ts'
import { chatPace, type Dispatcher, openDispatcher, type Sender } from '../../core/messaging/outbox.ts'
import { storeAnswer } from '../../core/messaging/store-answer.ts'
import type { Database } from '../../db/database.ts'
import type { SentMessage } from '../../db/models/platform-event.ts'
import { withTenant } from '../../db/tenant.ts'
import { createTestTenant, type SharedDatabase } from './database.ts'
import { type DiscordOptions, type DiscordWorld, startDiscord } from './discord/discord-world.ts'

interface Sent {
  id: string
  state: string
  failure: string | null
  attempts: number
}

export interface DiscordAnswers {
  world: DiscordWorld
  core: Core
  api: DiscordApi
  tenantId: string
  guild: string
  channel: string
  user: string
  live: OpenLive
  dispatcher: Dispatcher
  sender: Sender
  /** A question that waits for its answer, without anybody who works on it; in a thread of its own unless told. */
  ask(chat?: Partial<ChatPlace>, text?: string): Promise<LiveQuestion>
  /** Stores its answer, with the row that is to be sent. @returns the row's id */
  answer(question: LiveQuestion, answer?: Partial<Answer>): Promise<string>
  /** The same, and it is over: sent, unknown or failed. */
  answerAndSend(question: LiveQuestion, answer?: Partial<Answer>): Promise<Sent>
  /** Waits until nothing can become of a row any more. */
  settled(outboxId: string): Promise<Sent>
  /** Where messages of the question stand. */
  rows(question: LiveQuestion): Promise<SentMessage[]>
  /** Notes as long ago what happened to them. */
  age(question: LiveQuestion, byMs: number): Promise<void>
}

export interface AnswersOptions {
  db: Database
  /** The one dispatcher of a database that tests share: it sends what any of them stores. */
  shared?: SharedDispatcher
  discord?: DiscordOptions
  timing?: Partial<LiveTiming>
  sender?: Partial<DiscordSenderOptions>
  callMs?: number
}

export type SharedDispatcher = (tenantId: string, sender: Sender) => Dispatcher

/** A core without workers: who tests sending needs nobody to think. */
const coreOf = (db: Database): Core => ({ db, dataDir: '' }) as Core

/** Gives each tenant its test's own sender: a dispatcher sweeps all tenants of its database. */
export const shareDispatcher = (db: SharedDatabase): SharedDispatcher => {
  const senders = new Map<string, Sender>()
  let dispatcher: Dispatcher | null = null
  db.beforeClose(async () => dispatcher?.close())
  const send: Sender = (tenantId, row) => senders.get(tenantId)!(tenantId, row)
  return (tenantId, sender) => {
    senders.set(tenantId, sender)
    dispatcher ??= openDispatcher(coreOf(db()), { discord: send }, { ...chatPace, putOffMs: () => 50 })
    return dispatcher
  }
}

/** Sends answers to a Discord on loopback, with nobody who works them out. */
export const openDiscordAnswers = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: AnswersOptions,
): Promise<DiscordAnswers> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const { db, callMs } = options
  const world = await startDiscord(t, options.discord)
  const guild = world.addGuild({ name: 'Acme' }).id
  const user = world.addUser({ name: 'ada' }).id
  world.join(guild, user)
  const channel = world.addChannel({ guild, name: 'general' }).id
  const core = coreOf(db)
  const tenantId = await createTestTenant(db)
  const inTenant = <T>(act: () => Promise<T>) => withTenant(db, tenantId, act)
  const { id: assistantId } = await inTenant(() =>
    db.models.Assistant.create({ tenantId, name: 'Étude', theme: 'loisirs' }),
  )
  const { apiUrl, token, applicationId } = world
  const api = openDiscordApi({ token, apiUrl, ...(callMs && { callMs }) })
  const live = openLiveAnswer({ core, api }, options.timing)
  const sender = openDiscordSender({
    core, api, applicationId, botUserId: () => world.botUserId, ...options.sender,
  }) // biome-ignore format: one list
  const putOff = { ...chatPace, putOffMs: () => 50 }
  const dispatcher = options.shared?.(tenantId, sender) ?? openDispatcher(core, { discord: sender }, putOff)
  t.teardown(async () => {
    api.close()
    if (!options.shared) await dispatcher.close()
  })

  const begin = (text: string, given: Partial<ChatPlace>) => {
    const place = given.channel ?? channel
    const message = given.message === undefined ? world.put(place, { user, text }).id : given.message
    if (given.thread !== undefined || message === null) return { message, thread: given.thread ?? null }
    return { message, thread: world.openThread(place, { name: text, user: world.botUserId, message }).id }
  }

  const ask: DiscordAnswers['ask'] = async (given = {}, text = 'profil des Femmes') => {
    const chat = {
      workspace: guild, channel, user, is_private: false, ...given, ...begin(text, given),
    } // biome-ignore format: one place
    const [inboxId, conversationId] = [uuid(), uuid()]
    const destination = placeOf(chat)
    const payload: IncomingMessage = {
      platform: 'discord', event_id: inboxId, assistant_id: assistantId, conversation_id: conversationId, text,
      locale: null, destination, chat, person_id: null,
    } // biome-ignore format: one message
    await inTenant(async () => {
      const { Conversation, InboxEvent } = db.models
      await Conversation.create({
        tenantId,
        id: conversationId,
        assistantId,
        platform: 'discord',
        place: `${destination}#${conversationId}`,
        sessionId: `discord:${guild}:${user}`,
      })
      await InboxEvent.create({
        tenantId, id: inboxId, platform: 'discord', eventId: inboxId, conversationId, payload: { ...payload },
      }) // biome-ignore format: one event
    })
    return { tenantId, inboxId, conversationId, payload }
  }

  const answer: DiscordAnswers['answer'] = async ({ inboxId, payload, conversationId }, given = {}) => {
    const worded = {
      text: 'Les Femmes lisent plus.', locale: 'fr' as const, stage: 'data' as const, plan: null, claims: [], warnings: [],
      suggestions: [], table: null, chart: null,
    } // biome-ignore format: one answer
    const climbed: Climbed = {
      answer: { ...completeAnswer(worded, 12), ...given }, context: null, trace: [], attempts: [], llmUsed: null,
    } // biome-ignore format: one answer
    const asked = { payload, conversation_id: conversationId, message_count: 0 } as unknown as Asked
    await storeAnswer(core, { tenantId, inboxId, asked, climbed })
    const row = await inTenant(() =>
      db.models.OutboxMessage.findOne({ where: { tenantId, inboxId }, rejectOnEmpty: true }),
    )
    return row.id
  }

  const settled: DiscordAnswers['settled'] = async (id) => {
    for (;;) {
      const row = await inTenant(() =>
        db.models.OutboxMessage.findOne({ where: { tenantId, id }, raw: true, rejectOnEmpty: true }),
      )
      const { state, failure, attempts } = row
      if (state !== 'pending' && state !== 'sending') return { id, state, failure, attempts }
      await wait(20)
    }
  }

  return {
    world, core, api, tenantId, guild, channel, user, live, dispatcher, sender, ask, answer, settled,
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
    age: async ({ inboxId }, byMs) => {
      await inTenant(() =>
        db.sequelize.query(
          `update sent_messages set updated_at = updated_at - $3 * interval '1 millisecond'
            where tenant_id = $1 and inbox_id = $2`,
          { bind: [tenantId, inboxId, byMs] },
        ),
      )
    },
  } // biome-ignore format: one list, read at a glance
}
