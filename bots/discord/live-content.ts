import type { Locale, Stage } from '../../core/answers/answer.ts'
import { noticeCard, stagesCard } from '../../core/messaging/answer-card.ts'
import type { CardStep } from '../../core/messaging/card.ts'
import type { Progress } from '../../core/messaging/waiters.ts'
import { type DiscordMessage, renderCard } from './blocks/render-card.ts'

/** What an answer has said until now. */
export interface LiveContent {
  note(progress: Progress): void
  /** As much of it as one message holds: the text, or the stages until there is any. */
  show(): DiscordMessage
}

export const openContent = (locale: Locale): LiveContent => {
  const stages = new Map<Stage, CardStep['state']>()
  let said = ''
  return {
    note: (progress) => {
      if (progress.kind === 'stage')
        stages.set(progress.stage, progress.state === 'started' ? 'running' : 'done')
      else if (progress.kind === 'delta') said = progress.reset ? progress.text : said + progress.text
    },
    show: () => {
      const steps = [...stages].map(([stage, state]) => ({ stage, state, detail: null }))
      const card = said.trim() ? noticeCard(locale, said.toWellFormed()) : stagesCard(locale, steps)
      return renderCard(card, { locale, publicUrl: null })[0]!
    },
  }
}
