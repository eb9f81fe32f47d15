import { AppError } from '../../../core/errors.ts'
import type { Action } from '../command.ts'
import { findAnswer } from './find-answer.ts'

/** Asks what the answer suggests, in the place where it stands. */
export const answerSuggest: Action = {
  name: 'answer.suggest',
  permission: 'assistants:use',
  isPublic: true,
  run: async (context, value) => {
    const { answer, assistantId } = await findAnswer(context, value)
    const text = /^\d{1,2}$/.test(value.position ?? '') && answer.suggestions[Number(value.position)]
    if (!text) throw new AppError('not_found', 'The answer has no such suggestion.')
    return { kind: 'question', assistantId, text }
  },
}
