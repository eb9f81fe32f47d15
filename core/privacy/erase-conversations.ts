import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { inTenantAsOwner } from '../../db/tenant.ts'
import { tenantTables } from './inventory.ts'
import { asked, othersAskIn, ownMessages, ownsConversation } from './sql.ts'
import { bindsOf, type Subject } from './subject.ts'

const batchRows = 1_000

interface Erasing {
  db: Database
  subject: Subject
  /** Says how far it has come, 0 to 1. */
  report(share: number): Promise<void>
}

const run = ({ db, subject }: Erasing, sql: string, more: Record<string, unknown> = {}): Promise<unknown> =>
  inTenantAsOwner(db, subject.tenantId, () =>
    db.sequelize.query(sql, { bind: { ...bindsOf(subject), ...more } }),
  )

const idsOf = async ({ db, subject }: Erasing, sql: string): Promise<string[]> => {
  const rows = await inTenantAsOwner(db, subject.tenantId, () =>
    db.sequelize.query<{ id: string }>(sql, { bind: bindsOf(subject), type: QueryTypes.SELECT }),
  )
  return rows.map(({ id }) => id)
}

const removeByIds = async (
  erasing: Erasing,
  { statements, ids, share }: { statements: string[]; ids: string[]; share: [from: number, to: number] },
): Promise<void> => {
  const [from, to] = share
  for (let at = 0; at < ids.length; at += batchRows) {
    await erasing.report(from + ((to - from) * at) / ids.length)
    const batch = ids.slice(at, at + batchRows)
    for (const statement of statements) await run(erasing, statement, { ids: batch })
  }
}

/** Questions before answers: an answer tells which question it belongs to, also to who takes this up after a crash. */
const messageIds = `
  select t.id::text as id from messages t where t.tenant_id = $tenant::uuid and ${ownMessages('t')}
   order by t.role = 'assistant', t.id`
const eventIds = `
  select t.id::text as id from inbox t where t.tenant_id = $tenant::uuid and ${asked('t')} order by t.id`

/** What was made from the words that go, where the conversation itself stays. */
const forgetMemory = `
  update conversations c set preview = null, context = '{}',
         title = case when mine.first = 0 then null else c.title end
    from (select t.conversation_id as id, min(t.position) as first from messages t
           where t.tenant_id = $tenant::uuid and ${ownMessages('t')} group by 1) mine
   where c.tenant_id = $tenant::uuid and c.id = mine.id`

const removeMessages = [
  `delete from sent_messages t where t.tenant_id = $tenant::uuid and t.message_id = any($ids::uuid[])`,
  `delete from messages t where t.tenant_id = $tenant::uuid and t.id = any($ids::uuid[])`,
]
const removeEvents = [`delete from inbox t where t.tenant_id = $tenant::uuid and t.id = any($ids::uuid[])`]

const own = `t.tenant_id = $tenant::uuid and ${ownsConversation('t')}`
const endConversations = [
  `delete from sent_messages t where t.tenant_id = $tenant::uuid and ${tenantTables.sent_messages?.mine}`,
  `delete from conversations t where ${own} and not ${othersAskIn('t')}`,
  `update conversations t set person_id = null, session_id = $ghost, title = null, user_info = '{}', tags = '[]'
    where ${own}`,
]

/**
 * Removes what somebody asked and was answered, wherever that was. A conversation in which others asked too stays for
 * them, without its owner. Every batch commits; a second run goes on where the first ended.
 */
export const eraseConversations = async (erasing: Erasing): Promise<void> => {
  await run(erasing, forgetMemory)
  const messages = await idsOf(erasing, messageIds)
  await removeByIds(erasing, { statements: removeMessages, ids: messages, share: [0, 0.6] })
  const events = await idsOf(erasing, eventIds)
  await removeByIds(erasing, { statements: removeEvents, ids: events, share: [0.6, 0.9] })
  for (const statement of endConversations) await run(erasing, statement)
}
