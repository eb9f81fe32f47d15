import { v7 as uuid } from 'uuid'
import { withTenant } from '../../db/tenant.ts'
import type { Answer } from '../answers/answer.ts'
import type { Compared } from '../answers/compare.ts'
import type { Climbed } from '../answers/ladder.ts'
import { readNlp } from '../answers/nlp.ts'
import type { Core } from '../core.ts'
import type { Settlement } from '../llm/chat.ts'
import { noteFallback } from '../notifications/note-fallback.ts'
import { noteGone } from '../notifications/warn-shutdowns.ts'
import { settleAnswers } from '../quotas/settle.ts'
import type { Asked } from './asked.ts'
import { gather, gatherPer } from './gather.ts'
import { stoppedReason } from './no-answer.ts'

interface Stored {
  tenantId: string
  inboxId: string
  asked: Asked
  climbed: Climbed | Compared
  /** Calls of models that are paid for with this answer. */
  settlements?: readonly Settlement[]
}

const previewCharacters = 160
/** The grammar accounts for every word of a question; how sure a model's reading is, nobody knows. */
const confidenceOfModel = 0.7

/** One statement for all rows: on the embedded database every round trip counts, and a turn has this one only. */
const storeSql = `
  with turn as (
    select * from jsonb_to_recordset($2::jsonb) as t (
      inbox_id uuid, conversation_id uuid, question_id uuid, answer_id uuid, outbox_id uuid, position int,
      question text, answer jsonb, llm_used text, metadata jsonb, context jsonb, platform text, destination text)
  ), question as (
    insert into messages (tenant_id, id, conversation_id, position, role, content)
    select $1, question_id, conversation_id, position, 'user', question from turn
  ), answer as (
    insert into messages (tenant_id, id, conversation_id, position, role, content, answer, stage, llm_used, confidence,
                          response_time_ms, metadata)
    select $1, answer_id, conversation_id, position + 1, 'assistant', answer->>'text', answer, answer->>'stage', llm_used,
           case answer->>'stage' when 'none' then null when 'model' then ${confidenceOfModel} else 1 end, (answer->>'response_time_ms')::real, metadata
      from turn
  ), memory as (
    update conversations c
       set context = t.context, message_count = t.position + 2, updated_at = now(),
           preview = left(t.answer->>'text', ${previewCharacters})
      from turn t where c.tenant_id = $1 and c.id = t.conversation_id
  ), sending as (
    insert into outbox (tenant_id, id, inbox_id, platform, destination, position, payload)
    select $1, outbox_id, inbox_id, platform, destination, 0, jsonb_build_object('message_id', answer_id) from turn
  )
  update inbox i set state = 'done', done_at = now(), updated_at = now()
    from turn t where i.tenant_id = $1 and i.id = t.inbox_id`

type Fallback = Parameters<typeof noteFallback>[2]
type Gone = Parameters<typeof noteGone>[2]

interface Turn {
  row: { answer_id: string }
  fallback: Fallback | null
  gone: Gone[]
  settlements: readonly Settlement[]
}

/**
 * The first of the chain gave nothing: who answered in its place, and why. Nothing of a comparison, which has none, nor
 * of a stopped question, where nobody was to answer.
 */
const fallbackOf = (climbed: Climbed | Compared): Fallback | null => {
  const [first] = climbed.attempts
  if ('slots' in climbed || climbed.answer.fallback_reason === stoppedReason) return null
  if (!first || first.outcome === 'completed' || first.llm === climbed.llmUsed) return null
  return { llm: first.llm, instead: climbed.llmUsed, reason: first.outcome }
}

/** Models that their provider did not know when this answer asked for them. */
const goneOf = (climbed: Climbed | Compared): Gone[] => {
  const instead = 'slots' in climbed ? null : climbed.llmUsed
  const gone = climbed.attempts.filter(({ outcome }) => outcome === 'gone')
  return gone.map(({ llm }) => ({ llm, instead }))
}

const store = gatherPer((core) =>
  gather((tenantId: string, turns: Turn[]) =>
    withTenant(core.db, tenantId, async () => {
      const rows = turns.map(({ row }) => row)
      await core.db.sequelize.query(storeSql, { bind: [tenantId, JSON.stringify(rows)] })
      for (const { fallback } of turns) if (fallback) await noteFallback(core.db, tenantId, fallback)
      for (const gone of turns.flatMap((turn) => turn.gone)) await noteGone(core.db, tenantId, gone)
      const paid = turns.filter(({ settlements }) => settlements.length > 0)
      // Last: it locks the tenant's counter until the commit.
      if (paid.length > 0) {
        const answers = paid.map(({ row, settlements }) => ({ messageId: row.answer_id, settlements }))
        await settleAnswers(core.db, tenantId, answers)
      }
      return turns
    }),
  ),
)

/** Who serves the model that was used; null when a template answered after all. */
const providerOf = ({ attempts, llmUsed }: Climbed): string | null =>
  attempts.find(({ llm, outcome }) => llm === llmUsed && outcome === 'completed')?.provider ?? null

/**
 * Question, answer, what its models cost, the conversation's memory, what is to be sent and the event's end commit
 * together.
 * @returns the answer with the ids that it got
 */
export const storeAnswer = async (
  core: Core,
  { tenantId, inboxId, asked, climbed, settlements = [] }: Stored,
): Promise<Answer> => {
  // In this order: they share a time, and lists then go by the ids.
  const [questionId, answerId] = [uuid(), uuid()]
  const answer: Answer = { ...climbed.answer, conversation_id: asked.conversation_id, message_id: answerId }
  const row = {
    inbox_id: inboxId,
    conversation_id: asked.conversation_id,
    question_id: questionId,
    answer_id: answerId,
    outbox_id: uuid(),
    position: asked.message_count,
    question: asked.payload.text,
    answer,
    llm_used: climbed.llmUsed ?? 'none',
    metadata: {
      trace: climbed.trace,
      ...(climbed.attempts.length > 0 && { attempts: climbed.attempts, ai_provider: providerOf(climbed) }),
      ...('slots' in climbed && { ai_responses: climbed.slots }),
      nlp: readNlp(asked.payload.text, answer),
    },
    context: { follow_up: climbed.context },
    platform: asked.payload.platform,
    destination: asked.payload.destination,
  }
  await store(core)(tenantId, { row, fallback: fallbackOf(climbed), gone: goneOf(climbed), settlements })
  return answer
}
