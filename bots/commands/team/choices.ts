import { listRoles } from '../../../core/access/roles.ts'
import { listServices } from '../../../core/tenancy/services.ts'
import type { Role } from '../../../db/models/role.ts'
import type { Service } from '../../../db/models/service.ts'
import type { CommandContext } from '../command.ts'

/** As many as a select offers. */
const mostChoices = 100

/** What people of the tenant can be given: roles, and services to belong to. @throws forbidden for visitors */
export const readChoices = async ({
  core,
  actor,
}: CommandContext): Promise<{ roles: Role[]; services: Service[] }> => {
  const page = { limit: mostChoices, after: null }
  return {
    roles: await listRoles(core.db, actor, page),
    services: await listServices(core.db, actor, page),
  }
}
