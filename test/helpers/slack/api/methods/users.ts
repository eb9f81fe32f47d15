import { canSeeUser, readUser } from '../../state/channels.ts'
import type { Loose, SlackUser, Workspace } from '../../world-state.ts'
import { pageOf } from '../page.ts'
import { flagOf } from '../read-body.ts'
import type { MethodCall, Methods } from '../refusal.ts'

/** Who runs a workspace does not run its organisation; who runs one that is installed as a whole does. */
const organisationRights = ({ enterpriseId, isOrgWide }: Workspace, user: SlackUser): Loose =>
  enterpriseId === null
    ? {}
    : {
        enterprise_user: {
          id: user.id,
          enterprise_id: enterpriseId,
          is_admin: isOrgWide && (user.isAdmin || user.isOwner),
          is_owner: isOrgWide && user.isOwner,
        },
      }

const presentUser = (workspace: Workspace, user: SlackUser, withLocale: boolean): Loose => ({
  id: user.id,
  team_id: user.teamId,
  name: user.name,
  real_name: user.realName,
  deleted: user.isDeleted,
  tz: 'Europe/Paris',
  tz_offset: 3600,
  profile: {
    real_name: user.realName,
    display_name: user.name,
    team: user.teamId,
    ...(workspace.scopes.has('users:read.email') && { email: `${user.name}@example.com` }),
  },
  // Rights in another workspace are nobody's business here.
  ...(user.teamId === workspace.teamId
    ? {
        is_admin: user.isAdmin || user.isOwner,
        is_owner: user.isOwner,
        is_primary_owner: false,
        is_restricted: user.isRestricted,
        is_ultra_restricted: false,
      }
    : { is_stranger: true }),
  ...organisationRights(workspace, user),
  is_bot: user.isBot,
  is_app_user: false,
  updated: 1_760_000_000,
  ...(withLocale && { locale: user.locale }),
})

const info = ({ world, workspace, args }: MethodCall): Loose => ({
  user: presentUser(workspace, readUser(world, workspace, args.user), flagOf(args.include_locale, false)),
})

const list = ({ world, workspace, args }: MethodCall): Loose => {
  const users = [...world.users.values()].filter((user) => canSeeUser(world, workspace, user))
  const { page, next } = pageOf(users, args, { limit: 1000, max: 1000 })
  const withLocale = flagOf(args.include_locale, false)
  return {
    members: page.map((user) => presentUser(workspace, user, withLocale)),
    cache_ts: Math.floor(world.clock.now() / 1000),
    response_metadata: { next_cursor: next },
  }
}

export const userMethods: Methods = {
  'users.info': { scopes: ['users:read'], run: info },
  'users.list': { scopes: ['users:read'], run: list },
}
