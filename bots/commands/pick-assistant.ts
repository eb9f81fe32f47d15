import { validate as isUuid } from 'uuid'
import { type AssistantView, readAssistant } from '../../core/assistants/assistants.ts'
import { type Chosen, chooseAssistant, findNamed, listMet } from '../../core/assistants/choose.ts'
import { AppError } from '../../core/errors.ts'
import { cardOf, controls, text, toPerson } from './cards/card-parts.ts'
import { chooseCard, restNote, selectOf } from './cards/choose-card.ts'
import { literal } from './cards/markdown.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext, Result } from './command.ts'
import type { Named } from './grammar/read-arguments.ts'

/** Every assistant that this person meets: what a name on the command line may mean. */
export const listNamed = ({ core, actor }: CommandContext): Promise<Named[]> =>
  listMet(core, actor, { isReady: false })

/** One that a button names. @param id foreign: any text @throws not_found */
export const findAssistant = async ({ core, actor }: CommandContext, id: string): Promise<AssistantView> => {
  if (!isUuid(id)) throw new AppError('not_found', 'No such assistant.')
  return readAssistant(core, actor, id)
}

const choose = async (context: CommandContext, named: string | null): Promise<Chosen> => {
  const { core, actor, place } = context
  const { platform, workspace, channel, open = null } = place
  if (named === null) {
    const chosen = await chooseAssistant(core, actor, { platform, workspace, channel, open })
    if (chosen.kind !== 'none') return chosen
  }
  // Those that are switched off, or still without data, can be looked after all the same.
  const met = await listMet(core, actor, { isReady: false })
  const [only] = met
  if (!only) return { kind: 'none' }
  if (named !== null) return findNamed(named, met)
  return met.length === 1 ? { kind: 'chosen', assistantId: only.id } : { kind: 'several', choices: met }
}

/**
 * The assistant that a command is about: the named one, or the one that a question in this place would go to.
 * @param action what is done with the one that is chosen, when it has to be chosen
 */
export const pickAssistant = async (
  context: CommandContext,
  named: string | undefined,
  { action, value = {} }: { action: string; value?: Record<string, string> },
): Promise<{ assistant: AssistantView } | { result: Result }> => {
  const wanted = named?.trim() || null
  const chosen = await choose(context, wanted)
  if (chosen.kind === 'chosen')
    return { assistant: await readAssistant(context.core, context.actor, chosen.assistantId) }
  if (chosen.kind === 'none') return { result: toPerson(chooseCard(context, chosen)) }
  const say = openWords(context.locale)
  const isUnknown = chosen.kind === 'unknown' && wanted !== null
  const card = cardOf(null, [
    text(isUnknown ? say('choose.unknown', { name: literal(wanted) }) : say('choose.which')),
    controls([selectOf(context, chosen.choices, { action, value })]),
    restNote(context, chosen.choices),
  ])
  return { result: toPerson(card) }
}
