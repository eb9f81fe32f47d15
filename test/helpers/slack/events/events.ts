import { sayerOf } from '../shown/present-message.ts'
import { channelTypeOf, historyScopeOf } from '../state/channels.ts'
import type { Delivery, Loose, SlackChannel, StoredMessage, Workspace, World } from '../world-state.ts'
import { deliver } from './deliver.ts'

/** Workspaces of a channel where the app is installed and the bot takes part. */
export const listeningIn = (world: World, channel: SlackChannel): Workspace[] =>
  channel.teamIds.flatMap((teamId) => {
    const workspace = world.workspaces.get(teamId)
    return workspace?.isInstalled && channel.members.has(workspace.botUserId) ? [workspace] : []
  })

const canHear = (workspace: Workspace, channel: SlackChannel): boolean =>
  workspace.scopes.has(historyScopeOf(channel))

/** To every workspace that may hear what is said in the channel. */
export const tellOfMessage = (world: World, channel: SlackChannel, event: Loose): Promise<Delivery[]> =>
  Promise.all(
    listeningIn(world, channel)
      .filter((workspace) => canHear(workspace, channel))
      .map((workspace) => deliver(world, workspace, event, { isShared: channel.teamIds.length > 1 })),
  )

/** To the workspaces of the channel with this scope; none where there is no event for them. */
export const tellWorkspaces = (
  world: World,
  channel: SlackChannel,
  scope: string | null,
  eventFor: (workspace: Workspace) => Loose | null,
): Promise<Delivery[]> =>
  Promise.all(
    listeningIn(world, channel)
      .filter(({ scopes }) => scope === null || scopes.has(scope))
      .flatMap((workspace) => {
        const event = eventFor(workspace)
        return event ? [deliver(world, workspace, event, { isShared: channel.teamIds.length > 1 })] : []
      }),
  )

/** The message inside `message_changed` and `message_deleted`. */
export const innerMessage = (message: StoredMessage): Loose => ({
  type: 'message',
  ...sayerOf(message),
  ...(message.botId && { bot_id: message.botId }),
  ...(message.clientMsgId && { client_msg_id: message.clientMsgId }),
  team: message.teamId,
  text: message.text,
  ...(message.blocks.length > 0 && { blocks: message.blocks }),
  ...(message.edited && { edited: message.edited }),
  ...(message.threadTs && { thread_ts: message.threadTs }),
  ts: message.ts,
})

export const messageEvent = (world: World, channel: SlackChannel, message: StoredMessage): Loose => {
  const root = message.threadTs && channel.messages.find(({ ts }) => ts === message.threadTs)
  return {
    ...innerMessage(message),
    ...(message.botId && { app_id: world.app.id }),
    ...(root && root.ts !== message.ts && { parent_user_id: root.user }),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channelTypeOf(channel),
  }
}

/** A change of a message that stands already: not the message itself but a note about it. */
export const changeEvent = (
  world: World,
  channel: SlackChannel,
  subtype: 'message_changed' | 'message_deleted',
  { before, after }: { before: StoredMessage; after: StoredMessage | null },
): Loose => {
  const ts = world.nextTs()
  return {
    type: 'message',
    subtype,
    hidden: true,
    channel: channel.id,
    channel_type: channelTypeOf(channel),
    ts,
    event_ts: ts,
    ...(after ? { message: innerMessage(after) } : { deleted_ts: before.ts }),
    previous_message: innerMessage(before),
  }
}
