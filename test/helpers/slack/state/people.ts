import type { SlackUser, World } from '../world-state.ts'

export interface NewUser {
  id?: string
  teamId?: string
  name?: string
  role?: 'member' | 'admin' | 'owner' | 'guest'
  locale?: string
  isBot?: boolean
}

export const addUser = (
  world: World,
  { id, teamId, name, role = 'member', locale = 'en-US', isBot = false }: NewUser & { teamId: string },
): SlackUser => {
  const userId = id ?? world.nextId('U')
  const user: SlackUser = {
    id: userId,
    teamId,
    name: name ?? userId.toLowerCase(),
    realName: name ?? userId,
    locale,
    isAdmin: role === 'admin' || role === 'owner',
    isOwner: role === 'owner',
    isRestricted: role === 'guest',
    isBot,
    isDeleted: false,
  }
  world.users.set(userId, user)
  return user
}
