import { detailsCard } from '../../../core/messaging/details-card.ts'
import { toPerson } from '../cards/card-parts.ts'
import type { Action } from '../command.ts'
import { findAnswer } from './find-answer.ts'

/** How an answer came about. */
export const answerDetails: Action = {
  name: 'answer.details',
  permission: 'assistants:use',
  run: async (context, value) => {
    const { answer, stages, attempts } = await findAnswer(context, value)
    return toPerson(detailsCard(answer, { stages, attempts }))
  },
}
