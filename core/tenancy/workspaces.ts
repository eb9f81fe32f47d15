import type { Database } from '../../db/database.ts'
import type { ChatPlatform, Workspace } from '../../db/models/workspace.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { type BotTokens, sealTokens } from './bot-tokens.ts'
import { revokeRow } from './end-install.ts'
import { noteAdded, somebodyIn } from './note-install.ts'

/** A Slack workspace (or organisation) or Discord guild that Sextant was installed in, without its tokens. */
export interface KnownWorkspace {
  id: string
  platform: ChatPlatform
  /** As the platform knows it. */
  workspaceId: string
  enterpriseId: string | null
  name: string
  appId: string | null
  botId: string | null
  botUserId: string | null
  scopes: string[]
  /** Null until somebody binds it with a code. */
  tenantId: string | null
  /** Uninstalled, or removed: nothing is read or sent there any more. */
  isRevoked: boolean
}

const present = (row: Workspace): KnownWorkspace => ({
  id: row.id,
  platform: row.platform,
  workspaceId: row.workspaceId,
  enterpriseId: row.enterpriseId,
  name: row.name,
  appId: row.appId,
  botId: row.botId,
  botUserId: row.botUserId,
  scopes: row.scopes,
  tenantId: row.tenantId,
  isRevoked: row.revokedAt !== null,
})

interface Remembered {
  at: number
  found: Promise<KnownWorkspace | null>
}

/** Every event asks for its workspace. Another replica's change is seen after this long, the own ones at once. */
const rememberedMs = 3_000
const mostRemembered = 10_000
const caches = new WeakMap<Database, Map<string, Remembered>>()

const cacheOf = (db: Database): Map<string, Remembered> => {
  const known = caches.get(db) ?? new Map<string, Remembered>()
  caches.set(db, known)
  return known
}

const keyOf = ({ platform, workspaceId }: Pick<Workspace, 'platform' | 'workspaceId'>): string =>
  `${platform}:${workspaceId}`

/** After a change of the workspace is committed; whoever began to read it before reads it again. */
export const forgetWorkspace = (db: Database, place: Pick<Workspace, 'platform' | 'workspaceId'>): void => {
  cacheOf(db).delete(keyOf(place))
}

/** Not inside a transaction of a tenant. */
export const findWorkspace = (
  db: Database,
  platform: ChatPlatform,
  workspaceId: string,
): Promise<KnownWorkspace | null> => {
  const cache = cacheOf(db)
  const key = keyOf({ platform, workspaceId })
  const known = cache.get(key)
  if (known && performance.now() - known.at < rememberedMs) return known.found
  const read = asOwner(db, () => db.models.Workspace.findOne({ where: { platform, workspaceId } }))
  const found = read.then((row) => row && present(row))
  // A failure is nothing to remember.
  found.catch(() => cache.get(key)?.found === found && cache.delete(key))
  cache.delete(key)
  // Oldest first: a Map keeps the order in which keys came.
  if (cache.size >= mostRemembered) cache.delete(cache.keys().next().value!)
  cache.set(key, { at: performance.now(), found })
  return found
}

/** What a platform tells about an installation. */
export interface Installation extends BotTokens {
  platform: ChatPlatform
  workspaceId: string
  enterpriseId: string | null
  /** One installation for all workspaces of an organisation, whose id is `workspaceId` then. */
  isEnterprise: boolean
  name: string
  appId: string | null
  botId: string | null
  botUserId: string | null
  scopes: string[]
  /** Null where the token does not expire. */
  expiresInSeconds: number | null
  installedBy: string | null
}

/** Of two that install it at the same moment, one inserts and the other waits for it. Inside `asOwner`. */
const lockOrMake = async (
  db: Database,
  { platform, workspaceId, name }: Installation,
): Promise<Workspace> => {
  const { Workspace } = db.models
  const lock = () => Workspace.findOne({ where: { platform, workspaceId }, lock: true })
  const known = await lock()
  if (known) return known
  await Workspace.bulkCreate([{ platform, workspaceId, name }], { ignoreDuplicates: true })
  const made = await lock()
  if (!made) throw new Error('a workspace vanished while it was installed')
  return made
}

const inSeconds = (seconds: number | null): Date | null =>
  seconds === null ? null : new Date(Date.now() + seconds * 1000)

/**
 * Stores what a platform handed out, in place of what it had before. A workspace that uninstalled Sextant and installs
 * it anew is the same one, with the same people, and its data was kept: it stays bound to its tenant, so that nobody
 * needs another code. One that an admin of the tenant removed is bound no more, and needs one.
 */
export const storeInstallation = async (
  db: Database,
  masterKey: Buffer,
  installation: Installation,
): Promise<KnownWorkspace> => {
  const { botToken, refreshToken, expiresInSeconds, ...values } = installation
  const stored = await asOwner(db, async () => {
    const row = await lockOrMake(db, installation)
    const isBack = row.revokedAt !== null
    await row.update({
      ...values,
      ...sealTokens(masterKey, row.id, { botToken, refreshToken }),
      tokenExpiresAt: inSeconds(expiresInSeconds),
      refreshLeaseUntil: null,
      installedAt: new Date(),
      revokedAt: null,
      revokedReason: null,
    })
    const { tenantId, installedBy: by } = row
    if (isBack && tenantId !== null)
      await inTenantAsOwner(db, tenantId, () =>
        noteAdded(db, somebodyIn(row, tenantId, by), { workspace: row, by, isBack }),
      )
    return present(row)
  })
  forgetWorkspace(db, installation)
  return stored
}

/**
 * A workspace has uninstalled Sextant, or withdrawn its tokens: these are deleted, and what was to be sent there has
 * failed. Data stays. A platform tells this in several events, and late: what happened before the workspace installed
 * Sextant anew changes nothing.
 * @param why.reason a code, `uninstalled` by default
 * @param why.happenedAt when, as the platform says
 * @returns false when nothing changed
 */
export const revokeWorkspace = async (
  db: Database,
  platform: ChatPlatform,
  workspaceId: string,
  why: { reason?: string; happenedAt?: Date } = {},
): Promise<boolean> => {
  const { reason: code = 'uninstalled', happenedAt } = why
  const isChanged = await asOwner(db, async () => {
    const row = await db.models.Workspace.findOne({ where: { platform, workspaceId }, lock: true })
    if (!row || row.revokedAt !== null) return false
    if (happenedAt && happenedAt < row.installedAt) return false
    await revokeRow(db, row, { reason: 'uninstalled', code })
    return true
  })
  forgetWorkspace(db, { platform, workspaceId })
  return isChanged
}
