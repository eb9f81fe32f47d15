import { tellDeleted, tellMessage } from '../../gateway/dispatches.ts'
import { needSilence } from '../../rules/habits.ts'
import { presentMessage } from '../../shown/present.ts'
import { byToken, tokenLifeMs } from '../../state/interactions.ts'
import { anyMessage, flag, removeMessage } from '../../state/messages.ts'
import { changeMessage, createMessage } from '../../state/write-message.ts'
import type { Interaction, StoredMessage, World } from '../../world-state.ts'
import { Refusal, unknown } from '../refusal.ts'
import { type Asked, nothing, route } from '../route.ts'
import { answering, channelOf } from './callback.ts'

/** @throws Refusal 10015 without a first response, 50027 after a quarter of an hour */
const interactionOf = ({ world, params }: Asked): Interaction => {
  const interaction = byToken(world, params.webhook_token!)
  if (!interaction || params.webhook_id !== world.applicationId || interaction.state !== 'answered')
    throw unknown.webhook()
  if (world.clock.now() - interaction.createdAt > tokenLifeMs)
    throw new Refusal(401, 50027, 'Invalid Webhook Token')
  return interaction
}

/** @throws Refusal 10008 for what is gone, or is not of this interaction */
const messageOf = (world: World, interaction: Interaction, id: string | null): StoredMessage => {
  const message = id === null ? null : anyMessage(world, id)
  const isIts = message && (message.interaction === interaction.id || message.id === interaction.original)
  if (!isIts) throw unknown.message()
  return message
}

const change = (asked: Asked, interaction: Interaction, message: StoredMessage) => {
  const { world, call, body, files } = asked
  needSilence(world, call, body)
  changeMessage(world, message, { body, files })
  if (message.id === interaction.original) interaction.isDeferred = false
  tellMessage(world, 'MESSAGE_UPDATE', message)
  return presentMessage(world, message)
}

const remove = (world: World, interaction: Interaction, message: StoredMessage) => {
  removeMessage(world, message)
  if (message.id === interaction.original) interaction.isDeferred = false
  tellDeleted(world, message)
  return nothing
}

const followUp = (asked: Asked) => {
  const { world, call, body, files } = asked
  const interaction = interactionOf(asked)
  // The first follow-up after a deferral fills the placeholder, which stays as visible as it was.
  if (interaction.isDeferred)
    return change(asked, interaction, messageOf(world, interaction, interaction.original))
  needSilence(world, call, body)
  const isEphemeral = ((body.flags ?? 0) & flag.ephemeral) !== 0
  const message = createMessage(
    world,
    channelOf(world, interaction),
    { body, files },
    answering(interaction, isEphemeral),
  )
  tellMessage(world, 'MESSAGE_CREATE', message)
  return presentMessage(world, message)
}

const pick = (asked: Asked): { interaction: Interaction; message: StoredMessage } => {
  const interaction = interactionOf(asked)
  const id = asked.params.message_id ?? interaction.original
  return { interaction, message: messageOf(asked.world, interaction, id) }
}

const open = { isOpen: true }

export const followUpRoutes = [
  route('POST /webhooks/{webhook_id}/{webhook_token}', followUp, open),
  ...['@original', '{message_id}'].flatMap((which) => {
    const at = `/webhooks/{webhook_id}/{webhook_token}/messages/${which}`
    return [
      route(`GET ${at}`, (asked) => presentMessage(asked.world, pick(asked).message), open),
      route(
        `PATCH ${at}`,
        (asked) => {
          const { interaction, message } = pick(asked)
          return change(asked, interaction, message)
        },
        open,
      ),
      route(
        `DELETE ${at}`,
        (asked) => {
          const { interaction, message } = pick(asked)
          return remove(asked.world, interaction, message)
        },
        open,
      ),
    ]
  }),
]
