import { giveResponseUrl } from '../api/response-urls.ts'
import { deliver } from '../events/deliver.ts'
import { listeningIn, tellWorkspaces } from '../events/events.ts'
import type { AppAnswer } from '../events/send-to-app.ts'
import { presentFile } from '../shown/present-file.ts'
import { presentMessage } from '../shown/present-message.ts'
import { presentView } from '../shown/present-view.ts'
import { type SeenMessage, type SeenView, seeMessages, seeView } from '../shown/seen.ts'
import { findMessage, openDirect } from '../state/channels.ts'
import { addFile } from '../state/file-store.ts'
import { giveTrigger } from '../state/triggers.ts'
import { modalsOf } from '../state/view-store.ts'
import type { Delivery, Loose, SlackChannel, SlackUser, Workspace, World } from '../world-state.ts'
import { setUpBrowser } from './browser.ts'
import type { SaidMessage, SlackPerson, Target } from './person.ts'
import { commonFields, interact, type Press, type Pressed, press, suggest } from './press.ts'
import { runSlash } from './slash.ts'
import { cancelView, submitView } from './submit.ts'
import { deleteMessage, editMessage, type Said, writeMessage } from './user-messages.ts'

const openFor = (world: World, id: string): { user: SlackUser; workspace: Workspace } => {
  const user = world.users.get(id)
  if (!user) throw new Error(`There is no user ${id}: add them first.`)
  return { user, workspace: world.workspaces.get(user.teamId)! }
}

const channelOf = (world: World, id: string): SlackChannel => {
  const channel = world.channels.get(id)
  if (!channel) throw new Error(`There is no channel ${id}: add it first.`)
  return channel
}

const isView = (target: Target): target is SeenView => 'callbackId' in target

const pressedOf = (world: World, target: Target): Pressed => {
  if (isView(target)) {
    const view = world.views.get(target.id)
    if (!view?.isOpen) throw new Error(`The view ${target.id} is closed.`)
    return { kind: 'view', view }
  }
  const message = findMessage(channelOf(world, target.channel), target.ts)
  if (message) return { kind: 'message', message }
  const ephemeral = world.ephemerals.find(({ ts, isDeleted }) => ts === target.ts && !isDeleted)
  if (ephemeral) return { kind: 'ephemeral', ephemeral }
  throw new Error(`The message ${target.ts} is gone.`)
}

/** The workspace that hears of a press: that of the app where it happened, which may not be the person's own. */
const hearing = (world: World, own: Workspace, target: Target): Workspace => {
  if (isView(target)) return own
  const inside = listeningIn(world, channelOf(world, target.channel))
  return inside.find(({ teamId }) => teamId === own.teamId) ?? inside[0] ?? own
}

const stopStreams = (channel: SlackChannel, thread: string): string[] =>
  channel.messages
    .filter(({ threadTs, stream }) => threadTs === thread && stream?.state === 'in_progress')
    .map(({ ts, stream }) => {
      stream!.state = 'stopped_by_user'
      return ts
    })

const messageOf = (world: World, seen: SeenMessage) => {
  const channel = channelOf(world, seen.channel)
  const message = findMessage(channel, seen.ts)
  if (!message) throw new Error(`The message ${seen.ts} is gone.`)
  return { channel, message }
}

const pressShortcut = (
  world: World,
  { user, seen, callbackId }: { user: SlackUser; seen: SeenMessage; callbackId: string },
  workspace: Workspace,
): Promise<AppAnswer> => {
  const { channel, message } = messageOf(world, seen)
  const { api_app_id: _app, ...fields } = commonFields(world, workspace, user)
  return interact(world, {
    type: 'message_action',
    ...fields,
    user: { id: user.id, name: user.name, team_id: user.teamId },
    callback_id: callbackId,
    trigger_id: giveTrigger(world, { teamId: workspace.teamId, user: user.id }),
    message_ts: message.ts,
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    message: presentMessage(world, workspace, message),
    action_ts: world.nextTs(),
    response_url: giveResponseUrl(world, {
      teamId: workspace.teamId,
      user: user.id,
      channel: channel.id,
      threadTs: message.threadTs,
      original: null,
    }),
  })
}

