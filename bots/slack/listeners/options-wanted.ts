import { limits } from '../../../config/limits.ts'
import { listMet } from '../../../core/assistants/choose.ts'
import { parseActionId } from '../blocks/controls.ts'
import { optionElements } from '../blocks/parts/control-parts.ts'
import { doerOf, type InteractiveBody } from '../interaction.ts'
import type { SlackServices } from '../services.ts'
import { meet } from '../who.ts'

/** Somebody opens a select that has more to choose from than a message holds, or types into it. */
export interface OptionsWanted extends InteractiveBody {
  action_id: string
  /** What was typed so far. */
  value?: string
}

type Ack = (answer: { options: ReturnType<typeof optionElements> }) => Promise<void>

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Assistants that this person meets, by what was typed of their names. Anything else has no such select. */
export const onOptionsWanted = async (
  services: SlackServices,
  wanted: OptionsWanted,
  ack: Ack,
): Promise<void> => {
  const action = parseActionId(wanted.action_id)
  const met = await meet(services, doerOf(wanted))
  if (met.kind !== 'member' || !action.startsWith('assistant.')) return ack({ options: [] })
  const assistants = await listMet(services.core, met.actor, { isReady: action === 'assistant.choose' })
  const typed = plain(wanted.value ?? '')
  const found = assistants
    .filter(({ name }) => plain(name).includes(typed))
    .slice(0, limits.slack.select.options)
    .map(({ id, name, theme }) => ({ label: name, value: id, description: theme }))
  await ack({ options: optionElements(found) })
}
