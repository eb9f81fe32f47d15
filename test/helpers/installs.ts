import { v7 as uuid } from 'uuid'
import { undisguise } from '../../core/access/audit-identities.ts'
import { personActor, type TenantActor } from '../../core/access/can.ts'
import { bindWorkspace, createInstallCode } from '../../core/tenancy/install-codes.ts'
import { type Installation, storeInstallation } from '../../core/tenancy/workspaces.ts'
import type { Database } from '../../db/database.ts'
import type { Person } from '../../db/models/person.ts'
import type { Workspace } from '../../db/models/workspace.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createTestTenant } from './database.ts'

/** What Slack hands out for a workspace of its own, unless told otherwise. */
export const installationOf = (values: Partial<Installation> = {}): Installation => ({
  platform: 'slack',
  workspaceId: `T${uuid()}`,
  enterpriseId: null,
  isEnterprise: false,
  name: 'Acme Marketing',
  appId: 'A1',
  botId: 'B1',
  botUserId: 'UBOT',
  scopes: ['chat:write'],
  botToken: `xoxe.xoxb-${uuid()}`,
  refreshToken: null,
  expiresInSeconds: null,
  installedBy: 'UINSTALLER',
  ...values,
})

export const readWorkspace = (db: Database, workspaceId: string): Promise<Workspace> =>
  asOwner(db, () => db.models.Workspace.findOne({ where: { workspaceId }, rejectOnEmpty: true }))

export const addPerson = async (
  db: Database,
  tenantId: string,
  values: Partial<Person> = {},
): Promise<TenantActor> => {
  const fields = { tenantId, fullName: 'Somebody', role: 'admin', ...values }
  const { id, role } = await withTenant(db, tenantId, () => db.models.Person.create(fields))
  return personActor({ id, tenantId, role })
}

/** A tenant with an admin who has this address. */
export const openTenant = async (db: Database, email: string | null = null): Promise<TenantActor> =>
  addPerson(db, await createTestTenant(db), { email, locale: 'en' })

/** A workspace that is installed and bound to the admin's tenant. */
export const openInstall = async (
  db: Database,
  masterKey: Buffer,
  { admin, ...values }: { admin: TenantActor } & Partial<Installation>,
): Promise<Workspace> => {
  const installation = installationOf(values)
  const { platform, workspaceId } = installation
  await storeInstallation(db, masterKey, installation)
  const { code } = await createInstallCode(db, admin)
  await bindWorkspace(db, { platform, workspaceId, code, by: 'UADMIN' })
  return readWorkspace(db, workspaceId)
}

/** What is mailed to a tenant's people: to whom, and what about. */
export const readMails = (db: Database, tenantId: string) =>
  withTenant(db, tenantId, async () => {
    const where = { tenantId, platform: 'mail' }
    const rows = await db.models.OutboxMessage.findAll({ where, order: ['createdAt', 'id'] })
    return rows.map(({ destination, payload }) => {
      const { type, data, audience } = payload.mail as Record<'type' | 'data' | 'audience', unknown>
      return { to: destination, type, data, audience }
    })
  })

/** The trail with the names that its pseudonyms stand for, oldest first. */
export const readActs = (db: Database, tenantId: string) =>
  withTenant(db, tenantId, async () => {
    const acts = await db.models.AuditEvent.findAll({
      where: { tenantId },
      order: ['createdAt', 'id'],
      raw: true,
    })
    await undisguise(db, tenantId, acts)
    return acts
  })
