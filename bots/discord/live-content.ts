import { type APIMessageTopLevelComponent, ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type { Locale, Stage } from '../../core/answers/answer.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard, stagesCard } from '../../core/messaging/answer-card.ts'
import type { CardStep } from '../../core/messaging/card.ts'
import type { Progress } from '../../core/messaging/waiters.ts'
import { controlId } from './blocks/controls.ts'
import { type DiscordMessage, renderCard } from './blocks/render-card.ts'

/** Ends the question. Below the text, which may fill its frame. */
const stopRow = (locale: Locale, inboxId: string): APIMessageTopLevelComponent => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: translate(locale, 'discord:stop'),
      custom_id: controlId({ action: 'answer.stop', value: { id: inboxId } }),
    },
  ],
})

/** What an answer has said until now. */
export interface LiveContent {
  note(progress: Progress): void
  /** As much of it as one message holds: the text, or the stages until there is any, and what stops it. */
  show(): DiscordMessage
}

export const openContent = (locale: Locale, inboxId: string): LiveContent => {
  const stages = new Map<Stage, CardStep['state']>()
  const stop = stopRow(locale, inboxId)
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
      const [message] = renderCard(card, { locale, publicUrl: null })
      return { ...message!, components: [...message!.components, stop] }
    },
  }
}
