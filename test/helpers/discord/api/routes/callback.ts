import { InteractionType, InteractionResponseType as Response } from 'discord-api-types/v10'
import { tellMessage } from '../../gateway/dispatches.ts'
import { checkChoices } from '../../rules/check-commands.ts'
import { checkModal } from '../../rules/check-modal.ts'
import { needSilence } from '../../rules/habits.ts'
import { presentMessage } from '../../shown/present.ts'
import { byToken } from '../../state/interactions.ts'
import { anyMessage, flag, storeMessage } from '../../state/messages.ts'
import { changeMessage, createMessage } from '../../state/write-message.ts'
import type { DiscordChannel, Interaction, Loose, StoredMessage, World } from '../../world-state.ts'
import { invalidBody, Refusal, unknown } from '../refusal.ts'
import { type Asked, nothing, route } from '../route.ts'

/** @throws Refusal 10062, 40060, 50035 for a response that the interaction cannot have */
const needOpen = (world: World, interaction: Interaction | null, id: string, type: number): Interaction => {
  if (!interaction || interaction.id !== id) throw unknown.interaction()
  const isLate = world.clock.now() - interaction.createdAt > world.responseMs
  if (interaction.state === 'dead' || (interaction.state === 'open' && isLate)) throw unknown.interaction()
  if (interaction.state === 'answered')
    throw new Refusal(400, 40060, 'Interaction has already been acknowledged.')
  const isTyping = interaction.type === InteractionType.ApplicationCommandAutocomplete
  const changes = type === Response.UpdateMessage || type === Response.DeferredMessageUpdate
  const isFit =
    isTyping === (type === Response.ApplicationCommandAutocompleteResult) &&
    !(changes && interaction.source === null) &&
    !(type === Response.Modal && interaction.type === InteractionType.ModalSubmit)
  if (isFit && type >= 4 && type <= 9) return interaction
  throw invalidBody([
    { at: 'type', code: 'INTERACTION_TYPE_INVALID', message: `${type} does not answer this` },
  ])
}

const typeOf = (interaction: Interaction): number =>
  interaction.type !== InteractionType.ApplicationCommand ? 0 : interaction.payload.data.type === 1 ? 20 : 23

/** What a message that answers an interaction has, whoever may see it. */
export const answering = (interaction: Interaction, isEphemeral: boolean) => ({
  isWebhook: true,
  interaction: interaction.id,
  onlyFor: isEphemeral ? interaction.user : null,
  flags: isEphemeral ? flag.ephemeral : 0,
})

const isEphemeral = (data: Loose): boolean => ((data?.flags ?? 0) & flag.ephemeral) !== 0

/** @throws Refusal 10003 when the channel is gone meanwhile */
export const channelOf = (world: World, { channel }: Interaction): DiscordChannel => {
  const found = world.channels.get(channel)
  if (!found) throw unknown.channel()
  return found
}

const answerWithMessage = (
  { world, call, files }: Asked,
  interaction: Interaction,
  data: Loose,
): StoredMessage => {
  needSilence(world, call, data)
  const channel = channelOf(world, interaction)
  const message = createMessage(
    world,
    channel,
    { body: data ?? {}, files },
    { ...answering(interaction, isEphemeral(data)), type: typeOf(interaction) },
  )
  tellMessage(world, 'MESSAGE_CREATE', message)
  return message
}

const answerLater = (world: World, interaction: Interaction, data: Loose): StoredMessage => {
  const { isWebhook: _is, ...more } = answering(interaction, isEphemeral(data))
  const message = storeMessage(world, channelOf(world, interaction), {
    author: world.botUserId,
    ...more,
    flags: more.flags | flag.loading,
    type: typeOf(interaction),
  })
  tellMessage(world, 'MESSAGE_CREATE', message)
  return message
}

const changeSource = (
  { world, call, files }: Asked,
  interaction: Interaction,
  data: Loose,
): StoredMessage => {
  const message = anyMessage(world, interaction.source!)
  if (!message) throw unknown.message()
  needSilence(world, call, data)
  changeMessage(world, message, { body: data ?? {}, files })
  tellMessage(world, 'MESSAGE_UPDATE', message)
  return message
}

const showModal = (world: World, interaction: Interaction, data: Loose): void => {
  checkModal(data)
  const id = world.nextId()
  world.modals.set(id, { id, user: interaction.user, interaction: interaction.id, body: data, isOpen: true })
  interaction.modal = id
}

const respond = (asked: Asked, interaction: Interaction, type: number, data: Loose): StoredMessage | null => {
  const { world } = asked
  if (type === Response.ChannelMessageWithSource) return answerWithMessage(asked, interaction, data)
  if (type === Response.DeferredChannelMessageWithSource) return answerLater(world, interaction, data)
  if (type === Response.UpdateMessage) return changeSource(asked, interaction, data)
  if (type === Response.DeferredMessageUpdate) return anyMessage(world, interaction.source!)
  if (type === Response.Modal) showModal(world, interaction, data)
  else interaction.choices = checkChoices(data?.choices)
  return null
}

export const callbackRoutes = [
  route(
    'POST /interactions/{interaction_id}/{interaction_token}/callback',
    (asked) => {
      const { world, params, query, body } = asked
      const found = byToken(world, params.interaction_token!)
      const { type, data } = body
      const interaction = needOpen(world, found, params.interaction_id!, type)
      const message = respond(asked, interaction, type, data)
      interaction.state = 'answered'
      interaction.response = type
      interaction.original = message?.id ?? null
      interaction.isDeferred = type === Response.DeferredChannelMessageWithSource
      interaction.done.resolve()
      if (query.with_response !== 'true') return nothing
      return {
        interaction: {
          id: interaction.id,
          type: interaction.type,
          ...(message && {
            response_message_id: message.id,
            response_message_loading: interaction.isDeferred,
            response_message_ephemeral: message.onlyFor !== null,
          }),
        },
        resource: { type, ...(message && { message: presentMessage(world, message) }) },
      }
    },
    { isOpen: true },
  ),
]
