import { InteractionType } from 'discord-api-types/v10'
import { commandsAt } from '../api/routes/commands.ts'
import { presentChannel, presentMember, presentMessage, presentUser } from '../shown/present.ts'
import type { SeenMessage } from '../shown/seen.ts'
import { openInteraction } from '../state/interactions.ts'
import { findMessage } from '../state/messages.ts'
import type { DiscordChannel, Loose, StoredMessage, World } from '../world-state.ts'
import { findButton, findSelect, optionValues } from './find-component.ts'
import { failed, followedLink, type Outcome, outcomeOf } from './outcome.ts'

/** Null when somebody took it away meanwhile. */
const standing = (world: World, { channel, id }: SeenMessage): StoredMessage | null =>
  findMessage(world, channel, id)

const gone = (): Outcome => failed('message_gone')

const press = (world: World, user: string, message: StoredMessage, data: Loose): Promise<Outcome> => {
  const channel = world.channels.get(message.channel)!
  return outcomeOf(
    world,
    openInteraction(world, {
      type: InteractionType.MessageComponent,
      user,
      channel,
      data,
      source: message.id,
      more: { message: presentMessage(world, message) },
    }),
  )
}

export const click = async (
  world: World,
  user: string,
  seen: SeenMessage,
  wanted: string,
  { nth = 0 }: { nth?: number } = {},
): Promise<Outcome> => {
  const message = standing(world, seen)
  if (!message) return gone()
  const button = findButton(message, wanted, nth)
  if (button.url) return followedLink(button.url)
  return press(world, user, message, {
    id: button.id,
    component_type: 2,
    custom_id: button.custom_id,
  })
}

export const resolvedOf = (world: World, channel: DiscordChannel, type: number, ids: string[]): Loose => {
  const guild = channel.guild === null ? null : world.guilds.get(channel.guild)!
  const all = (list: string[], present: (id: string) => Loose): Loose =>
    Object.fromEntries(list.map((id) => [id, present(id)]))
  const users = ids.filter((id) => world.users.has(id))
  const members = users.filter((id) => guild?.members.has(id))
  if (type === 8) return { channels: all(ids, (id) => presentChannel(world, world.channels.get(id)!)) }
  const roles = ids.filter((id) => guild?.roles.some((role) => role.id === id))
  return {
    ...(users.length > 0 && { users: all(users, (id) => presentUser(world, id)) }),
    ...(members.length > 0 && {
      members: all(members, (id) => presentMember(world, guild!.members.get(id)!, false)),
    }),
    ...(roles.length > 0 && { roles: all(roles, (id) => guild!.roles.find((role) => role.id === id)) }),
  }
}

export const choose = async (
  world: World,
  user: string,
  seen: SeenMessage,
  wanted: string,
  given: string | string[],
): Promise<Outcome> => {
  const message = standing(world, seen)
  if (!message) return gone()
  const select = findSelect(message, wanted)
  const values = select.type === 3 ? optionValues(select.options, [given].flat()) : [given].flat()
  const least = select.min_values ?? 1
  const most = select.max_values ?? 1
  if (values.length < least || values.length > most)
    throw new Error(`The select takes ${least} to ${most} values, not ${values.length}.`)
  const channel = world.channels.get(message.channel)!
  return press(world, user, message, {
    id: select.id,
    component_type: select.type,
    custom_id: select.custom_id,
    values,
    ...(select.type !== 3 && { resolved: resolvedOf(world, channel, select.type, values) }),
  })
}

/** A message command: the app gets the message with everything in it. */
export const runMenu = async (
  world: World,
  user: string,
  name: string,
  seen: SeenMessage,
): Promise<Outcome> => {
  const message = standing(world, seen)
  if (!message) return gone()
  const channel = world.channels.get(message.channel)!
  const isThis = (one: Loose): boolean =>
    one.type === 3 && (one.name === name || Object.values(one.name_localizations ?? {}).includes(name))
  const command = commandsAt(world, channel.guild).find(isThis)
  if (!command) throw new Error(`No message command « ${name} » is registered.`)
  return outcomeOf(
    world,
    openInteraction(world, {
      type: InteractionType.ApplicationCommand,
      user,
      channel,
      data: {
        id: command.id,
        name: command.name,
        type: 3,
        target_id: message.id,
        resolved: { messages: { [message.id]: presentMessage(world, message) } },
        ...(command.guild_id && { guild_id: command.guild_id }),
      },
    }),
  )
}
