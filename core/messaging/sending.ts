import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import { type Answer, answerSchema } from '../answers/answer.ts'
import { completeLook, type Look } from '../assistants/look.ts'
import type { Core } from '../core.ts'
import { type IncomingMessage, incomingMessageSchema } from './incoming.ts'

/** An answer that is to be sent, with the question that it is for. */
export interface Sending {
  inboxId: string
  question: IncomingMessage
  answer: Answer
  assistantName: string
  look: Look
  /** What the assistant says to begin with, also when its first question was put right; null once it goes on. */
  welcome: string | null
}

interface Row {
  inboxId: string
  question: unknown
  answer: unknown
  assistantName: string
  look: Partial<Look>
  welcome: string | null
}

/** What an outbox row of an answer is about; null when it was deleted meanwhile. */
export const readSending = (core: Core, tenantId: string, outboxId: string): Promise<Sending | null> =>
  withTenant(core.db, tenantId, async () => {
    const [row] = await core.db.sequelize.query<Row>(
      `select i.id as "inboxId", i.payload as question, m.answer, a.name as "assistantName", a.look,
              case when m.position = 1 or exists (
                select from outbox fo join messages fm
                    on fm.tenant_id = fo.tenant_id and fm.id = (fo.payload->>'message_id')::uuid
                 where fo.tenant_id = i.tenant_id and fo.inbox_id = (i.payload#>>'{chat,replaces}')::uuid
                   and fm.position = 1
              ) then a.welcome_message end as welcome
         from outbox o
         join inbox i on i.tenant_id = o.tenant_id and i.id = o.inbox_id
         join messages m on m.tenant_id = o.tenant_id and m.id = (o.payload->>'message_id')::uuid
         join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
         join assistants a on a.tenant_id = c.tenant_id and a.id = c.assistant_id
        where o.tenant_id = $1 and o.id = $2`,
      { type: QueryTypes.SELECT, bind: [tenantId, outboxId] },
    )
    if (!row) return null
    const { inboxId, question, answer, assistantName, look, welcome } = row
    return {
      inboxId,
      question: incomingMessageSchema.parse(question),
      answer: answerSchema.parse(answer),
      assistantName,
      look: completeLook(look),
      welcome,
    }
  })