export const openPerson = (world: World, id: string): SlackPerson => {
  const { user, workspace } = openFor(world, id)
  const direct = (): SlackChannel => openDirect(world, workspace, user.id)

  const say = async (channelId: string, text: string, said: Said = {}): Promise<SaidMessage> => {
    const channel = channelOf(world, channelId)
    if (!channel.members.has(user.id)) throw new Error(`${user.id} is not in ${channelId}.`)
    const { message, deliveries } = await writeMessage(world, user, channel, { ...said, text })
    const seen = seeMessages(world, channel.id).find(({ ts }) => ts === message.ts)
    return { ...seen!, deliveries }
  }

  const pressOn = (target: Target, wanted: Press & { isConfirmed?: boolean }) =>
    press(
      world,
      { workspace: hearing(world, workspace, target), user, pressed: pressedOf(world, target) },
      wanted,
    )

  const openTab = (tab: 'home' | 'messages', context?: Loose): Promise<Delivery> => {
    const home = [...world.views.values()].find(
      (view) => view.type === 'home' && view.user === user.id && view.teamId === workspace.teamId,
    )
    return deliver(world, workspace, {
      type: 'app_home_opened',
      user: user.id,
      channel: direct().id,
      tab,
      ...(tab === 'home' && home && { view: presentView(world, workspace, home) }),
      ...(context && { context }),
      event_ts: world.nextTs(),
    })
  }

  const viewOf = (seen: SeenView) => {
    const view = world.views.get(seen.id)
    if (!view?.isOpen) throw new Error(`The view ${seen.id} is closed.`)
    return view
  }

  return {
    id: user.id,
    teamId: user.teamId,
    say,
    mention: (channelId, text, said) => {
      const bot = listeningIn(world, channelOf(world, channelId))[0] ?? workspace
      return say(channelId, `<@${bot.botUserId}> ${text}`, said)
    },
    dm: (text, said) => say(direct().id, text, said),
    directChannel: () => direct().id,
    slash: (line, { channel } = {}) =>
      runSlash(world, { workspace, user, channel: channel ? channelOf(world, channel) : direct() }, line),
    click: (target, wanted, options = {}) => pressOn(target, { target: wanted, ...options }),
    choose: (target, wanted, value, options = {}) => pressOn(target, { target: wanted, value, ...options }),
    suggest: (target, wanted, query) =>
      suggest(
        world,
        { workspace: hearing(world, workspace, target), user, pressed: pressedOf(world, target) },
        { target: wanted, query },
      ),
    submit: async (seen, values = {}) => {
      const view = viewOf(seen)
      const owner = world.workspaces.get(view.teamId)!
      const done = await submitView(world, { workspace: owner, user, view }, values)
      return { answer: done.answer, errors: done.errors, view: done.view && seeView(done.view) }
    },
    cancel: (seen) => cancelView(world, { workspace, user, view: viewOf(seen) }),
    openHome: () => openTab('home'),
    openMessagesTab: ({ context } = {}) => openTab('messages', context),
    changeContext: (context) =>
      deliver(world, workspace, {
        type: 'app_context_changed',
        user: user.id,
        channel: direct().id,
        context,
        event_ts: world.nextTs(),
      }),
    stop: (channelId, thread) => {
      const channel = channelOf(world, channelId)
      const stopped = stopStreams(channel, thread)
      return tellWorkspaces(world, channel, null, () => ({
        type: 'agent_session_stopped',
        channel: channel.id,
        user: user.id,
        thread_ts: thread,
        streaming_message_ts: stopped,
        event_ts: world.nextTs(),
      }))
    },
    edit: (seen, text) => {
      const { channel, message } = messageOf(world, seen)
      return editMessage(world, channel, message, text)
    },
    delete: (seen) => {
      const { channel, message } = messageOf(world, seen)
      return deleteMessage(world, channel, message)
    },
    react: (seen, name) => {
      const { channel, message } = messageOf(world, seen)
      message.reactions.push({ name, users: [user.id] })
      return tellWorkspaces(world, channel, 'reactions:read', () => ({
        type: 'reaction_added',
        user: user.id,
        reaction: name,
        item_user: message.user,
        item: { type: 'message', channel: channel.id, ts: message.ts },
        event_ts: world.nextTs(),
      }))
    },
    dropFile: (channelId, file, { text = '', ...said } = {}) =>
      say(channelId, text, { ...said, files: [file] }),
    pickFile: ({ name, bytes }) =>
      presentFile(
        world,
        addFile(world, {
          teamId: user.teamId,
          user: user.id,
          name,
          bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
        }),
      ),
    shortcut: (seen, callbackId) =>
      pressShortcut(world, { user, seen, callbackId }, hearing(world, workspace, seen)),
    browser: () => setUpBrowser(world, user.id),
  }
}

/** The modal on top of a person's screen. */
export const topModal = (world: World, user: string): SeenView | null => {
  const { teamId } = openFor(world, user).user
  const view = modalsOf(world, teamId, user).at(-1)
  return view ? seeView(view) : null
}
