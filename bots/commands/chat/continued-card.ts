import type { Locale } from '../../../core/answers/answer.ts'
import type { Continued } from '../../../core/conversations/continue-in-place.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Card } from '../../../core/messaging/card.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'

/** Says in the place itself that the conversation goes on there; `thread`: only in the thread below these words. */
export const continuedCard = (locale: Locale, { title }: Continued, where: 'here' | 'thread'): Card => {
  const say = openWords(locale)
  const name = literal(title ?? say('chat.untitled'))
  return noticeCard(locale, say(`chat.continued.${where}`, { title: name }), 'good')
}
