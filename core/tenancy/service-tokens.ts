import { Op } from 'sequelize'
import { stringify as formatUuid, parse as parseUuid } from 'uuid'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { ServiceToken } from '../../db/models/service-token.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, can, type TenantActor } from '../access/can.ts'
import { recordingTries } from '../access/escalation.ts'
import type { Permission } from '../access/permissions.ts'
import { AppError } from '../errors.ts'
import { hashSecret, makeSecret } from './tokens.ts'

const { defaultDays } = limits.serviceTokens
const dayMs = 24 * 3_600_000

/** Marks a token as a program's, for whoever finds one and for what searches code for secrets. */
export const serviceTokenPrefix = 'sxt_'

/** The tenant stands in it, since who calls is looked up inside of a tenant: 22 letters, then the secret's 43. */
const makeToken = (tenantId: string): string =>
  `${serviceTokenPrefix}${Buffer.from(parseUuid(tenantId)).toString('base64url')}${makeSecret()}`

const tenantOf = (token: string): string | null => {
  const [, tenant] = /^sxt_([\w-]{22})[\w-]{43}$/.exec(token) ?? []
  if (tenant === undefined) return null
  try {
    return formatUuid(Buffer.from(tenant, 'base64url'))
  } catch {
    // Sixteen bytes that are no UUID.
    return null
  }
}

export interface NewServiceToken {
  name: string
  scopes: Permission[]
  /** A day when absent. */
  expiresInDays?: number
}

/**
 * Makes a token for a program, with scopes that its maker holds.
 * @returns the token itself too, which is stored nowhere
 * @throws AppError `forbidden` with the first scope that the maker lacks as `missing`
 */
export const createServiceToken = async (
  db: Database,
  actor: TenantActor,
  { name, scopes, expiresInDays = defaultDays }: NewServiceToken,
): Promise<{ row: ServiceToken; token: string }> => {
  authorize(actor, 'users:manage')
  // What operators alone may do is for no program of a tenant, whoever makes its token.
  const missing = scopes.find((scope) => scope === 'tenants:manage' || !can(actor, scope))
  if (missing)
    await recordingTries(db, actor, { action: 'service_token.created', permission: 'users:manage' }, () =>
      Promise.reject(
        new AppError('forbidden', `a token has no scope that its maker lacks: ${missing}`, {
          details: { missing },
        }),
      ),
    )
  const { tenantId } = actor
  const token = makeToken(tenantId)
  const row = await withTenant(db, tenantId, async () => {
    const made = await db.models.ServiceToken.create({
      tenantId,
      name,
      tokenHash: hashSecret(token),
      scopes: [...new Set(scopes)].sort(),
      createdBy: `${actor.kind}:${actor.id}`,
      expiresAt: new Date(Date.now() + expiresInDays * dayMs),
    })
    await recordAct(db, actor, {
      action: 'service_token.created',
      permission: 'users:manage',
      target: { kind: 'service_token', id: made.id },
      details: { scopes: made.scopes, expiresAt: made.expiresAt },
    })
    return made
  })
  return { row, token }
}

/** The tenant's, newest first, those that are over too. */
export const listServiceTokens = (
  db: Database,
  actor: TenantActor,
  { limit, after }: { limit: number; after: { createdAt: Date; id: string } | null },
): Promise<ServiceToken[]> => {
  authorize(actor, 'users:manage')
  const { tenantId } = actor
  const isAfter = after && {
    [Op.or]: [
      { createdAt: { [Op.lt]: after.createdAt } },
      { createdAt: after.createdAt, id: { [Op.lt]: after.id } },
    ],
  }
  return withTenant(db, tenantId, () =>
    db.models.ServiceToken.findAll({
      where: { tenantId, ...isAfter },
      order: [
        ['createdAt', 'desc'],
        ['id', 'desc'],
      ],
      limit,
    }),
  )
}

/** Ends a token; one that is over already stays as it is. @throws AppError `not_found` */
export const revokeServiceToken = (db: Database, actor: TenantActor, id: string): Promise<void> => {
  authorize(actor, 'users:manage')
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const row = await db.models.ServiceToken.findOne({ where: { tenantId, id } })
    if (!row) throw new AppError('not_found', 'there is no such service token')
    if (row.revokedAt !== null) return
    await row.update({ revokedAt: new Date() })
    const target = { kind: 'service_token', id }
    await recordAct(db, actor, { action: 'service_token.revoked', permission: 'users:manage', target })
  })
}

/** Written at most once a minute: a busy program is no reason to write with every request. */
const noteUse = async (db: Database, row: ServiceToken, now: Date): Promise<void> => {
  const minuteAgo = new Date(now.getTime() - 60_000)
  const { tenantId, id, lastUsedAt } = row
  if (lastUsedAt !== null && lastUsedAt > minuteAgo) return
  await db.models.ServiceToken.update({ lastUsedAt: now }, { where: { tenantId, id }, silent: true })
}

/** What a live token stands for; null for one that is unknown, over or revoked. */
export const findServiceToken = (
  db: Database,
  token: string,
): Promise<{ id: string; tenantId: string; scopes: string[]; expiresAt: Date } | null> => {
  const tenantId = tenantOf(token)
  if (tenantId === null) return Promise.resolve(null)
  return withTenant(db, tenantId, async () => {
    const now = new Date()
    const row = await db.models.ServiceToken.findOne({
      where: { tenantId, tokenHash: hashSecret(token), revokedAt: null, expiresAt: { [Op.gt]: now } },
    })
    if (row) await noteUse(db, row, now)
    return row
  })
}
