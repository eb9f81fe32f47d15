import { Op } from 'sequelize'
import { acrossTenants } from '../../db/across-tenants.ts'
import type { Database } from '../../db/database.ts'
import type { TenantKey } from '../../db/models/credential.ts'
import { asOwner } from '../../db/tenant.ts'
import { recordDeploymentAct } from '../access/audit.ts'
import { type Actor, authorize, operatorActor } from '../access/can.ts'
import { AppError, isAppError } from '../errors.ts'
import { resealTokens } from './bot-tokens.ts'
import { dropNextKey, readMasterKey, readNextKey, stageNextKey, takeNextKey } from './master-key.ts'
import { keyIdOf, type SealKey } from './seal.ts'
import { unwrapTenantKey, wrappingKeyOf, wrapTenantKey } from './tenant-keys.ts'

const permission = 'tenants:manage'

/** Tenants' keys, and the tokens of chat workspaces, by what became of them. */
export interface Rotation {
  rewrapped: number
  /** Chat workspaces whose tokens went along. */
  workspaces: number
  /** Of both, those under the new master key before. */
  already: number
  /** Of both, those under neither; left as they are. */
  unreadable: number
}

const rewrap = async (
  row: TenantKey,
  from: SealKey,
  to: SealKey,
): Promise<'already' | 'rewrapped' | 'unreadable'> => {
  try {
    const isDone = keyIdOf(row.wrapped) === to.id
    const { bytes } = unwrapTenantKey(isDone ? to : from, row)
    if (isDone) return 'already'
    await row.update({ wrapped: wrapTenantKey(to, row, bytes) })
    return 'rewrapped'
  } catch (error) {
    if (isAppError(error, 'secret_unreadable')) return 'unreadable'
    throw error
  }
}

/** The tokens of chat workspaces have no key of a tenant in between: each is sealed anew. */
const resealWorkspaces = async (db: Database, keys: { from: Buffer; to: Buffer }, counts: Rotation) => {
  const where = { [Op.or]: [{ botToken: { [Op.ne]: null } }, { refreshToken: { [Op.ne]: null } }] }
  for (const row of await db.models.Workspace.findAll({ where, order: ['id'] })) {
    const outcome = await resealTokens(row, keys)
    counts[outcome === 'resealed' ? 'workspaces' : outcome] += 1
  }
}

/**
 * Wraps the keys of all tenants with another master key, and seals the tokens of chat workspaces by it, in one
 * transaction: all or none. The tenants' secrets themselves stay as they are. What a process that still had the old master key stored meanwhile is taken along by a second run.
 * @throws AppError `forbidden`, `secret_unreadable` when `from` opens none of the keys there are
 */
export const rewrapTenantKeys = (
  db: Database,
  actor: Actor,
  { from, to }: { from: Buffer; to: Buffer },
): Promise<Rotation> => {
  authorize(actor, permission)
  const [wrappedBy, wrapsWith] = [wrappingKeyOf(from), wrappingKeyOf(to)]
  const { TenantKey } = db.models
  return asOwner(db, async (transaction) => {
    const counts: Rotation = { rewrapped: 0, already: 0, workspaces: 0, unreadable: 0 }
    // Two rotations at once would each take the rows that the other one has not reached yet.
    await db.sequelize.query('lock table tenant_keys, workspaces in share row exclusive mode', {
      transaction,
    })
    await acrossTenants(db, async (tenantId) => {
      for (const row of await TenantKey.findAll({ where: { tenantId } }))
        counts[await rewrap(row, wrappedBy, wrapsWith)] += 1
    })
    await resealWorkspaces(db, { from, to }, counts)
    if (counts.unreadable > 0 && counts.rewrapped + counts.already + counts.workspaces === 0)
      throw new AppError('secret_unreadable', 'the master key opens none of the stored keys')
    await recordDeploymentAct(db, actor, { action: 'master_key.rotated', permission, details: { ...counts } })
    return counts
  })
}

/** The rows first, the file then: in between, and only there, the rows need the key that waits beside it. */
const rotateTo = async (db: Database, actor: Actor, { dataDir, to }: { dataDir: string; to: Buffer }) => {
  const from = await readMasterKey({ masterKey: null, dataDir })
  try {
    const counts = await rewrapTenantKeys(db, actor, { from, to })
    await takeNextKey(dataDir)
    return counts
  } catch (error) {
    if (isAppError(error, 'secret_unreadable')) await dropNextKey(dataDir)
    throw error
  }
}

const starting = { ...operatorActor('start', null), kind: 'system' as const }

/** Ends a rotation of the generated key that a crash broke off; to be called before that key is read. */
export const resumeRotation = async (
  db: Database,
  { masterKey, dataDir }: { masterKey: string | null; dataDir: string },
  actor: Actor = starting,
): Promise<void> => {
  const to = masterKey === null ? await readNextKey(dataDir) : null
  if (to) await rotateTo(db, actor, { dataDir, to })
}

/**
 * Replaces the generated master key in `<dataDir>/secrets/master.key`. A crash at any moment loses nothing: the next
 * start, or the next run, ends it.
 * @param newKey null = a new one is generated
 * @throws as `rewrapTenantKeys`
 */
export const rotateGeneratedKey = async (
  db: Database,
  actor: Actor,
  { dataDir, newKey }: { dataDir: string; newKey: Buffer | null },
): Promise<Rotation> => {
  await resumeRotation(db, { masterKey: null, dataDir }, actor)
  return rotateTo(db, actor, { dataDir, to: await stageNextKey(dataDir, newKey) })
}
