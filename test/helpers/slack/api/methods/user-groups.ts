import type { Loose } from '../../world-state.ts'
import { flagOf } from '../read-body.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'

/** A group of another workspace, and one that is switched off unless that is asked for, is not there. */
const listUsers = ({ world, workspace, args }: MethodCall): Loose => {
  const group = world.userGroups.get(String(args.usergroup))
  if (!group || group.teamId !== workspace.teamId) throw new Refusal('no_such_subteam')
  if (group.isDisabled && !flagOf(args.include_disabled, false)) throw new Refusal('subteam_disabled')
  return { users: [...group.users] }
}

export const userGroupMethods: Methods = {
  'usergroups.users.list': { scopes: ['usergroups:read'], run: listUsers },
}
