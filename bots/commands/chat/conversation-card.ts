import { readConversation } from '../../../core/conversations/transcript.ts'
import { isAppError } from '../../../core/errors.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Card, CardPart } from '../../../core/messaging/card.ts'
import { button, cardOf, controls, notes, text } from '../cards/card-parts.ts'
import { openTimes } from '../cards/dates.ts'
import { bold, literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext } from '../command.ts'

type Read = Awaited<ReturnType<typeof readConversation>>

/** A conversation of one's own; null when there is none of this id. */
export const findConversation = async ({ core, actor }: CommandContext, id: string): Promise<Read | null> => {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  try {
    return await readConversation(core, actor, id)
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}

/** What was asked stands as it was typed; what was answered is our own Markdown. */
export const turnParts = async (context: CommandContext, messages: Read['messages']): Promise<CardPart[]> => {
  const say = openWords(context.locale)
  const times = await openTimes(context)
  return messages.map(({ role, content, createdAt }) =>
    role === 'user'
      ? text(`${bold(say('chat.asked', { time: times.time(createdAt) }))}\n${literal(content)}`)
      : text(content),
  )
}

const mostShown = 10

/** The end of a conversation, oldest first. */
export const conversationCard = async (
  context: CommandContext,
  { conversation, messages }: Read,
): Promise<Card> => {
  const say = openWords(context.locale)
  const shown = messages.slice(-mostShown)
  const { id, title } = conversation
  return cardOf(title ?? say('chat.untitled'), [
    notes('plain', [
      messages.length > shown.length && say('chat.earlier', { count: messages.length - shown.length }),
    ]),
    ...(await turnParts(context, shown)),
    controls([
      button(say('chat.continue'), 'chat.continue', { conversation: id }, 'primary'),
      button(say('chat.export.button'), 'chat.export', { conversation: id }),
    ]),
  ])
}

export const noConversationCard = ({ locale }: CommandContext): Card =>
  noticeCard(locale, openWords(locale)('chat.none'))
