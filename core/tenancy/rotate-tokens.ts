import { setTimeout as wait } from 'node:timers/promises'
import { QueryTypes } from 'sequelize'
import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { asOwner } from '../../db/tenant.ts'
import { openTokens, sealTokens } from './bot-tokens.ts'
import { revokeRow } from './end-install.ts'
import { forgetWorkspace } from './workspaces.ts'

const { refreshBeforeMs, exchangeMs, leaseMs } = limits.botTokens

/**
 * What a platform made of a refresh token. `refused`: it counts no more, and never will again. Whatever else goes wrong
 * is thrown, and tried again.
 */
export type Exchanged =
  | { kind: 'renewed'; botToken: string; refreshToken: string; expiresInSeconds: number }
  | { kind: 'refused'; reason: string }

export type Exchange = (asked: {
  platform: ChatPlatform
  workspaceId: string
  refreshToken: string
  signal: AbortSignal
}) => Promise<Exchanged>

/** Workspaces by what became of them. */
export interface Renewals {
  renewed: number
  refused: number
  failed: number
}

interface Due {
  id: string
  platform: ChatPlatform
  workspaceId: string
  botToken: string | null
  /** Sealed: what it is exchanged for is stored only as long as it stands there. */
  refreshToken: string
}

/**
 * Takes one workspace for as long as an exchange may last: a refresh token works once, so two exchanges of it would
 * lose the access. @param tried those of this run, which are not tried again
 */
const claim = (db: Database, tried: string[]): Promise<Due | null> =>
  asOwner(db, async () => {
    const [row] = await db.sequelize.query<Due>(
      `update workspaces set refresh_lease_until = now() + $1::integer * interval '1 millisecond'
        where id = (
          select id from workspaces
           where refresh_token is not null and revoked_at is null and id <> all($3::uuid[])
             and token_expires_at < now() + $2::integer * interval '1 millisecond'
             and (refresh_lease_until is null or refresh_lease_until < now())
           order by token_expires_at limit 1 for update skip locked)
       returning id, platform, workspace_id as "workspaceId", bot_token as "botToken",
                 refresh_token as "refreshToken"`,
      { type: QueryTypes.SELECT, bind: [leaseMs, refreshBeforeMs, tried] },
    )
    return row ?? null
  })

/** Still as it was claimed: not installed anew, uninstalled or removed meanwhile. */
const asClaimed = ({ id, refreshToken }: Due) => ({ id, refreshToken })

const record = (
  db: Database,
  masterKey: Buffer,
  { due, renewed }: { due: Due; renewed: Extract<Exchanged, { kind: 'renewed' }> },
): Promise<unknown> =>
  asOwner(db, () =>
    db.models.Workspace.update(
      {
        ...sealTokens(masterKey, due.id, renewed),
        tokenExpiresAt: new Date(Date.now() + renewed.expiresInSeconds * 1000),
        refreshLeaseUntil: null,
      },
      { where: asClaimed(due) },
    ),
  )

/** The new pair exists nowhere else, so a database that is away is waited for, as long as nobody else may try. */
const insist = async (deadline: number, work: () => Promise<unknown>): Promise<void> => {
  for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, 5_000))
    try {
      await work()
      return
    } catch (error) {
      if (performance.now() + pauseMs > deadline) throw error
      await wait(pauseMs)
    }
}

const refuse = async (db: Database, due: Due, code: string): Promise<void> => {
  await asOwner(db, async () => {
    const row = await db.models.Workspace.findOne({ where: asClaimed(due), lock: true })
    if (row) await revokeRow(db, row, { reason: 'refused', code })
  })
  forgetWorkspace(db, due)
}

const renew = async (
  db: Database,
  masterKey: Buffer,
  { due, exchange }: { due: Due; exchange: Exchange },
) => {
  const deadline = performance.now() + leaseMs
  const { platform, workspaceId } = due
  const { refreshToken } = openTokens(masterKey, due)
  const signal = AbortSignal.timeout(exchangeMs)
  const exchanged = await exchange({ platform, workspaceId, refreshToken: refreshToken!, signal })
  if (exchanged.kind === 'refused') {
    log.error({ platform, workspace: workspaceId, reason: exchanged.reason }, 'a workspace lost its access')
    await refuse(db, due, exchanged.reason)
    return 'refused' as const
  }
  await insist(deadline, () => record(db, masterKey, { due, renewed: exchanged }))
  return 'renewed' as const
}

const putBack = (db: Database, due: Due): Promise<unknown> =>
  asOwner(db, () => db.models.Workspace.update({ refreshLeaseUntil: null }, { where: asClaimed(due) }))

/**
 * Renews the access to every workspace where it ends within two hours; called on a schedule, in whatever processes: each
 * workspace is taken by one of them. Nothing is exchanged inside a transaction, and nothing that failed for another
 * reason than the token is given up.
 */
export const rotateDueTokens = async (
  db: Database,
  masterKey: Buffer,
  exchange: Exchange,
): Promise<Renewals> => {
  const counts: Renewals = { renewed: 0, refused: 0, failed: 0 }
  const tried: string[] = []
  for (;;) {
    const due = await claim(db, tried)
    if (due === null) return counts
    tried.push(due.id)
    try {
      counts[await renew(db, masterKey, { due, exchange })] += 1
    } catch (error) {
      counts.failed += 1
      // The name alone: what an error of a platform's client tells may repeat the request, token and all.
      const told = { platform: due.platform, workspace: due.workspaceId, error: (error as Error).name }
      log.warn(told, 'access to a workspace could not be renewed, will be tried again')
      await putBack(db, due)
    }
  }
}
