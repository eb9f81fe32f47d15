import { QueryTypes } from 'sequelize'
import { type Database, openDatabase } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'

/** What a client knows of the questions it asked, whatever became of the server. */
export interface AskedQuestion {
  text: string
  conversationId: string | null
  /** Answered with 2xx. */
  messageId: string | null
  /** Sent with a key and repeated until it was answered. */
  isInsisted: boolean
}

interface StoredMessage {
  id: string
  conversation_id: string
  position: number
  role: 'user' | 'assistant'
  content: string
}

export interface Findings {
  /** One sentence each; empty when every promise was kept. */
  faults: string[]
  questions: number
  /** Questions that the client had no answer to, and that were answered all the same. */
  answeredUnheard: number
}

const readAll = async (db: Database) => {
  const tenant = await asOwner(db, () =>
    db.models.Tenant.findOne({ where: { clientId: 'demo' }, rejectOnEmpty: true }),
  )
  const select = <T extends object>(sql: string) => db.sequelize.query<T>(sql, { type: QueryTypes.SELECT })
  const stored = await withTenant(db, tenant.id, async () => ({
    messages: await select<StoredMessage>(
      'select id, conversation_id, position, role, content from messages order by conversation_id, position',
    ),
    events: await select<{ id: string; state: string; conversation_id: string; text: string }>(
      `select id, state, conversation_id, payload->>'text' as text from inbox`,
    ),
    conversations: await select<{ id: string; message_count: number }>(
      'select id, message_count from conversations',
    ),
    outbox: await select<{ inbox_id: string; message_id: string }>(
      `select inbox_id, payload->>'message_id' as message_id from outbox`,
    ),
  }))
  const jobs = await select<{ name: string; n: number }>(
    `select name, count(*)::int as n from pgboss.job
      where state in ('created', 'retry', 'active') and name like 'answer-question%' group by name`,
  )
  return { ...stored, jobs }
}

type Stored = Awaited<ReturnType<typeof readAll>>

const countBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

/** Every accepted event is done, with one thing to send; every question stands in its conversation with one answer. */
const judgeStored = ({ messages, events, conversations, outbox, jobs }: Stored): string[] => {
  const faults: string[] = []
  const sent = countBy(outbox, ({ inbox_id }) => inbox_id)
  const said = countBy(
    messages.filter(({ role }) => role === 'user'),
    ({ conversation_id, content }) => `${conversation_id} ${content}`,
  )
  for (const { name, n } of jobs) faults.push(`${n} jobs left in ${name}`)
  for (const event of events) {
    if (event.state !== 'done') faults.push(`accepted and not answered (${event.state}): ${event.text}`)
    if (sent.get(event.id) !== 1) faults.push(`${sent.get(event.id) ?? 0} answers to send for: ${event.text}`)
    const times = said.get(`${event.conversation_id} ${event.text}`)
    if (times !== 1) faults.push(`${times ?? 0} times in its conversation: ${event.text}`)
  }
  for (const { id, message_count } of conversations) {
    const rows = messages.filter(({ conversation_id }) => conversation_id === id)
    if (rows.length !== message_count) faults.push(`${id} counts ${message_count} of ${rows.length} messages`)
    const isWhole = rows.every(
      ({ position, role }, at) => position === at && role === (at % 2 === 0 ? 'user' : 'assistant'),
    )
    if (!isWhole || rows.length % 2 !== 0) faults.push(`${id} does not go question, answer, question, answer`)
  }
  return faults
}

const judgeAsked = ({ messages, events }: Stored, asked: readonly AskedQuestion[]): string[] => {
  const faults: string[] = []
  const byText = countBy(events, ({ text }) => text)
  const byId = new Map(messages.map((message) => [message.id, message]))
  for (const question of asked) {
    const times = byText.get(question.text) ?? 0
    if (times > 1) faults.push(`accepted ${times} times: ${question.text}`)
    if (question.messageId === null) {
      if (question.isInsisted) faults.push(`never answered in spite of its key: ${question.text}`)
      continue
    }
    const answer = byId.get(question.messageId)
    if (!answer) faults.push(`answered with 2xx and lost: ${question.text}`)
    else if (answer.conversation_id !== question.conversationId)
      faults.push(`answered in another conversation: ${question.text}`)
  }
  return faults
}

/** Holds what the client saw against what an ended server left in its database. */
export const judgeAnswers = async (
  place: { databaseUrl: string | null; dataDir: string },
  asked: readonly AskedQuestion[],
): Promise<Findings> => {
  const db = await openDatabase(place)
  try {
    const stored = await readAll(db)
    const heard = new Set(asked.filter(({ messageId }) => messageId).map(({ text }) => text))
    return {
      faults: [...judgeStored(stored), ...judgeAsked(stored, asked)],
      questions: stored.events.length,
      answeredUnheard: stored.events.filter(({ text }) => !heard.has(text)).length,
    }
  } finally {
    await db.close()
  }
}
