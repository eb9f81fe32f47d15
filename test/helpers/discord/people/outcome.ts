import { type SeenMessage, type SeenModal, seeMessage, seeModal } from '../shown/seen.ts'
import { anyMessage } from '../state/messages.ts'
import type { Interaction, World } from '../world-state.ts'

export interface Outcome {
  kind: 'message' | 'deferred' | 'update' | 'deferred_update' | 'modal' | 'failed' | 'refused' | 'link'
  interaction: Interaction | null
  /** What the first response showed, changed or keeps waiting. */
  message: SeenMessage | null
  modal: SeenModal | null
  /** By field, when the client itself refuses. */
  errors: Record<string, string>
  /** What the person is told when it failed; the address of a link. */
  failure: string | null
}

const nothing: Outcome = {
  kind: 'failed',
  interaction: null,
  message: null,
  modal: null,
  errors: {},
  failure: null,
}

export const refused = (errors: Record<string, string>): Outcome => ({ ...nothing, kind: 'refused', errors })
export const failed = (failure: string): Outcome => ({ ...nothing, failure })
export const followedLink = (url: string): Outcome => ({ ...nothing, kind: 'link', failure: url })

const kinds: Record<number, Outcome['kind']> = {
  4: 'message',
  5: 'deferred',
  6: 'deferred_update',
  7: 'update',
  9: 'modal',
}

/** Waits for the first response, or for Discord to give up. */
export const outcomeOf = async (world: World, interaction: Interaction): Promise<Outcome> => {
  await interaction.done.promise
  if (interaction.response === null)
    return { ...nothing, interaction, failure: 'The application did not respond' }
  const message = interaction.original ? anyMessage(world, interaction.original) : null
  const modal = interaction.modal ? world.modals.get(interaction.modal) : null
  return {
    ...nothing,
    kind: kinds[interaction.response]!,
    interaction,
    message: message ? seeMessage(world, message) : null,
    modal: modal ? seeModal(modal) : null,
  }
}
