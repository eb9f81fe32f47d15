import type { Locale } from '../answers/answer.ts'
import { translate } from '../locales/translate.ts'
import type { readConversation } from './transcript.ts'

/** A conversation as a file that anybody can open. */
export interface ExportedConversation {
  fileName: string
  title: string
  mediaType: 'text/markdown'
  text: string
}

const tagOf = (locale: Locale): string => (locale === 'fr' ? 'fr-FR' : 'en-GB')

/** What was typed, letter for letter: no line of it is taken for a heading or a list of ours. */
const quoted = (foreign: string): string =>
  foreign
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line.replace(/[\\`*_#[\]<>|~!]/g, '\\$&')}`)
    .join('\n')

/** Signs that no file system minds. */
const fileNameOf = (title: string): string =>
  `${
    title
      .normalize('NFC')
      .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[ .]+|[ .]+$/g, '')
      .slice(0, 80)
      .toWellFormed()
      .trim() || 'conversation'
  }.md`

/** Every message, oldest first: what was asked as it was typed, what was answered in the answer's own Markdown. */
export const exportConversation = (
  { conversation, messages }: Awaited<ReturnType<typeof readConversation>>,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): ExportedConversation => {
  const say = (key: string, values?: Record<string, unknown>): string =>
    translate(locale, `commands:${key}`, values)
  const format = new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'long', timeStyle: 'short', timeZone })
  const title = (conversation.title ?? say('chat.untitled')).replace(/\s+/g, ' ').trim()
  const parts = messages.map(({ role, content, createdAt }) =>
    role === 'user'
      ? `## ${say('chat.asked', { time: format.format(createdAt) })}\n\n${quoted(content)}`
      : content,
  )
  const head = `# ${title.replace(/[\\`*_[\]<>]/g, '\\$&')}`
  const text = `${[head, ...parts].join('\n\n')}\n`.toWellFormed()
  return { fileName: fileNameOf(title), title, mediaType: 'text/markdown', text }
}
