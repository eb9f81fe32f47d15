import { Op, type WhereOptions } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { Session } from '../../db/models/session.ts'
import { asOwner } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import type { Account } from './authentication.ts'
import { inHolderScope, recordOwn } from './holder-trail.ts'
import { absoluteSeconds, startOf } from './sessions.ts'

/** One place where somebody is signed in. */
export interface OwnSession {
  /** Of the family of its refresh tokens, as the access token's `sid` names it. */
  id: string
  /** When it began. */
  createdAt: Date
  /** When its tokens were last renewed. */
  lastUsedAt: Date
  /** Without further use. */
  expiresAt: Date
  userAgent: string | null
}

/** Of an older version nothing counts any more. */
const liveOf = ({ holder, tokenVersion }: Account): WhereOptions<Session> => {
  const now = new Date()
  return {
    holderKind: holder.kind,
    holderId: holder.id,
    tokenVersion,
    revokedAt: null,
    expiresAt: { [Op.gt]: now },
    absoluteExpiresAt: { [Op.gt]: now },
  }
}

const inListAfter = (after: { createdAt: Date; id: string }): WhereOptions<Session> => {
  const absoluteExpiresAt = new Date(after.createdAt.getTime() + absoluteSeconds * 1000)
  return {
    [Op.or]: [
      { absoluteExpiresAt: { [Op.lt]: absoluteExpiresAt } },
      { absoluteExpiresAt, familyId: { [Op.lt]: after.id } },
    ],
  }
}

/** Where an account is signed in, the newest first. */
export const listOwnSessions = (
  db: Database,
  account: Account,
  { limit, after }: { limit: number; after: { createdAt: Date; id: string } | null },
): Promise<OwnSession[]> =>
  asOwner(db, async () => {
    const rows = await db.models.Session.findAll({
      where: { [Op.and]: [liveOf(account), after ? inListAfter(after) : {}] },
      order: [
        ['absoluteExpiresAt', 'desc'],
        ['familyId', 'desc'],
      ],
      limit,
    })
    return rows.map(({ familyId, absoluteExpiresAt, createdAt, expiresAt, userAgent }) => ({
      id: familyId,
      createdAt: startOf(absoluteExpiresAt),
      lastUsedAt: createdAt,
      expiresAt: expiresAt < absoluteExpiresAt ? expiresAt : absoluteExpiresAt,
      userAgent,
    }))
  })

const end = (db: Database, account: Account, where: WhereOptions<Session>): Promise<number> =>
  inHolderScope(db, account.holder, async () => {
    const { Session } = db.models
    const rows = await Session.findAll({ where: { [Op.and]: [liveOf(account), where] }, lock: true })
    if (rows.length === 0) return 0
    const ids = rows.map(({ familyId }) => familyId)
    await Session.update({ revokedAt: new Date() }, { where: { familyId: ids, revokedAt: null } })
    for (const id of ids)
      await recordOwn(db, account.holder, { action: 'session.closed', target: { kind: 'session', id } })
    return ids.length
  })

/** Ends one session. @throws AppError `not_found` for one that is over, or somebody else's */
export const endOwnSession = async (db: Database, account: Account, familyId: string): Promise<void> => {
  if ((await end(db, account, { familyId })) === 0)
    throw new AppError('not_found', 'there is no such session')
}

/** Ends all sessions but one; all with null. @returns how many */
export const endOwnSessions = (db: Database, account: Account, but: string | null): Promise<number> =>
  end(db, account, but === null ? {} : { familyId: { [Op.ne]: but } })
