import { tellChannel } from '../../gateway/dispatches.ts'
import { presentChannel } from '../../shown/present.ts'
import { isThread, mayBot, needRights } from '../../state/permissions.ts'
import type { DiscordChannel, World } from '../../world-state.ts'
import { Refusal, unknown } from '../refusal.ts'
import { nothing, route } from '../route.ts'

/** @throws Refusal 10003; 50001 when the bot may not see it */
export const channelFor = (world: World, id: string): DiscordChannel => {
  const channel = world.channels.get(id)
  if (!channel) throw unknown.channel()
  if (channel.guild !== null && !world.guilds.get(channel.guild)!.isInstalled)
    throw new Refusal(403, 50001, 'Missing Access')
  needRights(world, channel)
  return channel
}

export const channelRoutes = [
  route('GET /channels/{channel_id}', ({ world, params }) =>
    presentChannel(world, channelFor(world, params.channel_id!)),
  ),
  route('PATCH /channels/{channel_id}', ({ world, params, body }) => {
    const channel = channelFor(world, params.channel_id!)
    if (isThread(channel)) {
      const mayManage = mayBot(world, channel, 'ManageThreads')
      if (!mayManage && (channel.isLocked || channel.owner !== world.botUserId))
        throw new Refusal(403, 50013, 'Missing Permissions')
      channel.isArchived = body.archived ?? channel.isArchived
      channel.isLocked = body.locked ?? channel.isLocked
    } else needRights(world, channel, 'ManageChannels')
    channel.name = body.name ?? channel.name
    tellChannel(world, isThread(channel) ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', channel)
    return presentChannel(world, channel)
  }),
  route('POST /channels/{channel_id}/typing', ({ world, params }) => {
    needRights(world, channelFor(world, params.channel_id!), 'SendMessages')
    return nothing
  }),
]
