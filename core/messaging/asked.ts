import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { Locale } from '../answers/answer.ts'
import type { FollowUpContext } from '../answers/understand/understanding.ts'
import type { Core } from '../core.ts'
import { gather, gatherPer } from './gather.ts'
import type { IncomingMessage } from './incoming.ts'

/** Everything that the answer needs, read in one go. */
export interface Asked {
  payload: IncomingMessage
  state: 'received' | 'done' | 'failed'
  /** Somebody does not want it answered any more. */
  is_stopped: boolean
  /** Its tenant was suspended while it waited. */
  is_suspended: boolean
  contact_name: string | null
  contact_email: string | null
  conversation_id: string
  message_count: number
  context: { follow_up?: FollowUpContext | null }
  assistant_id: string
  assistant_locale: Locale
  theme: string
  custom_instructions: string | null
  default_llm: string | null
  fallback_llm: string | null
  temperature: number | null
  /** Whose conversation it is; null = of somebody who is not signed in. */
  person_id: string | null
  /** The department of whoever asks. */
  service_id: string | null
  dataset_id: string
  dataset_updated_at: Date
  /** The tenant has a key or an address for models of its own. */
  has_own_access: boolean
}

const askedSql = `
  select i.id as inbox_id, i.payload, i.state, i.stopped_at is not null as is_stopped,
         not t.is_active as is_suspended, t.contact_name, t.contact_email,
         c.id as conversation_id, c.message_count, c.context, c.person_id, a.id as assistant_id, a.locale as assistant_locale, a.theme, a.custom_instructions, a.default_llm,
         a.fallback_llm, a.temperature::float8 as temperature, d.id as dataset_id, d.updated_at as dataset_updated_at,
         (exists (select 1 from credentials where tenant_id = $1) or exists (
           select 1 from llm_models where tenant_id = $1 and is_active and api_url is not null)) as has_own_access,
         p.service_id
    from inbox i
    join tenants t on t.id = i.tenant_id
    join conversations c on c.tenant_id = i.tenant_id and c.id = i.conversation_id
    left join people p on p.tenant_id = i.tenant_id and p.id = case
      when jsonb_typeof(i.payload -> 'chat') = 'object' then (i.payload ->> 'person_id')::uuid else c.person_id end
    join assistants a on a.tenant_id = c.tenant_id and a.id = c.assistant_id
    join datasets d on d.tenant_id = a.tenant_id and d.id = a.dataset_id
   where i.tenant_id = $1 and i.id = any($2::uuid[])`

const readAll = (core: Core, tenantId: string, inboxIds: string[]): Promise<(Asked | null)[]> =>
  withTenant(core.db, tenantId, async () => {
    const rows = await core.db.sequelize.query<Asked & { inbox_id: string }>(askedSql, {
      type: QueryTypes.SELECT,
      bind: [tenantId, inboxIds],
    })
    const byId = new Map(rows.map((row) => [row.inbox_id, row]))
    return inboxIds.map((id) => byId.get(id) ?? null)
  })

/** An accepted question with all that its answer needs; null when its assistant is gone. */
export const readAsked = gatherPer((core: Core) =>
  gather((tenantId: string, ids: string[]) => readAll(core, tenantId, ids)),
)
