import { can } from '../../core/access/can.ts'
import { listPendingDatasets } from '../../core/datasets/datasets.ts'
import type { Card } from '../../core/messaging/card.ts'
import { button, cardOf, controls, text } from './cards/card-parts.ts'
import { bold } from './cards/markdown.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext } from './command.ts'

const mostPending = 3

/** Files that a person brought here or on another platform, to be made into assistants; null when there are none. */
export const pendingCard = async (context: CommandContext): Promise<Card | null> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  if (!can(actor, 'assistants:create') || !can(actor, 'datasets:query')) return null
  const pending = await listPendingDatasets(core, actor, mostPending)
  if (pending.length === 0) return null
  return cardOf(say('home.pending'), [
    text(pending.map(({ fileName }) => `- ${bold(fileName)}`).join('\n')),
    controls(
      pending.map(({ id, name, state }) =>
        state === 'ready'
          ? button(say('home.make_of', { name }), 'assistant.new', { dataset_id: id })
          : button(say('home.map_of', { name }), 'dataset.map', { dataset_id: id }),
      ),
    ),
  ])
}
