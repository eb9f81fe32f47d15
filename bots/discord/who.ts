import { memberActor, personActor, type TenantActor } from '../../core/access/can.ts'
import { loadRole } from '../../core/access/roles.ts'
import type { Locale } from '../../core/answers/answer.ts'
import type { Core } from '../../core/core.ts'
import { readChannel } from '../../core/tenancy/channels.ts'
import { findPersonOf } from '../../core/tenancy/identities.ts'
import { findLinkedAccounts } from '../../core/tenancy/linked-accounts.ts'
import { readMemberLocale } from '../../core/tenancy/preferences.ts'
import { findMappedRole } from '../../core/tenancy/role-map.ts'
import { findWorkspace } from '../../core/tenancy/workspaces.ts'
import type { Person } from '../../db/models/person.ts'
import type { FollowUp } from '../../db/models/workspace.ts'
import type { DiscordServices } from './services.ts'

/** Who did something on Discord, and where, as the gateway tells. */
export interface Doer {
  /** Null in a direct conversation. */
  guild: string | null
  guildName: string | null
  /** The channel, or the one that the thread belongs to. */
  channel: string | null
  user: string
  /** In the guild, without the one that everybody has. */
  roles: readonly string[]
  /** May manage the server, or owns it. */
  isManager: boolean
  /** The person's own for an interaction, the server's for a message. */
  discordLocale: string | null
}

export interface Member {
  kind: 'member'
  /** The guild; in a direct conversation the one that the account was linked in. */
  workspaceId: string
  workspaceName: string
  tenantId: string
  actor: TenantActor
  locale: Locale
  /** How Sextant is set in the channel; the defaults where there is none. */
  followUp: FollowUp
  boundAssistantId: string | null
}

/**
 * `unknown`: not in that guild (any more). `unbound`: there, and connected to no tenant. `unlinked`: a direct
 * conversation with an account that nobody linked, so that it belongs to no tenant.
 */
export type Met =
  | Member
  | { kind: 'unbound'; workspaceId: string; workspaceName: string; locale: Locale; isAdmin: boolean }
  | { kind: 'unlinked'; locale: Locale }
  | { kind: 'unknown' }

const localeOf = (discordLocale: string | null): Locale =>
  discordLocale === null || discordLocale.toLowerCase().startsWith('fr') ? 'fr' : 'en'

/** Whose acts are counted together. */
export const personKey = ({ guild, user }: Pick<Doer, 'guild' | 'user'>): string => `${guild ?? 'dm'}:${user}`

/** A linked person's role, as it stands at this moment. */
const roleOf = async ({ db }: Core, { tenantId, role }: Person) => ({
  role,
  permissions: (await loadRole(db, tenantId, role)).permissions,
})

/** Nobody but the person may bring a tenant into a direct conversation: by a link that is active. */
const meetDirectly = async ({ core }: DiscordServices, { user, discordLocale }: Doer): Promise<Met> => {
  const platform = 'discord' as const
  for (const { tenantId, workspace } of await findLinkedAccounts(core.db, {
    platform,
    platformUserId: user,
  })) {
    const { workspaceId, name } = workspace
    const person = await findPersonOf(core.db, tenantId, {
      platform,
      workspace: workspaceId,
      platformUserId: user,
    })
    if (!person?.isActive) continue
    return {
      kind: 'member',
      workspaceId,
      workspaceName: name,
      tenantId,
      actor: personActor({ id: person.id, tenantId, ...(await roleOf(core, person)) }),
      locale: person.locale ?? localeOf(discordLocale),
      followUp: 'thread',
      boundAssistantId: null,
    }
  }
  return { kind: 'unlinked', locale: localeOf(discordLocale) }
}

const readPlace = async (
  { core }: DiscordServices,
  tenantId: string,
  { guild, channel }: { guild: string; channel: string | null },
) =>
  channel === null
    ? { assistantId: null, followUp: 'thread' as const }
    : readChannel(core.db, tenantId, { platform: 'discord', workspace: guild, channel })

/** Everything that is decided about somebody starts here: tenant by the guild alone, rights by the person. */
export const meet = async (services: DiscordServices, doer: Doer): Promise<Met> => {
  const { core } = services
  const { guild, channel, user, roles, isManager } = doer
  if (guild === null) return meetDirectly(services, doer)
  const workspace = await findWorkspace(core.db, 'discord', guild)
  if (!workspace || workspace.isRevoked) return { kind: 'unknown' }
  const { tenantId, workspaceId, name: workspaceName } = workspace
  const discordLocale = localeOf(doer.discordLocale)
  if (tenantId === null)
    return { kind: 'unbound', workspaceId, workspaceName, locale: discordLocale, isAdmin: isManager }
  const { assistantId: boundAssistantId, followUp } = await readPlace(services, tenantId, { guild, channel })
  const account = { platform: 'discord' as const, workspace: workspaceId, platformUserId: user }
  const person = await findPersonOf(core.db, tenantId, account)
  const isLinked = person?.isActive === true
  // Who was switched off in the tenant has no more rights through Discord than anybody there.
  const isNobody = person === null
  // The role that everybody has bears the guild's own id, and is not told with a member's.
  const place = { platform: account.platform, workspace: workspaceId, platformRoles: [guild, ...roles] }
  const isAdmin = isManager && isNobody
  const mapped = isNobody && !isManager ? await findMappedRole(core.db, tenantId, place) : null
  const held = isAdmin ? await loadRole(core.db, tenantId, 'admin') : mapped
  const actor = isLinked
    ? personActor({ id: person.id, tenantId, ...(await roleOf(core, person)) })
    : memberActor({
        id: `discord:${workspaceId}:${user}`,
        tenantId,
        isAdmin,
        role: held?.code,
        permissions: held?.permissions,
        assistantIds: boundAssistantId ? [boundAssistantId] : [],
      })
  const chosen = isLinked ? person.locale : await readMemberLocale(core.db, tenantId, account)
  const locale = chosen ?? discordLocale
  return { kind: 'member', workspaceId, workspaceName, tenantId, actor, locale, followUp, boundAssistantId }
}
