import { askQuestion } from '../ask-question.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, Result } from '../command.ts'
import { splitWords } from '../grammar/split-words.ts'

/** `"Lecture" "Vélo électrique"` → `« Lecture » et « Vélo électrique »`; anything else stays as it was typed. */
export const labelsText = ({ locale }: CommandContext, typed: string): string => {
  const words = splitWords(typed)
  if (words.length < 2 || !words.every(({ isQuoted }) => isQuoted)) return typed
  const quoted = words.map(({ text }) => (locale === 'fr' ? `« ${text} »` : `"${text}"`))
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(quoted)
}

/**
 * A question of the `data` group, asked in words of the person's language: the same grammar reads it that reads
 * everybody's questions, so that a command and a sentence have one answer.
 * @param key of `data.question`
 */
export const askInWords = (
  context: CommandContext,
  { assistant, key, values }: { assistant?: string; key: string; values?: Record<string, unknown> },
): Promise<Result> =>
  askQuestion(context, openWords(context.locale)(`data.question.${key}`, values), {
    named: assistant ?? null,
  })
