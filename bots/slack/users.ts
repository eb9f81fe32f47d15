import { log } from '../../config/log.ts'
import type { Locale } from '../../core/answers/answer.ts'
import type { SlackApi } from './api.ts'

/** Somebody as Slack knows them. */
export interface SlackUser {
  /** Runs the workspace. */
  isAdmin: boolean
  /** Runs the organisation of workspaces. */
  isOrganisationAdmin: boolean
  isBot: boolean
  /** The workspace that they belong to: another one in a shared channel. */
  team: string | null
  enterprise: string | null
  displayName: string
  locale: Locale | null
}

export interface Users {
  /** Null when Slack does not tell. */
  find(workspace: string, user: string): Promise<SlackUser | null>
}

interface UserAnswer {
  user: {
    is_admin?: boolean
    is_owner?: boolean
    is_bot?: boolean
    deleted?: boolean
    team_id?: string
    enterprise_user?: { enterprise_id?: string; is_admin?: boolean; is_owner?: boolean }
    locale?: string
    real_name?: string
    name?: string
    profile?: { display_name?: string; real_name?: string }
  }
}

const rememberedMs = 5 * 60_000
const mostRemembered = 10_000

const localeOf = (locale: string | undefined): Locale | null => {
  if (!locale) return null
  return locale.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}

const toUser = ({ user }: UserAnswer): SlackUser => ({
  isAdmin: !user.deleted && (user.is_admin === true || user.is_owner === true),
  isOrganisationAdmin:
    !user.deleted && (user.enterprise_user?.is_admin === true || user.enterprise_user?.is_owner === true),
  isBot: user.is_bot === true,
  team: user.team_id ?? null,
  enterprise: user.enterprise_user?.enterprise_id ?? null,
  displayName: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || '',
  locale: localeOf(user.locale),
})

/** Asks Slack who somebody is, at most once in five minutes: long enough to be quick, short enough for a new role. */
export const openUsers = (api: SlackApi): Users => {
  const known = new Map<string, { at: number; user: Promise<SlackUser | null> }>()
  const ask = async (workspace: string, user: string): Promise<SlackUser | null> => {
    try {
      return toUser(await api.call<UserAnswer>(workspace, 'users.info', { user, include_locale: true }))
    } catch (error) {
      log.warn({ err: error }, 'Slack does not tell who a user is')
      known.delete(`${workspace}:${user}`)
      return null
    }
  }
  return {
    find: (workspace, user) => {
      const key = `${workspace}:${user}`
      const found = known.get(key)
      if (found && Date.now() - found.at < rememberedMs) return found.user
      // Oldest first: a Map keeps the order in which keys came.
      if (known.size >= mostRemembered) known.delete(known.keys().next().value!)
      known.delete(key)
      const asked = ask(workspace, user)
      known.set(key, { at: Date.now(), user: asked })
      return asked
    },
  }
}
