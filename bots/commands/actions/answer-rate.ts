import { rateInPlace } from '../../../core/conversations/answer-in-place.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Action } from '../command.ts'
import { rateForm } from '../forms/answer-rate.ts'
import { findAnswer, standpointOf } from './find-answer.ts'

/** Thumbs up is kept at once; thumbs down asks what was wrong. */
export const answerRate: Action = {
  name: 'answer.rate',
  permission: 'assistants:use',
  opensForm: true,
  run: async (context, value) => {
    const { core, actor, locale } = context
    const { messageId } = await findAnswer(context, value)
    if (value.rating === 'down') return { kind: 'form', form: rateForm(context, messageId) }
    await rateInPlace(core, actor, { at: standpointOf(context), messageId, rating: 'up', reason: null })
    return toPerson(noticeCard(locale, openWords(locale)('rate.thanks_up'), 'good'))
  },
}
