import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import { requestContext } from '../../config/log.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { Locale } from '../answers/answer.ts'
import { findRefusals } from '../assistants/usable.ts'
import { ownerOf } from '../conversations/owner.ts'
import { titleOf } from '../conversations/title.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platforms.ts'
import { enqueueAnswers } from './answer-job.ts'
import { gather, gatherPer } from './gather.ts'
import { type ChatPlace, type Comparison, type IncomingMessage, placeOf } from './incoming.ts'

export interface Question {
  platform: Platform
  assistantId: string
  text: string
  /** Goes on with this conversation; a new one otherwise. */
  conversationId?: string | null
  /** The platform's id of the event; a new one when the edge has none. */
  eventId?: string
  locale?: Locale | null
  comparison?: Comparison
  /** Where on a chat platform: goes on with the conversation of that place, instead of `conversationId`. */
  chat?: ChatPlace
  /** Id of the event, when the edge must know it before the answer can come. */
  inboxId?: string
}

export interface Received {
  inboxId: string
  conversationId: string
  /** The event was known already: nothing new was started. */
  isDuplicate: boolean
}

interface NewEvent extends Received {
  actor: TenantActor
  message: IncomingMessage
  isNewConversation: boolean
  requestId: string | null
}

/** Events once; their conversations when they are new, with the first question as title. */
const insertSql = `
  with new as (
    select * from jsonb_to_recordset($2::jsonb) as n (
      id uuid, platform text, event_id text, conversation_id uuid, payload jsonb, request_id text,
      is_new boolean, assistant_id uuid, place text, title text, person_id uuid, session_id text)
  ), event as (
    insert into inbox (tenant_id, id, platform, event_id, conversation_id, payload, request_id)
    select $1, id, platform, event_id, conversation_id, payload, request_id from new
    on conflict (tenant_id, platform, event_id) do nothing returning id
  ), conversation as (
    insert into conversations (tenant_id, id, assistant_id, platform, place, title, person_id, session_id)
    select $1, conversation_id, assistant_id, platform, place, title, person_id, session_id
      from new where is_new and id in (select id from event)
  )
  select id from event`

const rowOf = ({ inboxId, actor, message, isNewConversation, requestId }: NewEvent) => {
  const { personId, sessionId } = ownerOf(actor)
  return {
    id: inboxId, platform: message.platform, event_id: message.event_id,
    conversation_id: message.conversation_id, payload: message, request_id: requestId,
    is_new: isNewConversation, assistant_id: message.assistant_id, place: message.destination,
    title: titleOf(message.text), person_id: personId, session_id: sessionId,
  } // biome-ignore format: as the columns above
}

/**
 * The conversations of places: whoever writes there goes on with them, and two who begin at the same moment begin one.
 * What somebody chose to go on with in a place is theirs alone: see `continueInPlace`.
 */
const placeSql = `
  with asked as (
    select * from jsonb_to_recordset($2::jsonb) as n (id uuid,
      assistant_id uuid, platform text, place text, conversation_id uuid, title text, person_id uuid, session_id text)
  ), chosen as (
    select a.id as event, p.conversation_id, p.assistant_id, p.platform, p.place
      from conversation_places p
      join asked a on a.assistant_id = p.assistant_id and a.platform = p.platform and a.place = p.place
      join conversations c on c.tenant_id = p.tenant_id and c.id = p.conversation_id
       and c.person_id is not distinct from a.person_id and c.session_id is not distinct from a.session_id
     where p.tenant_id = $1
     order by p.platform, p.place, p.assistant_id for update of p
  ), used as (
    update conversation_places p set used_at = now() from chosen u
     where p.tenant_id = $1 and p.assistant_id = u.assistant_id and p.platform = u.platform and p.place = u.place
  ), made as (
    insert into conversations (tenant_id, id, assistant_id, platform, place, title, person_id, session_id)
    select distinct on (assistant_id, platform, place)
           $1::uuid, conversation_id, assistant_id, platform, place, title, person_id, session_id from asked
     where id not in (select event from chosen)
    on conflict (tenant_id, assistant_id, platform, place) do nothing
    returning id, assistant_id, platform, place
  )
  select null::uuid as event, id, assistant_id as "assistantId", place from made
  union
  select null::uuid, c.id, c.assistant_id, c.place from conversations c
    join asked a on a.assistant_id = c.assistant_id and a.platform = c.platform and a.place = c.place
   where c.tenant_id = $1
  union
  select event, conversation_id, assistant_id, place from chosen`

interface PlacedConversation {
  /** The question of whom it is the choice; null = everybody's there. */
  event: string | null
  id: string
  assistantId: string
  place: string
}

