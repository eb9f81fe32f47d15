import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10'
import type { DiscordApi } from '../api.ts'
import type { Composed } from '../compose.ts'

/** An interaction, and what it is answered by. */
export interface Token {
  id: string
  token: string
}

/** What the first response promises: a word for one person, for everybody there, or a change of what was pressed. */
export type Deferral = 'person' | 'place' | 'update'

const respond = (
  api: DiscordApi,
  { id, token }: Token,
  given: { body: { type: InteractionResponseType; data?: object }; files?: Composed['files'] },
): Promise<unknown> => api.callInteraction('POST', `/interactions/${id}/${token}/callback`, given)

/** @throws DiscordFailure: 10062 when three seconds have passed, 40060 when somebody was faster */
export const defer = (api: DiscordApi, token: Token, deferral: Deferral): Promise<unknown> => {
  if (deferral === 'update')
    return respond(api, token, { body: { type: InteractionResponseType.DeferredMessageUpdate } })
  const type = InteractionResponseType.DeferredChannelMessageWithSource
  const data = deferral === 'person' ? { data: { flags: MessageFlags.Ephemeral } } : {}
  return respond(api, token, { body: { type, ...data } })
}

/** Answers one person at once. @throws DiscordFailure */
export const answerPerson = (
  api: DiscordApi,
  token: Token,
  { composed, isDirect }: { composed: Composed; isDirect: boolean },
): Promise<unknown> => {
  const { body, files } = composed
  const data = isDirect ? body : { ...body, flags: body.flags | MessageFlags.Ephemeral }
  return respond(api, token, {
    body: { type: InteractionResponseType.ChannelMessageWithSource, data },
    files,
  })
}

/** @throws DiscordFailure */
export const openModal = (api: DiscordApi, token: Token, modal: object): Promise<unknown> =>
  respond(api, token, { body: { type: InteractionResponseType.Modal, data: modal } })

export const offerChoices = (
  api: DiscordApi,
  token: Token,
  choices: { name: string; value: string }[],
): Promise<unknown> => {
  const type = InteractionResponseType.ApplicationCommandAutocompleteResult
  return respond(api, token, { body: { type, data: { choices } } })
}
