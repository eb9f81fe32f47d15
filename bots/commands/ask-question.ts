import { chooseAssistant } from '../../core/assistants/choose.ts'
import { button, cardOf, controls, text as textPart, toPerson } from './cards/card-parts.ts'
import { chooseCard } from './cards/choose-card.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext, Result } from './command.ts'

/** Nothing was asked: what can be. */
const emptyCard = ({ locale }: CommandContext) => {
  const say = openWords(locale)
  return cardOf(null, [textPart(say('ask.empty')), controls([button(say('help.button'), 'help.page')])])
}

/**
 * A mention, a direct message, a follow-up in a thread, and `/sextant ask`: the question for the assistant that is
 * meant, or a card that asks for what is missing.
 * @param options.assistantId the thread's, or the one that was chosen
 * @param options.named as somebody typed it
 */
export const askQuestion = async (
  context: CommandContext,
  text: string,
  { assistantId = null, named = null }: { assistantId?: string | null; named?: string | null } = {},
): Promise<Result> => {
  const question = text.trim()
  if (question === '') return toPerson(emptyCard(context))
  if (assistantId !== null) return { kind: 'question', assistantId, text: question }
  const { core, actor, place } = context
  const { platform, workspace, channel, open = null } = place
  const chosen = await chooseAssistant(core, actor, { platform, workspace, channel, open, named })
  return chosen.kind === 'chosen'
    ? { kind: 'question', assistantId: chosen.assistantId, text: question }
    : toPerson(chooseCard(context, chosen, { question, named }))
}
