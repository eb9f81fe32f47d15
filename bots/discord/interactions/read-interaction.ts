import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord-api-types/v10'
import { translate } from '../../../core/locales/translate.ts'
import { idOf, idsOf, type Loose, listOf, objectOf, textOf, textOrNull } from '../gateway/loose.ts'
import { type Done, type Heard, heardSchema } from './heard.ts'

const threadTypes: unknown[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]
const groups: unknown[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
]

interface Given {
  path: string[]
  options: Loose[]
}

/** `/sextant assistant new name:…`: the words after the command's own name, and what was given. */
const pathOf = (options: Loose[], path: string[] = []): Given => {
  const [first] = options
  if (!first || !groups.includes(first.type)) return { path, options }
  return pathOf(listOf(first.options), [...path, textOf(first.name)])
}

const givenIn = ({ value }: Loose): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

const readCommand = (data: Loose): Done => {
  if (data.type === ApplicationCommandType.Message) {
    const messages = objectOf(objectOf(data.resolved).messages)
    const text = textOf(objectOf(messages[textOf(data.target_id)]).content)
    const makesTask = textOf(data.name) === translate('en', 'discord:make_task')
    return { kind: 'menu', text, ...(makesTask && { makesTask, message: idOf(data.target_id) }) }
  }
  const { path, options } = pathOf(listOf(data.options))
  const args = Object.fromEntries(options.map((option) => [textOf(option.name), givenIn(option)]))
  return { kind: 'command', path, args }
}

const readTyping = (data: Loose): Done => {
  const { path, options } = pathOf(listOf(data.options))
  const focused = options.find((option) => option.focused === true)
  return { kind: 'typing', path, argument: textOf(focused?.name), typed: focused ? givenIn(focused) : '' }
}

const readDone = ({ type, ...raw }: Loose): Done | null => {
  const data = objectOf(raw.data)
  const components = listOf(objectOf(raw.message).components)
  switch (type) {
    case InteractionType.ApplicationCommand:
      return readCommand(data)
    case InteractionType.ApplicationCommandAutocomplete:
      return readTyping(data)
    case InteractionType.MessageComponent: {
      const values = Array.isArray(data.values) ? { values: data.values.map(textOf) } : {}
      return { kind: 'press', customId: textOf(data.custom_id), ...values, components }
    }
    case InteractionType.ModalSubmit:
      return {
        kind: 'form',
        customId: textOf(data.custom_id),
        fields: listOf(data.components),
        resolved: objectOf(data.resolved),
        components,
      }
    default:
      return null
  }
}

const mayManage = (permissions: unknown): boolean => {
  const held = typeof permissions === 'string' && /^\d{1,30}$/.test(permissions) ? BigInt(permissions) : 0n
  return (held & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n
}

const placeOf = (raw: Loose) => {
  const channel = objectOf(raw.channel)
  const own = idOf(channel.id) ?? idOf(raw.channel_id)
  const parent = threadTypes.includes(channel.type) ? idOf(channel.parent_id) : null
  const guild = idOf(raw.guild_id)
  // A conversation of other people, where the bot takes no part: others read along there.
  const isAmongOthers = raw.context === InteractionContextType.PrivateChannel
  return {
    guild,
    channel: parent ?? own,
    thread: parent === null ? null : own,
    isDirect: guild === null && !isAmongOthers,
  }
}

const messageOf = ({ message }: Loose) => {
  const { id, flags } = objectOf(message)
  const own = idOf(id)
  const isEphemeral = typeof flags === 'number' && (flags & MessageFlags.Ephemeral) !== 0
  return own === null ? null : { id: own, isEphemeral }
}

/** What the gateway told of an interaction; null for what is none of ours, or has an odd shape. */
export const readInteraction = (raw: Loose): Heard | null => {
  const done = readDone(raw)
  if (!done) return null
  const member = objectOf(raw.member)
  const heard = {
    kind: 'interaction',
    id: raw.id,
    token: raw.token,
    ...placeOf(raw),
    user: idOf(objectOf(member.user).id) ?? idOf(objectOf(raw.user).id),
    roles: idsOf(member.roles),
    isManager: mayManage(member.permissions),
    discordLocale: textOrNull(raw.locale),
    message: messageOf(raw),
    done,
    deferral: null,
  }
  const parsed = heardSchema.safeParse(heard)
  return parsed.success ? parsed.data : null
}
