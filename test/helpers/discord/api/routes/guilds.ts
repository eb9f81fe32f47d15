import { tellGuild } from '../../gateway/dispatches.ts'
import { presentChannel, presentGuild, presentMember } from '../../shown/present.ts'
import { channelsOf, setInstalled } from '../../state/guilds.ts'
import { isThread, mayBot } from '../../state/permissions.ts'
import type { DiscordGuild, World } from '../../world-state.ts'
import { unknown } from '../refusal.ts'
import { nothing, route } from '../route.ts'

const guildOf = (world: World, id: string): DiscordGuild => {
  const guild = world.guilds.get(id)
  if (!guild?.isInstalled) throw unknown.guild()
  return guild
}

export const guildRoutes = [
  route('GET /guilds/{guild_id}', ({ world, params }) => presentGuild(guildOf(world, params.guild_id!))),
  route('GET /guilds/{guild_id}/channels', ({ world, params }) =>
    channelsOf(world, guildOf(world, params.guild_id!).id)
      .filter((channel) => !isThread(channel))
      .map((channel) => presentChannel(world, channel)),
  ),
  route('GET /guilds/{guild_id}/threads/active', ({ world, params }) => ({
    threads: channelsOf(world, guildOf(world, params.guild_id!).id)
      .filter((one) => isThread(one) && !one.isArchived && mayBot(world, one, 'ViewChannel'))
      .map((one) => presentChannel(world, one)),
    members: [],
  })),
  route('GET /guilds/{guild_id}/members/{user_id}', ({ world, params }) => {
    const member = guildOf(world, params.guild_id!).members.get(params.user_id!)
    if (!member) throw unknown.user()
    return presentMember(world, member)
  }),
  route('DELETE /users/@me/guilds/{guild_id}', ({ world, params }) => {
    const guild = guildOf(world, params.guild_id!)
    tellGuild(world, 'GUILD_DELETE', guild)
    setInstalled(world, guild, false)
    return nothing
  }),
]
