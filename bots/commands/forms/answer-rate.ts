import { rateInPlace } from '../../../core/conversations/answer-in-place.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Form } from '../../../core/messaging/card.ts'
import { standpointOf } from '../actions/find-answer.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, FormHandler } from '../command.ts'
import { textField } from './fields.ts'

const maxReason = 1_000

/** What was wrong with an answer. */
export const rateForm = ({ locale }: CommandContext, messageId: string): Form => {
  const say = openWords(locale)
  return {
    action: 'answer.rate',
    title: say('rate.title'),
    submit: say('rate.submit'),
    cancel: say('form.cancel'),
    value: { message_id: messageId },
    intro: null,
    fields: [
      textField('reason', say('rate.reason'), {
        hint: say('rate.hint'),
        isLong: true,
        isRequired: false,
        maxCharacters: maxReason,
      }),
    ],
  }
}

export const answerRateForm: FormHandler = {
  action: 'answer.rate',
  permission: 'assistants:use',
  submit: async (context, { value, values }) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const reason = values.reason?.trim() || null
    if (reason !== null && reason.length > maxReason)
      return { kind: 'errors', errors: { reason: say('form.bad.long', { max: maxReason }) } }
    const rated = {
      at: standpointOf(context),
      messageId: value.message_id ?? '',
      rating: 'down' as const,
      reason,
    }
    await rateInPlace(core, actor, rated)
    return toPerson(noticeCard(locale, say('rate.thanks_down'), 'good'))
  },
}
