import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import type { ChatPlatform, Workspace } from '../../db/models/workspace.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import type { TenantActor } from '../access/can.ts'

/**
 * Prepares to give a workspace's access back to its platform, while it is still known here. What it returns is called
 * once nothing here uses the access any more; null = there is none of its own.
 */
export type TakeAccess = (workspaceId: string) => Promise<(() => Promise<void>) | null>

/** By platform: handed in by `main.ts`. */
export type AccessEnds = Partial<Record<ChatPlatform, TakeAccess>>

type Place = Pick<Workspace, 'id' | 'platform' | 'workspaceId'>

/** Access that cannot be read cannot be given back; the installation ends all the same. */
export const takeAccess = async (
  ends: AccessEnds,
  { platform, workspaceId }: Place,
): Promise<(() => Promise<void>) | null> => {
  try {
    return (await ends[platform]?.(workspaceId)) ?? null
  } catch (error) {
    log.warn({ err: error, platform }, 'the access of a workspace cannot be given back')
    return null
  }
}

const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'internal'
}

/** Gives it back, once, as well as it goes: a token that stays good is of no use to us, and the trail says so. */
export const giveBack = async (
  db: Database,
  actor: TenantActor,
  { place, end }: { place: Place; end: () => Promise<void> },
): Promise<void> => {
  const { id, platform, workspaceId } = place
  let code: string | null = null
  try {
    await end()
  } catch (error) {
    code = codeOf(error)
    log.warn({ err: error, platform }, 'a platform did not take the access of a workspace back')
  }
  await withTenant(db, actor.tenantId, () =>
    recordAct(db, actor, {
      action: 'install.access_ended',
      permission: 'installs:manage',
      target: { kind: 'install', id },
      outcome: code === null ? 'allowed' : 'failed',
      details: { platform, workspaceId, ...(code !== null && { code }) },
    }),
  )
}
