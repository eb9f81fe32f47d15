import { listMet } from '../../core/assistants/choose.ts'
import { AppError } from '../../core/errors.ts'
import { askQuestion } from './ask-question.ts'
import type { CommandContext, Result } from './command.ts'

/**
 * Asks the assistant that somebody chose.
 * @param id foreign: any text
 * @throws not_found for one that this person does not meet, or that cannot answer now
 */
export const askChosen = async (context: CommandContext, id: string, question: string): Promise<Result> => {
  const met = await listMet(context.core, context.actor, { isReady: true })
  if (!met.some((one) => one.id === id)) throw new AppError('not_found', 'No such assistant.')
  return askQuestion(context, question, { assistantId: id })
}