const findPlaces = (core: Core, tenantId: string, placed: NewEvent[]): Promise<PlacedConversation[]> =>
  core.db.sequelize.query<PlacedConversation>(placeSql, {
    type: QueryTypes.SELECT,
    bind: [tenantId, JSON.stringify(placed.map(rowOf))],
  })

/** Gives those that came from a place of a chat platform the conversation of that place. */
const settlePlaces = async (core: Core, tenantId: string, events: NewEvent[]): Promise<void> => {
  let open = events.filter(({ message }) => message.chat)
  // What somebody else began at the same moment is seen by the second statement only.
  for (let tries = 0; open.length > 0 && tries < 2; tries++) {
    const found = await findPlaces(core, tenantId, open)
    open = open.filter((event) => {
      const { assistant_id: assistantId, destination } = event.message
      const of =
        found.find((one) => one.event === event.inboxId) ??
        found.find((one) => !one.event && one.assistantId === assistantId && one.place === destination)
      if (of) {
        event.conversationId = of.id
        event.message.conversation_id = of.id
      }
      return !of
    })
  }
  if (open.length > 0) throw new Error('the conversation of a place was not found')
}

/** @returns the ids of those that are new */
const insertEvents = async (core: Core, tenantId: string, events: NewEvent[]): Promise<Set<string>> => {
  const inserted = await core.db.sequelize.query<{ id: string }>(insertSql, {
    type: QueryTypes.SELECT,
    bind: [tenantId, JSON.stringify(events.map(rowOf))],
  })
  return new Set(inserted.map(({ id }) => id))
}

/** An event that came before: what was started then. */
const findKnown = async (core: Core, tenantId: string, { message }: NewEvent): Promise<Received> => {
  const where = { tenantId, platform: message.platform, eventId: message.event_id }
  const known = await core.db.models.InboxEvent.findOne({ where, rejectOnEmpty: true })
  return { inboxId: known.id, conversationId: known.conversationId!, isDuplicate: true }
}

const acceptAll = (core: Core, tenantId: string, events: NewEvent[]): Promise<(Received | AppError)[]> =>
  withTenant(core.db, tenantId, async () => {
    const wishes = events.map(({ actor, message, isNewConversation }) => ({
      actor,
      assistantId: message.assistant_id,
      conversationId: isNewConversation || message.chat ? null : message.conversation_id,
    }))
    const refusals = await findRefusals(core, tenantId, wishes)
    const accepted = events.filter((_, at) => refusals[at] === null)
    await settlePlaces(core, tenantId, accepted)
    const inserted = accepted.length > 0 ? await insertEvents(core, tenantId, accepted) : new Set()
    await enqueueAnswers(
      core,
      tenantId,
      accepted.filter(({ inboxId }) => inserted.has(inboxId)),
    )
    const results: (Received | AppError)[] = []
    for (const [at, event] of events.entries()) {
      const { inboxId, conversationId } = event
      const isNew = inserted.has(inboxId)
      results.push(
        refusals[at] ??
          (isNew ? { inboxId, conversationId, isDuplicate: false } : await findKnown(core, tenantId, event)),
      )
    }
    return results
  })

const accept = gatherPer((core) =>
  gather((tenantId: string, events: NewEvent[]) => acceptAll(core, tenantId, events)),
)

/** PostgreSQL stores neither NUL nor half a surrogate pair, and nobody meant to type them. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '')

/**
 * Accepts a question: event, conversation and job commit together, and only then is it acknowledged. From here on a
 * crash can delay the answer, not lose it.
 * @throws forbidden, not_found, assistant_inactive, assistant_not_ready, tenant_suspended
 */
export const receiveQuestion = async (
  core: Core,
  actor: TenantActor,
  question: Question,
): Promise<Received> => {
  authorize(actor, 'assistants:use')
  const { platform, assistantId, locale = null, inboxId = uuid(), eventId = inboxId, chat } = question
  const known = chat ? null : (question.conversationId ?? null)
  // On the web a conversation is its own place; a chat platform's edge names the thread.
  const conversationId = known ?? uuid()
  const message: IncomingMessage = {
    platform, event_id: eventId, assistant_id: assistantId, conversation_id: conversationId,
    text: storable(question.text), locale, destination: chat ? placeOf(chat) : conversationId,
    ...(question.comparison && { comparison: question.comparison }), ...(chat && { chat, person_id: ownerOf(actor).personId }),
  } // biome-ignore format: one message, read at a glance
  const requestId = requestContext.getStore()?.requestId ?? null
  const event = { inboxId, conversationId, isDuplicate: false, actor, message, requestId }
  const result = await accept(core)(actor.tenantId, { ...event, isNewConversation: known === null && !chat })
  if (result instanceof AppError) throw result
  return result
}
