import type { ActLimit } from '../../core/access/act-limit.ts'
import type { Core } from '../../core/core.ts'
import type { AgentSessions } from './agent-sessions.ts'
import type { SlackApi } from './api.ts'
import type { CreationFollower } from './follow-creation.ts'
import type { UserGroups } from './user-groups.ts'
import type { Users } from './users.ts'

/** What every listener works with. */
export interface SlackServices {
  core: Core
  api: SlackApi
  users: Users
  userGroups: UserGroups
  creations: CreationFollower
  sessions: AgentSessions
  /** By `personKey`. */
  acts: ActLimit
  /** The address that people reach this server by. */
  publicUrl: () => string
  /** Makes sure that the deployment's own workspace is known. @throws AppError `platform_unreachable` */
  learn(): Promise<void>
}
