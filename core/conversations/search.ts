import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { ownerOf } from './owner.ts'

/** A conversation in which the words were found. */
export interface Hit {
  conversationId: string
  assistantId: string
  title: string | null
  /** The latest message that has the words; null when only the title has them. */
  message: string | null
  at: Date
}

const searchSql = `
  select c.id as "conversationId", c.assistant_id as "assistantId", c.title, m.content as message,
         coalesce(m.created_at, c.updated_at) as at
    from conversations c
    left join lateral (
      select m.content, m.created_at from messages m
       where m.tenant_id = c.tenant_id and m.conversation_id = c.id and m.content ilike $4
       order by m.position desc limit 1) m on true
   where c.tenant_id = $1 and c.person_id is not distinct from $2::uuid and c.session_id is not distinct from $3
     and (m.content is not null or c.title ilike $4)
   order by at desc, c.id desc limit $5`

/** One's own conversations whose title or messages have these words, as they stand there; newest first. */
export const searchConversations = (
  core: Core,
  actor: TenantActor,
  { words, limit }: { words: string; limit: number },
): Promise<Hit[]> => {
  const { personId, sessionId } = ownerOf(actor)
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return withTenant(core.db, actor.tenantId, () =>
    core.db.sequelize.query<Hit>(searchSql, {
      type: QueryTypes.SELECT,
      bind: [actor.tenantId, personId, sessionId, pattern, limit],
    }),
  )
}

const around = 80

/** What stands around the words, cut at words. */
export const snippetOf = (message: string, words: string): string => {
  const line = message.replace(/\s+/gu, ' ')
  const at = Math.max(0, line.toLowerCase().indexOf(words.toLowerCase()))
  const from = Math.max(0, at - around)
  const to = Math.min(line.length, at + words.length + around)
  const cut = line.slice(from, to).toWellFormed()
  return `${from > 0 ? '…' : ''}${cut}${to < line.length ? '…' : ''}`
}
