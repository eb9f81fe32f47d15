import { v7 as uuid } from 'uuid'
import { withTenant } from '../../db/tenant.ts'
import type { Answer } from '../answers/answer.ts'
import type { Climbed } from '../answers/ladder.ts'
import type { Core } from '../core.ts'
import type { Asked } from './asked.ts'
import { gather, gatherPer } from './gather.ts'

interface Stored {
  tenantId: string
  inboxId: string
  asked: Asked
  climbed: Climbed
}

const previewCharacters = 160

/** One statement for all rows: on the embedded database every round trip counts, and a turn has this one only. */
const storeSql = `
  with turn as (
    select * from jsonb_to_recordset($2::jsonb) as t (
      inbox_id uuid, conversation_id uuid, question_id uuid, answer_id uuid, outbox_id uuid, position int,
      question text, answer jsonb, metadata jsonb, context jsonb, platform text, destination text)
  ), question as (
    insert into messages (tenant_id, id, conversation_id, position, role, content)
    select $1, question_id, conversation_id, position, 'user', question from turn
  ), answer as (
    insert into messages (tenant_id, id, conversation_id, position, role, content, answer, llm_used, confidence,
                          response_time_ms, metadata)
    select $1, answer_id, conversation_id, position + 1, 'assistant', answer->>'text', answer, 'none',
           case when answer->>'stage' = 'none' then null else 1 end, (answer->>'response_time_ms')::real, metadata
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

const store = gatherPer((core) =>
  gather((tenantId: string, turns: object[]) =>
    withTenant(core.db, tenantId, async () => {
      await core.db.sequelize.query(storeSql, { bind: [tenantId, JSON.stringify(turns)] })
      return turns
    }),
  ),
)

/**
 * Question, answer, the conversation's memory, what is to be sent and the event's end commit together.
 * @returns the answer with the ids that it got
 */
export const storeAnswer = async (
  core: Core,
  { tenantId, inboxId, asked, climbed }: Stored,
): Promise<Answer> => {
  // In this order: they share a time, and lists then go by the ids.
  const [questionId, answerId] = [uuid(), uuid()]
  const answer: Answer = { ...climbed.answer, conversation_id: asked.conversation_id, message_id: answerId }
  await store(core)(tenantId, {
    inbox_id: inboxId,
    conversation_id: asked.conversation_id,
    question_id: questionId,
    answer_id: answerId,
    outbox_id: uuid(),
    position: asked.message_count,
    question: asked.payload.text,
    answer,
    metadata: { trace: climbed.trace },
    context: { follow_up: climbed.context },
    platform: asked.payload.platform,
    destination: asked.payload.destination,
  })
  return answer
}
