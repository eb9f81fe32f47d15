import { limits } from '../../../config/limits.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Card } from '../../../core/messaging/card.ts'
import type { Argument, Command, CommandContext } from '../command.ts'
import type { ReadPath } from '../grammar.ts'
import { button, cardOf, controls, text } from './card-parts.ts'
import { allowed, exampleOf, keyOf, usageOf } from './help-card.ts'
import { literal } from './markdown.ts'
import { openWords } from './words.ts'

const mostNear = 5
/** More does not fit into what a button carries. */
const mostCarried = 1_500

/** A word that is none of ours: what may have been meant, or a question that was not marked as one. */
export const unknownCard = (
  context: CommandContext,
  { typed, group, nearest }: Extract<ReadPath, { kind: 'unknown' }>,
  line: string,
): Card => {
  const say = openWords(context.locale)
  const near = allowed(context, nearest).slice(0, mostNear)
  const isQuestion =
    group === null && /\s/.test(line) && line.length <= Math.min(mostCarried, limits.question.maxCharacters)
  return cardOf(null, [
    text(say(group === null ? 'unknown.word' : 'unknown.in_group', { word: literal(typed), group })),
    near.length > 0
      ? text(
          near
            .map((command) => `- \`${usageOf(say, command)}\` ${say(`command.${keyOf(command)}.summary`)}`)
            .join('\n'),
        )
      : null,
    isQuestion ? text(say('unknown.question')) : null,
    controls([
      isQuestion && button(say('unknown.ask'), 'ask', { question: line }, 'primary'),
      button(say('help.button'), 'help.page', group === null ? {} : { group }),
    ]),
  ])
}

/** What a command still needs, with an example. */
export const missingCard = ({ locale }: CommandContext, command: Command, { name }: Argument): Card => {
  const say = openWords(locale)
  return cardOf(null, [
    text(say('missing', { argument: say(`argument.${name}`) })),
    text(`\`${usageOf(say, command)}\``),
    text(say('help.examples', { examples: exampleOf(say, command) })),
  ])
}

/** More than the command takes, or a choice that it does not offer. */
export const surplusCard = (
  { locale }: CommandContext,
  command: Command,
  { text: typed, argument }: { text: string; argument: Argument | null },
): Card => {
  const say = openWords(locale)
  const choices = argument?.choices?.join(', ')
  return cardOf(null, [
    text(
      choices
        ? say('surplus_choice', { text: literal(typed), choices })
        : say('surplus', { text: literal(typed) }),
    ),
    text(`\`${usageOf(say, command)}\``),
  ])
}

/** A button of a card that another version of Sextant made. */
export const goneCard = ({ locale }: CommandContext): Card => noticeCard(locale, openWords(locale)('gone'))
