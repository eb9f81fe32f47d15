import { can } from '../../../core/access/can.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Action } from '../command.ts'
import { findAnswer } from './find-answer.ts'

/** Takes an answer away from the place: for who asked, and for who may delete conversations. */
export const answerHide: Action = {
  name: 'answer.hide',
  permission: 'assistants:use',
  run: async (context, value) => {
    const { locale, actor } = context
    const { isOwn } = await findAnswer(context, value)
    if (isOwn || can(actor, 'conversations:delete')) return { kind: 'remove' }
    return toPerson(noticeCard(locale, openWords(locale)('hide.not_yours'), 'caution'))
  },
}
