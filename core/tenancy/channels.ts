import { Op } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { Channel, ChatPlatform, FollowUp } from '../../db/models/workspace.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { findWorkspace } from './workspaces.ts'

export interface ChannelPlace {
  platform: ChatPlatform
  /** Slack workspace or Discord guild. */
  workspace: string
  channel: string
}

export interface ChannelSetting {
  /** The assistant that answers there; null = whoever asks chooses. */
  assistantId: string | null
  followUp: FollowUp
}

const audited = auditedFields({ shown: ['assistantId', 'followUp'] })

const unset: ChannelSetting = { assistantId: null, followUp: 'thread' }

const keyOf = (tenantId: string, { platform, workspace, channel }: ChannelPlace) => ({
  tenantId, platform, workspace, channel,
}) // biome-ignore format: one key

/** How Sextant behaves in a channel of the tenant's workspaces. */
export const readChannel = async (
  db: Database,
  tenantId: string,
  place: ChannelPlace,
): Promise<ChannelSetting> => {
  const row = await withTenant(db, tenantId, () =>
    db.models.Channel.findOne({
      attributes: ['assistantId', 'followUp'],
      where: keyOf(tenantId, place),
      raw: true,
    }),
  )
  return row ?? unset
}

/** In another tenant's workspace nothing is set. @throws AppError `not_found` */
const requireOwn = async (db: Database, { tenantId }: TenantActor, place: ChannelPlace): Promise<void> => {
  const workspace = await findWorkspace(db, place.platform, place.workspace)
  if (workspace?.tenantId !== tenantId) throw new AppError('not_found', 'there is no such workspace')
}

const requireAssistant = async (db: Database, tenantId: string, id: string): Promise<void> => {
  const found = await db.models.Assistant.count({ where: { tenantId, id } })
  if (found === 0) throw new AppError('not_found', 'there is no such assistant')
}

/** Of two that set a channel for the first time, one inserts and the other finds. */
const lockOrMake = async (db: Database, tenantId: string, place: ChannelPlace): Promise<Channel> => {
  const { Channel } = db.models
  const where = keyOf(tenantId, place)
  await Channel.bulkCreate([where], { ignoreDuplicates: true })
  return Channel.findOne({ where, lock: true, rejectOnEmpty: true })
}

/**
 * Binds an assistant to a channel (null unbinds), or sets whether Sextant goes on in its threads. The one is for who
 * edits assistants, since it opens one to the channel's members; the other for who manages installations.
 * @param place.name as people know the channel
 * @throws AppError `forbidden`, `not_found` for a workspace or an assistant that is not the tenant's
 */
export const setChannel = async (
  db: Database,
  actor: TenantActor,
  place: ChannelPlace & { name?: string | null },
  changes: Partial<ChannelSetting>,
): Promise<Channel> => {
  const { tenantId } = actor
  const { assistantId, followUp } = changes
  const permission = assistantId === undefined ? 'installs:manage' : 'assistants:edit'
  authorize(actor, permission)
  if (followUp !== undefined) authorize(actor, 'installs:manage')
  await requireOwn(db, actor, place)
  return withTenant(db, tenantId, async () => {
    if (assistantId) await requireAssistant(db, tenantId, assistantId)
    const row = await lockOrMake(db, tenantId, place)
    const before = heldBy(row, audited)
    const { name } = place
    await row.update({
      ...(name && { name }),
      ...(assistantId !== undefined && { assistantId }),
      ...(followUp && { followUp }),
    })
    const target = { kind: 'channel', id: row.id, label: row.name }
    const { platform, workspace, channel } = place
    const details = { platform, workspace, channel, ...changes }
    await recordAct(db, actor, {
      action: 'channel.set',
      permission,
      target,
      details,
      changes: changesOf(before, row, audited),
    })
    return row
  })
}

/** @throws AppError `forbidden`, `not_found` when no assistant is bound there */
export const unbindChannel = async (db: Database, actor: TenantActor, place: ChannelPlace): Promise<void> => {
  authorize(actor, 'assistants:edit')
  const { assistantId } = await readChannel(db, actor.tenantId, place)
  if (assistantId === null) throw new AppError('not_found', 'no assistant is bound to this channel')
  await setChannel(db, actor, place, { assistantId: null })
}

export interface ChannelFilter {
  platform: ChatPlatform
  workspace: string
  /** Only those with an assistant. */
  isBound?: boolean
}

/** Channels of a workspace where something is set, newest first. @throws AppError `forbidden` */
export const listChannels = (
  db: Database,
  actor: TenantActor,
  { page, filter }: { page: Page; filter: ChannelFilter },
): Promise<Channel[]> => {
  const { platform, workspace, isBound = false } = filter
  authorize(actor, isBound ? 'assistants:edit' : 'installs:manage')
  const { tenantId } = actor
  const where = {
    tenantId,
    platform,
    workspace,
    ...(isBound && { assistantId: { [Op.ne]: null } }),
    ...behind(page),
  }
  return withTenant(db, tenantId, () =>
    db.models.Channel.findAll({ where, order: newestFirst, limit: page.limit }),
  )
}
