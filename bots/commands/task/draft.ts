import type { Locale } from '../../../core/answers/answer.ts'
import { openProjectWords } from '../project/words.ts'

/** With its link it fits into the dialogs of every platform. */
const mostText = 2_500

/** What the form of a new task begins with, made of somebody's message: its words, and where it stands. */
export const draftOf = (
  locale: Locale,
  { text, link }: { text: string; link: string | null },
): Record<string, string> => {
  const said = text.trim().slice(0, mostText).toWellFormed()
  const from = link === null ? '' : openProjectWords(locale).say('task.from_message', { link })
  const description = [said, from].filter(Boolean).join('\n\n')
  return { ...(said && { name: said }), ...(description && { description }) }
}
