import { memberActor, personActor, type TenantActor } from '../../core/access/can.ts'
import { type HeldRole, loadRole } from '../../core/access/roles.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { readChannel } from '../../core/tenancy/channels.ts'
import { findPersonOf } from '../../core/tenancy/identities.ts'
import { readMemberLocale } from '../../core/tenancy/preferences.ts'
import { findMappedRole, listMappedIds } from '../../core/tenancy/role-map.ts'
import { readViewedChannel } from '../../core/tenancy/viewed-channels.ts'
import { findWorkspace, type KnownWorkspace } from '../../core/tenancy/workspaces.ts'
import type { Person } from '../../db/models/person.ts'
import type { FollowUp } from '../../db/models/workspace.ts'
import type { SlackServices } from './services.ts'
import { isDirectChannel } from './standing.ts'
import type { SlackUser } from './users.ts'

/** Who did something in Slack, and where, as the verified payload tells. */
export interface Doer {
  team: string
  /** Of an organisation that installed the app for all of its workspaces. */
  enterprise: string | null
  user: string
  /** The workspace of the user, when the payload names it. */
  userTeam: string | null
  channel: string | null
}

export interface Member {
  kind: 'member'
  workspace: KnownWorkspace
  tenantId: string
  actor: TenantActor
  locale: Locale
  /** How Sextant is set in the channel; the defaults where there is none. */
  followUp: FollowUp
  /** Of the channel; in the direct conversation, of the one that they have open beside it. */
  boundAssistantId: string | null
}

/**
 * `unknown`: not installed there (any more). `unbound`: installed, and connected to no tenant. `stranger`: a guest of
 * a shared channel, from another organisation.
 */
export type Met =
  | Member
  | { kind: 'unbound'; workspace: KnownWorkspace; locale: Locale; isAdmin: boolean }
  | { kind: 'stranger'; workspace: KnownWorkspace; locale: Locale }
  | { kind: 'unknown' }

const isStranger = ({ team, enterprise, userTeam }: Doer, user: SlackUser | null): boolean => {
  const own = user?.team ?? userTeam
  if (own === null || own === team) return false
  return enterprise === null || (own !== enterprise && user?.enterprise !== enterprise)
}

/** Whose acts are counted together. */
export const personKey = ({ team, user }: Pick<Doer, 'team' | 'user'>): string => `${team}:${user}`

/**
 * Whether somebody runs what is installed. In an organisation people of one workspace meet those of others: who runs
 * one of these runs nothing here, and an installation for all of them is run by who runs the organisation.
 */
const runsIt = (
  { team, enterprise }: Doer,
  user: SlackUser | null,
  { workspaceId }: KnownWorkspace,
): boolean => {
  if (user === null) return false
  if (workspaceId !== team || workspaceId === enterprise) return user.isOrganisationAdmin
  return user.isAdmin && (user.team === null || user.team === team)
}

/** The installation of the workspace, or else the one of its organisation. */
const findInstalled = async (
  { core }: SlackServices,
  { team, enterprise }: Doer,
): Promise<KnownWorkspace | null> => {
  const own = await findWorkspace(core.db, 'slack', team)
  if (own && !own.isRevoked) return own
  const whole = enterprise === null ? null : await findWorkspace(core.db, 'slack', enterprise)
  return whole && !whole.isRevoked ? whole : null
}

/** The role that somebody's user groups stand for: Slack is asked about those alone that stand for something. */
const roleOfGroups = async (
  { core, userGroups }: SlackServices,
  { tenantId, workspace, user }: { tenantId: string; workspace: string; user: string },
): Promise<HeldRole | null> => {
  const place = { platform: 'slack' as const, workspace }
  const mapped = await listMappedIds(core.db, tenantId, place)
  if (mapped.length === 0) return null
  const platformRoles = await userGroups.among(workspace, user, mapped)
  return findMappedRole(core.db, tenantId, { ...place, platformRoles })
}

/** What somebody's rights come from: the own role when linked, else that of who runs the workspace, or of a user group. */
const heldBy = async (
  services: SlackServices,
  who: { tenantId: string; workspace: string; user: string; person: Person | null; isAdmin: boolean },
): Promise<HeldRole | null> => {
  const { db } = services.core
  const { tenantId, person, isAdmin } = who
  if (person) return person.isActive ? loadRole(db, tenantId, person.role) : null
  return isAdmin ? loadRole(db, tenantId, 'admin') : roleOfGroups(services, who)
}

/** Everything that is decided about somebody starts here: tenant by the verified workspace, rights by the person. */
export const meet = async (services: SlackServices, doer: Doer): Promise<Met> => {
  const { core, users } = services
  let workspace = await findInstalled(services, doer)
  if (!workspace) {
    await services.learn()
    workspace = await findInstalled(services, doer)
  }
  if (!workspace) return { kind: 'unknown' }
  const user = await users.find(workspace.workspaceId, doer.user)
  const slackLocale = user?.locale ?? 'fr'
  if (isStranger(doer, user)) return { kind: 'stranger', workspace, locale: slackLocale }
  const { tenantId, workspaceId } = workspace
  const isAdmin = runsIt(doer, user, workspace)
  if (tenantId === null) return { kind: 'unbound', workspace, locale: slackLocale, isAdmin }
  const account = { platform: 'slack' as const, workspace: workspaceId, platformUserId: doer.user }
  const isDirect = isDirectChannel(doer.channel)
  // Whoever asks directly has a channel open beside it: Slack shows nobody a channel that they may not read.
  const meant = isDirect ? await readViewedChannel(core.db, tenantId, account) : doer.channel
  const place = meant && { platform: 'slack' as const, workspace: workspaceId, channel: meant }
  const channel = place ? await readChannel(core.db, tenantId, place) : null
  const person = await findPersonOf(core.db, tenantId, account)
  const boundAssistantId = channel?.assistantId ?? null
  const isLinked = person?.isActive === true
  // Who was switched off in the tenant has no more rights through Slack than anybody there.
  const isNobody = person === null
  const held = await heldBy(services, { tenantId, workspace: workspaceId, user: doer.user, person, isAdmin })
  const actor = isLinked
    ? personActor({ id: person.id, tenantId, role: person.role, permissions: held?.permissions })
    : memberActor({
        id: `slack:${workspaceId}:${doer.user}`,
        tenantId,
        isAdmin: isAdmin && isNobody,
        role: held?.code,
        permissions: held?.permissions,
        assistantIds: boundAssistantId ? [boundAssistantId] : [],
      })
  const chosen = isLinked ? person.locale : await readMemberLocale(core.db, tenantId, account)
  const locale = chosen ?? slackLocale
  return {
    kind: 'member', workspace, tenantId, actor, locale, followUp: (!isDirect && channel?.followUp) || 'thread', boundAssistantId,
  } // biome-ignore format: one member, read at a glance
}
