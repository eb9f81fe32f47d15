import { anyMessage } from '../state/messages.ts'
import type { Loose, StoredMessage, World } from '../world-state.ts'
import { usersNamedIn } from './pings.ts'
import { presentMessage } from './present.ts'

const emptied = (message: Loose): Loose => ({
  ...message,
  content: '',
  embeds: [],
  attachments: [],
  components: [],
})

/** Whether an app sees the content of the message even without the intent. */
const isForBot = (world: World, message: StoredMessage): boolean =>
  message.author === world.botUserId ||
  world.channels.get(message.channel)!.guild === null ||
  message.pings.includes(world.botUserId) ||
  usersNamedIn(message.content).includes(world.botUserId)

/** As an app gets it: without Message Content, the words of others' conversations are left out. */
export const presentFor = (world: World, message: StoredMessage, hasContent: boolean): Loose => {
  const shown = presentMessage(world, message)
  if (hasContent) return shown
  const target = message.reference ? anyMessage(world, message.reference) : null
  const isTargetHidden = target !== null && !isForBot(world, target)
  const whole = isTargetHidden ? { ...shown, referenced_message: emptied(shown.referenced_message) } : shown
  return isForBot(world, message) ? whole : emptied(whole)
}
