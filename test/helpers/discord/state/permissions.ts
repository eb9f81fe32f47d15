import { PermissionFlagsBits } from 'discord-api-types/v10'
import { Refusal } from '../api/refusal.ts'
import type { DiscordChannel, Loose, World } from '../world-state.ts'

export type PermissionName = keyof typeof PermissionFlagsBits

export const bitsOf = (names: PermissionName[]): bigint =>
  names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n)

export const all = Object.values(PermissionFlagsBits).reduce((bits, bit) => bits | bit, 0n)

/** What a bot has that was invited with the rights it needs. */
export const usualOfBot = bitsOf([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'ReadMessageHistory',
  'AttachFiles',
  'EmbedLinks',
  'UseExternalEmojis',
])

export const usualOfPeople = usualOfBot | bitsOf(['UseApplicationCommands', 'AddReactions'])

export const isThread = ({ type }: DiscordChannel): boolean => type >= 10 && type <= 12

/** The rights of the bot in the channel, or in the channel that the thread belongs to. */
export const botRights = (world: World, channel: DiscordChannel): bigint => {
  if (channel.guild === null) return all
  const parent = isThread(channel) && channel.parent ? world.channels.get(channel.parent) : null
  return (parent ?? channel).botMay
}

export const mayBot = (world: World, channel: DiscordChannel, name: PermissionName): boolean =>
  (botRights(world, channel) & PermissionFlagsBits[name]) !== 0n

/** @throws Refusal 50001 without View Channel, 50013 without another one of them */
export const needRights = (world: World, channel: DiscordChannel, ...names: PermissionName[]): void => {
  if (!mayBot(world, channel, 'ViewChannel')) throw new Refusal(403, 50001, 'Missing Access')
  for (const name of names)
    if (!mayBot(world, channel, name)) throw new Refusal(403, 50013, 'Missing Permissions')
}

/** An overwrite that says to clients what the fake goes by. */
export const overwritesOf = (world: World, channel: DiscordChannel): Loose[] => [
  {
    id: world.botUserId,
    type: 1,
    allow: String(channel.botMay),
    deny: String(all & ~channel.botMay),
  },
]
