import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { type DiscordMessage, renderCard } from '../blocks/render-card.ts'

/** A sentence of ours: always one message. */
export const noticeOf = (locale: Locale, text: string): DiscordMessage =>
  renderCard(noticeCard(locale, text), { locale, publicUrl: null })[0]!

/** In the place of what a command was to say to one person, when it came too late for that. */
export const lateNotice = (locale: Locale): DiscordMessage =>
  noticeOf(locale, translate(locale, 'discord:late'))

/** For a moment, in the place of what is told to one person instead. */
export const privateNotice = (locale: Locale): DiscordMessage =>
  noticeOf(locale, translate(locale, 'discord:answered_privately'))

export const tryAgainNotice = (locale: Locale): DiscordMessage =>
  noticeOf(locale, translate(locale, 'discord:try_again'))
