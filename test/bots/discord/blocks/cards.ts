import type { ExecutionContext } from 'ava'
import { classicOf } from '../../../../bots/discord/blocks/classic.ts'
import { guardText } from '../../../../bots/discord/blocks/escape.ts'
import { type DiscordMessage, renderCard } from '../../../../bots/discord/blocks/render-card.ts'
import { type Locale, locales } from '../../../../core/answers/answer.ts'
import type { Card, CardButton, CardPart } from '../../../../core/messaging/card.ts'
import {
  bare,
  classicFaults,
  liveIn,
  messageFaults,
  spoilersIn,
  wordsOf,
} from '../../../helpers/discord-blocks/rules.ts'

export const publicUrl = 'https://sextant.example'

export const cardWith = (...parts: CardPart[]): Card => ({ tone: 'plain', title: null, parts, footer: null })

export const button = (label: string, action = 'answer.suggest', value: Record<string, string> = { id: '1' }): CardButton => ({
  kind: 'button', label, style: 'plain', action, value, confirm: null,
}) // biome-ignore format: one button, read at a glance

/** Every text of a card that people must see. */
const textsOf = (card: Card): string[] => {
  const own = card.parts.flatMap((part): (string | null)[] => {
    switch (part.kind) {
      case 'text':
        return part.text.split('\n')
      case 'heading':
        return [part.text]
      case 'fields':
        return part.fields.flatMap(({ name, value }) => [name, ...value.split('\n')])
      case 'table':
        return [part.caption, ...part.columns.map(({ title }) => title), ...part.rows.flat()]
      case 'chart':
        return [part.chart.title, ...part.chart.alt.split('\n')]
      case 'figures':
        return part.figures.flatMap(({ label, figure }) => [label, figure])
      case 'steps':
        return part.steps.flatMap(({ title, detail }) => [title, detail])
      case 'notes':
        return part.notes
      case 'controls':
        return part.controls.flatMap((control) => (control.kind === 'select' ? [] : [control.label]))
      default:
        return []
    }
  })
  return [card.title, ...own, card.footer].filter((text): text is string => Boolean(text?.trim()))
}

/** A cell that is wrapped stands in several lines, with its neighbours between: then every word of it must be there. */
const isShown = (text: string, shown: string): boolean =>
  shown.includes(bare(guardText(text))) ||
  text.split(/\s+/u).every((word) => shown.includes(bare(guardText(word))) || word.length > 10)

export const lostOf = (card: Card, messages: readonly DiscordMessage[]): string[] => {
  const shown = bare(messages.map(({ components }) => wordsOf(components)).join('\n'))
  return textsOf(card).filter((text) => !isShown(text, shown))
}

/** Nothing lost, nothing refused, nothing live; nor without the components that hold text. */
export const assertSound = (
  t: ExecutionContext,
  card: Card,
  options: { locale?: Locale; isSplit?: boolean; accent?: string } = {},
): DiscordMessage[] => {
  const { locale = 'fr', isSplit = true, accent = null } = options
  const messages = renderCard(card, { locale, publicUrl, accent })
  for (const message of messages) {
    t.deepEqual(messageFaults(message), [])
    t.deepEqual(liveIn(message.text, publicUrl), [])
    t.deepEqual(spoilersIn(message.text), [])
    t.deepEqual(liveIn(wordsOf(message.components), publicUrl), [])
    for (const classic of classicOf(message)) t.deepEqual(classicFaults(classic), [])
  }
  t.deepEqual(lostOf(card, messages), [])
  if (!isSplit) t.is(messages.length, 1)
  return messages
}

export { locales }
