import { log } from '../../config/log.ts'
import type { SlackApi } from './api.ts'

/** Who is in the user groups of a workspace. */
export interface UserGroups {
  /** Those of the groups that somebody is in. What Slack does not tell in time counts as no: it gives nobody a right. */
  among(workspace: string, user: string, groups: readonly string[]): Promise<string[]>
}

type Members = ReadonlySet<string>

interface Known {
  until: number
  members: Promise<Members>
}

/** Long enough to spare Slack, which takes twenty of these calls a minute; short enough for a new member. */
const rememberedMs = 3 * 60_000
/** Of a group that Slack would not tell of, such as without the scope. */
const unknownMs = 60_000
/** Whoever waits for an answer waits no longer for this part of it. */
const waitMs = 1_500
const mostRemembered = 2_000

const nobody: Members = new Set()

/** What is there within `waitMs`; else nobody, while the asking goes on for the next time. */
const inTime = async (members: Promise<Members>): Promise<Members> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Members>((resolve) => {
    timer = setTimeout(() => resolve(nobody), waitMs)
  })
  try {
    return await Promise.race([members, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Asks Slack who is in a user group, at most once in three minutes. */
export const openUserGroups = (api: Pick<SlackApi, 'call'>): UserGroups => {
  const known = new Map<string, Known>()
  const ask = async (workspace: string, group: string, entry: Known): Promise<Members> => {
    try {
      const asked = { usergroup: group }
      const answer = await api.call<{ users?: unknown }>(workspace, 'usergroups.users.list', asked)
      return new Set(Array.isArray(answer.users) ? answer.users.map(String) : [])
    } catch (error) {
      log.warn({ err: error }, 'Slack does not tell who is in a user group')
      entry.until = Date.now() + unknownMs
      return nobody
    }
  }
  const membersOf = (workspace: string, group: string): Promise<Members> => {
    const key = `${workspace}:${group}`
    const found = known.get(key)
    if (found && Date.now() < found.until) return found.members
    if (known.size >= mostRemembered) known.delete(known.keys().next().value!)
    known.delete(key)
    const entry: Known = { until: Date.now() + rememberedMs, members: Promise.resolve(nobody) }
    known.set(key, entry)
    entry.members = ask(workspace, group, entry)
    return entry.members
  }
  return {
    among: async (workspace, user, groups) => {
      const members = await Promise.all(groups.map((group) => inTime(membersOf(workspace, group))))
      return groups.filter((_, at) => members[at]!.has(user))
    },
  }
}
