import { tellChannel } from '../gateway/dispatches.ts'
import type { DiscordChannel, World } from '../world-state.ts'
import { isThread } from './permissions.ts'

/** With its threads; the message that a thread began from is without one again. */
export const removeChannel = (world: World, channel: DiscordChannel): void => {
  const inside = [...world.channels.values()].filter(({ parent }) => parent === channel.id)
  for (const thread of inside) removeChannel(world, thread)
  const starter =
    channel.parent && world.channels.get(channel.parent)?.messages.find(({ thread }) => thread === channel.id)
  if (starter) starter.thread = null
  tellChannel(world, isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel)
  world.channels.delete(channel.id)
}
