import { validate as isUuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { ProjectChannel } from '../../db/models/project-channel.ts'
import type { FieldChanges } from '../../db/models/project-event.ts'
import type { ChatPlatform, Workspace } from '../../db/models/workspace.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { type ChangeContext, changeProject, findProject } from './change.ts'
import { readToday } from './days.ts'
import { unacceptable } from './fields.ts'
import { authorizeInProject, viewableProjects } from './rights.ts'
import { type ProjectView, viewProject } from './views.ts'

/** A channel of a workspace or guild, which is named by its row, or as its platform knows it. */
export type ChannelPlace = { channelId: string } & (
  | { workspaceId: string }
  | { platform: ChatPlatform; workspace: string }
)

export interface ChannelView {
  id: string
  projectId: string
  /** The row of the workspace or guild. */
  workspaceId: string
  platform: ChatPlatform
  /** As people call it. */
  workspaceName: string
  /** As the platform knows it. */
  channelId: string
  createdAt: Date
}

/** Workspaces are the deployment's, out of a tenant's reach. */
const findWorkspace = async (
  db: Database,
  tenantId: string,
  place: ChannelPlace,
): Promise<Workspace | null> => {
  if ('workspaceId' in place && !isUuid(place.workspaceId)) return null
  const named =
    'workspaceId' in place
      ? { id: place.workspaceId }
      : { platform: place.platform, workspaceId: place.workspace }
  return asOwner(db, () => db.models.Workspace.findOne({ where: { tenantId, ...named } }))
}

const viewChannel = (row: ProjectChannel, { platform, name }: Workspace): ChannelView => ({
  id: row.id,
  projectId: row.projectId,
  workspaceId: row.workspaceId,
  platform,
  workspaceName: name,
  channelId: row.channelId,
  createdAt: row.createdAt,
})

const subjectOf = (id: string) => ({ kind: 'channel' as const, id, name: id })

/**
 * From now on the channel hears of the project. To bind it twice is to bind it once. Not inside a transaction: whose
 * workspace it is only the deployment knows.
 * @throws AppError `not_found`, `forbidden`, `invalid_value` for a workspace that is not the tenant's
 */
export const bindProjectChannel = async (
  db: Database,
  actor: TenantActor,
  { projectId, ...place }: { projectId: string } & ChannelPlace,
  context: ChangeContext = {},
): Promise<ChannelView> => {
  const { tenantId } = actor
  const workspace = await findWorkspace(db, tenantId, place)
  const { channelId } = place
  return changeProject(db, actor, { projectId, context }, async (change) => {
    await change.require('projects:edit')
    if (!workspace) throw unacceptable('/install_id', 'no workspace of yours')
    const where = { tenantId, projectId, workspaceId: workspace.id, channelId }
    const known = await db.models.ProjectChannel.findOne({ where })
    if (known) return viewChannel(known, workspace)
    const row = await db.models.ProjectChannel.create(where)
    const changes: FieldChanges = { channel_id: [null, channelId] }
    change.note({ subject: subjectOf(channelId), action: 'channel.bound', changes })
    return viewChannel(row, workspace)
  })
}

/** @param wanted.id of the binding, or the channel itself @throws AppError `not_found`, `forbidden` */
export const unbindProjectChannel = async (
  db: Database,
  actor: TenantActor,
  { projectId, ...wanted }: { projectId: string } & ({ id: string } | ChannelPlace),
  context: ChangeContext = {},
): Promise<void> => {
  const { tenantId } = actor
  const workspace = 'id' in wanted ? null : await findWorkspace(db, tenantId, wanted)
  await changeProject(db, actor, { projectId, context }, async (change) => {
    await change.require('projects:edit')
    const named =
      'id' in wanted ? { id: wanted.id } : { workspaceId: workspace?.id ?? '', channelId: wanted.channelId }
    const isNamed = 'id' in wanted ? isUuid(wanted.id) : workspace !== null
    const row = isNamed
      ? await db.models.ProjectChannel.findOne({ where: { tenantId, projectId, ...named } })
      : null
    if (!row) throw new AppError('not_found', 'The project is not told of there.')
    const changes: FieldChanges = { channel_id: [row.channelId, null] }
    change.note({ subject: subjectOf(row.channelId), action: 'channel.unbound', changes })
    await row.destroy()
  })
}

/** Channels that hear of a project, whoever was bound first comes first. @throws AppError `not_found`, `forbidden` */
export const listProjectChannels = async (
  db: Database,
  actor: TenantActor,
  { projectId }: { projectId: string },
): Promise<ChannelView[]> => {
  const { tenantId } = actor
  const rows = await withTenant(db, tenantId, async () => {
    const project = await findProject(db, tenantId, projectId)
    await authorizeInProject(db, actor, { project, permission: 'projects:view' })
    return db.models.ProjectChannel.findAll({ where: { tenantId, projectId }, order: ['createdAt', 'id'] })
  })
  if (rows.length === 0) return []
  const where = { tenantId, id: rows.map(({ workspaceId }) => workspaceId) }
  const workspaces = await asOwner(db, () => db.models.Workspace.findAll({ where }))
  const byId = new Map(workspaces.map((workspace) => [workspace.id, workspace]))
  // Of a workspace that was taken away since, nothing is shown.
  return rows.flatMap((row) => {
    const workspace = byId.get(row.workspaceId)
    return workspace ? [viewChannel(row, workspace)] : []
  })
}

/** Projects that a channel hears of and somebody may see, newest first; those that are off are not among them. */
export const projectsOfChannel = async (
  db: Database,
  actor: TenantActor,
  place: ChannelPlace,
): Promise<ProjectView[]> => {
  const { tenantId } = actor
  const workspace = await findWorkspace(db, tenantId, place)
  if (!workspace) return []
  return withTenant(db, tenantId, async () => {
    const where = { tenantId, workspaceId: workspace.id, channelId: place.channelId }
    const bound = await db.models.ProjectChannel.findAll({ attributes: ['projectId'], where, raw: true })
    const { all, ids } = await viewableProjects(db, actor)
    const shown = bound.map(({ projectId }) => projectId).filter((id) => all || ids.includes(id))
    const order: [string, string][] = [
      ['createdAt', 'DESC'],
      ['id', 'DESC'],
    ]
    const projects = await db.models.Project.findAll({
      where: { tenantId, id: shown, isActive: true },
      order,
    })
    const today = await readToday(db, tenantId)
    return projects.map((project) => viewProject(project, today))
  })
}
