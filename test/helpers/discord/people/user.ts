import { tellChannel, tellMessage } from '../gateway/dispatches.ts'
import { type SeenMessage, seeMessage } from '../shown/seen.ts'
import { openDirect } from '../state/guilds.ts'
import { findMessage } from '../state/messages.ts'
import type { DiscordChannel, StoredMessage, World } from '../world-state.ts'
import type { DiscordPerson } from './person.ts'
import { choose, click, runMenu } from './press.ts'
import { runAutocomplete, runSlash } from './slash.ts'
import { submitModal } from './submit.ts'
import { deleteMessage, editMessage, putMessage, type Said } from './user-messages.ts'

export const channelNamed = (world: World, id: string): DiscordChannel => {
  const channel = world.channels.get(id)
  if (!channel) throw new Error(`There is no channel ${id}: add it first.`)
  return channel
}

const own = (world: World, user: string, seen: SeenMessage): StoredMessage => {
  const message = findMessage(world, seen.channel, seen.id)
  if (!message) throw new Error(`The message ${seen.id} is gone.`)
  if (message.author !== user) throw new Error(`The message ${seen.id} is not of ${user}.`)
  return message
}

export const openPerson = (world: World, id: string): DiscordPerson => {
  if (!world.users.has(id)) throw new Error(`There is no user ${id}: add them first.`)
  const direct = (): DiscordChannel => openDirect(world, id)
  const placeOf = (channel: string | undefined): DiscordChannel =>
    channel === undefined ? direct() : channelNamed(world, channel)

  const say = async (channelId: string, text: string, said: Said = {}): Promise<SeenMessage> => {
    const channel = channelNamed(world, channelId)
    const isIn =
      channel.guild === null ? channel.recipient === id : world.guilds.get(channel.guild)!.members.has(id)
    if (!isIn) throw new Error(`${id} is not where ${channelId} is: join first.`)
    if (channel.isLocked) throw new Error(`${channelId} is locked.`)
    if (channel.isArchived) {
      channel.isArchived = false
      tellChannel(world, 'THREAD_UPDATE', channel)
    }
    const message = putMessage(world, channel, { ...said, user: id, text })
    tellMessage(world, 'MESSAGE_CREATE', message)
    return seeMessage(world, message)
  }

  return {
    id,
    say,
    mention: (channel, text, said) => say(channel, `<@${world.botUserId}> ${text}`, said),
    dm: (text, said) => say(direct().id, text, said),
    directChannel: () => direct().id,
    slash: (path, options = {}, { channel } = {}) =>
      runSlash(world, { user: id, channel: placeOf(channel), path, options }),
    autocomplete: (path, option, typed, { channel, options = {} } = {}) =>
      runAutocomplete(world, { user: id, channel: placeOf(channel), path, options }, option, typed),
    menu: (name, message) => runMenu(world, id, name, message),
    click: (message, wanted, options) => click(world, id, message, wanted, options),
    choose: (message, wanted, values) => choose(world, id, message, wanted, values),
    submit: (modal, values = {}, { files = {} } = {}) => submitModal(world, id, modal, { values, files }),
    dismiss: (modal) => {
      world.modals.get(modal.id)!.isOpen = false
    },
    edit: async (seen, text) => editMessage(world, own(world, id, seen), text),
    delete: async (seen) => deleteMessage(world, own(world, id, seen)),
  }
}
