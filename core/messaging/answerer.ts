import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import { completeLook, type Look } from '../assistants/look.ts'
import type { Core } from '../core.ts'

/** Who answers, as people see them. */
export interface Answerer {
  name: string
  look: Look
}

/** The assistant that a question waits for; null when it was deleted meanwhile. */
export const readAnswerer = (core: Core, tenantId: string, inboxId: string): Promise<Answerer | null> =>
  withTenant(core.db, tenantId, async () => {
    const [row] = await core.db.sequelize.query<{ name: string; look: Partial<Look> }>(
      `select a.name, a.look
         from inbox i
         join conversations c on c.tenant_id = i.tenant_id and c.id = i.conversation_id
         join assistants a on a.tenant_id = c.tenant_id and a.id = c.assistant_id
        where i.tenant_id = $1 and i.id = $2`,
      { type: QueryTypes.SELECT, bind: [tenantId, inboxId] },
    )
    return row ? { name: row.name, look: completeLook(row.look) } : null
  })
