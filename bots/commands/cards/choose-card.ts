import { can } from '../../../core/access/can.ts'
import type { Choice, Chosen } from '../../../core/assistants/choose.ts'
import type { Card, CardPart, CardSelect } from '../../../core/messaging/card.ts'
import type { CommandContext } from '../command.ts'
import { button, cardOf, controls, notes, select, text } from './card-parts.ts'
import { literal } from './markdown.ts'
import { openWords } from './words.ts'

/** What a select carries along, and what a button does, as JSON: a form keeps what is longer than the first. */
const mostInSelect = 220
const mostInButton = 1_900
/** As many as a select offers on a platform that has room; the others are named. */
const mostOffered = 100

/** A select of assistants; `action` gets the chosen one. */
export const selectOf = (
  { locale }: CommandContext,
  choices: readonly Choice[],
  { action, value = {} }: { action: string; value?: Record<string, string> },
): CardSelect => {
  const offered = choices.slice(0, mostOffered)
  const options = offered.map(({ id, name, theme }) => ({ label: name, value: id, description: theme }))
  return select(openWords(locale)('choose.label'), action, options, { value })
}

/** Those that the select has no room for. */
export const restNote = ({ locale }: CommandContext, choices: readonly Choice[]): CardPart | null => {
  const count = choices.length - mostOffered
  return notes('plain', [count > 0 && openWords(locale)('choose.rest', { count })])
}

/** Half a question would be another question: one that does not travel along is asked again. */
const choosing = (
  context: CommandContext,
  choices: readonly Choice[],
  question: string,
): (CardPart | null)[] => {
  const say = openWords(context.locale)
  const value: Record<string, string> = question === '' ? {} : { question }
  const size = JSON.stringify(value).length
  if (size <= mostInSelect)
    return [
      controls([selectOf(context, choices, { action: 'assistant.choose', value })]),
      restNote(context, choices),
    ]
  if (size <= mostInButton)
    return [controls([button(say('choose.button'), 'assistant.choose', value, 'primary')])]
  return [notes('plain', [say('choose.too_long')])]
}

/** Asks which assistant is meant; whoever chooses asks the question with it. */
export const chooseCard = (
  context: CommandContext,
  chosen: Exclude<Chosen, { kind: 'chosen' }>,
  { question = '', named = null }: { question?: string; named?: string | null } = {},
): Card => {
  const { locale, actor } = context
  const say = openWords(locale)
  if (chosen.kind === 'none') {
    const mayMake = can(actor, 'assistants:create')
    return cardOf(null, [
      text(say(mayMake ? 'choose.none_make' : 'choose.none')),
      controls([mayMake && button(say('assistant.new.button'), 'assistant.new', {}, 'primary')]),
    ])
  }
  const isUnknown = chosen.kind === 'unknown' && named !== null
  return cardOf(null, [
    text(isUnknown ? say('choose.unknown', { name: literal(named) }) : say('choose.several')),
    ...choosing(context, chosen.choices, question),
  ])
}
