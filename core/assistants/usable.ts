import { QueryTypes } from 'sequelize'
import { meetsAllAssistants, type TenantActor } from '../access/can.ts'
import { ownerOf } from '../conversations/owner.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { contactOf, suspension } from '../tenancy/standing.ts'

/** Who wants to ask which assistant, going on with a conversation or starting one. */
export interface Wish {
  actor: TenantActor
  assistantId: string
  conversationId: string | null
}

interface Found {
  at: number
  isActive: boolean
  isPublic: boolean
  datasetId: string | null
  isTenantActive: boolean
  contactName: string | null
  contactEmail: string | null
  conversationId: string | null
}

const findSql = `
  select w.at, a.is_active as "isActive", a.is_public as "isPublic", a.dataset_id as "datasetId",
         t.is_active as "isTenantActive", t.contact_name as "contactName",
         t.contact_email as "contactEmail", c.id as "conversationId"
    from jsonb_to_recordset($2::jsonb) as w (
           at int, assistant_id uuid, conversation_id uuid, person_id uuid, session_id text)
    join assistants a on a.tenant_id = $1 and a.id = w.assistant_id
    join tenants t on t.id = a.tenant_id
    left join conversations c on c.tenant_id = a.tenant_id and c.id = w.conversation_id and c.assistant_id = a.id
          and c.person_id is not distinct from w.person_id and c.session_id is not distinct from w.session_id`

const isHidden = ({ actor, assistantId }: Wish, { isPublic }: Found): boolean =>
  !isPublic && !meetsAllAssistants(actor) && !actor.assistantIds?.includes(assistantId)

const refusalOf = (wish: Wish, found: Found | undefined): AppError | null => {
  const { conversationId } = wish
  if (!found || isHidden(wish, found)) return new AppError('not_found', 'No such assistant.')
  if (!found.isTenantActive) return suspension(contactOf(found))
  if (!found.isActive) return new AppError('assistant_inactive', 'This assistant is switched off.')
  if (!found.datasetId) return new AppError('assistant_not_ready', 'This assistant has no data yet.')
  if (conversationId && !found.conversationId) return new AppError('not_found', 'No such conversation.')
  return null
}

/**
 * Whether each of them may ask now, and if not why: not_found (also for another person's conversation),
 * assistant_inactive, assistant_not_ready, tenant_suspended. Inside `withTenant`.
 */
export const findRefusals = async (
  core: Core,
  tenantId: string,
  wishes: Wish[],
): Promise<(AppError | null)[]> => {
  const rows = wishes.map(({ actor, assistantId, conversationId }, at) => {
    const { personId, sessionId } = ownerOf(actor)
    const owner = { person_id: personId, session_id: sessionId }
    return { at, assistant_id: assistantId, conversation_id: conversationId, ...owner }
  })
  const found = await core.db.sequelize.query<Found>(findSql, {
    type: QueryTypes.SELECT,
    bind: [tenantId, JSON.stringify(rows)],
  })
  const byPlace = new Map(found.map((row) => [row.at, row]))
  return wishes.map((wish, at) => refusalOf(wish, byPlace.get(at)))
}
