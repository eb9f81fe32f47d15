import type { Locale } from '../../core/answers/answer.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import type { Card } from '../../core/messaging/card.ts'
import { openWords } from './cards/words.ts'

/** In a workspace that belongs to no tenant: how to connect it, and nothing of anybody. */
export const unboundCard = (locale: Locale): Card => noticeCard(locale, openWords(locale)('unbound.text'))
