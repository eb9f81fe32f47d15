import { can } from '../../core/access/can.ts'
import { type AssistantView, listAssistants } from '../../core/assistants/assistants.ts'
import { listConversations } from '../../core/conversations/transcript.ts'
import type { Card } from '../../core/messaging/card.ts'
import { button, cardOf, controls, text } from './cards/card-parts.ts'
import { openTimes } from './cards/dates.ts'
import { bold, literal, unmarked } from './cards/markdown.ts'
import { maySeeUsage, usageParts } from './cards/usage-parts.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext } from './command.ts'
import { homeWorkCards } from './home-work.ts'
import { pendingCard } from './pending-card.ts'
import { adminParts } from './team/admin-parts.ts'

const mostAssistants = 8
const mostRecent = 5

const lineOf = (context: CommandContext, assistant: AssistantView): string => {
  const say = openWords(context.locale)
  const { name, theme, fileName, isActive, datasetId } = assistant
  const state = !isActive ? say('home.off') : datasetId === null ? say('home.not_ready') : null
  const facts = [theme, fileName, state].filter((fact) => fact !== null).map(literal)
  return `- ${[bold(name), ...facts].join(' · ')}`
}

const assistantsCard = async (context: CommandContext): Promise<Card> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const found = await listAssistants(core, actor, { limit: mostAssistants + 1, after: null })
  const shown = found.slice(0, mostAssistants)
  const [first] = shown
  const mayMake = can(actor, 'assistants:create')
  return cardOf(say('home.assistants'), [
    text(
      first
        ? shown.map((assistant) => lineOf(context, assistant)).join('\n')
        : say(mayMake ? 'home.no_assistant' : 'choose.none'),
    ),
    controls([
      first && found.length > 1 ? button(say('assistant.list.button'), 'assistant.list') : null,
      first && found.length === 1
        ? button(say('assistant.show.button'), 'assistant.show', { assistant: first.id })
        : null,
      mayMake && button(say('home.create'), 'assistant.new', {}, 'primary'),
      button(say('help.button'), 'help.page'),
    ]),
  ])
}

const recentCard = async (context: CommandContext): Promise<Card | null> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const page = { limit: mostRecent, after: null }
  const recent = await listConversations(core, actor, { page })
  const [last] = recent
  if (!last) return null
  const times = await openTimes(context)
  const lines = recent.map(({ title, preview, updatedAt }) =>
    [`- ${bold(title ?? say('chat.untitled'))}`, times.time(updatedAt), preview && unmarked(preview)]
      .filter(Boolean)
      .join(' · '),
  )
  return cardOf(say('home.recent'), [
    text(lines.join('\n')),
    controls([
      button(say('home.resume'), 'chat.show', { conversation: last.id }, 'primary'),
      button(say('chat.continue'), 'chat.continue', { conversation: last.id }),
      button(say('chat.list.button'), 'chat.list'),
    ]),
  ])
}

/** Whoever is linked to nobody may have rights to find again. */
const linkCard = ({ locale, actor }: CommandContext): Card | null => {
  const say = openWords(locale)
  if (actor.kind !== 'session') return null
  return cardOf(null, [text(say('link.maybe')), controls([button(say('link.button'), 'link')])])
}

const adminCard = (context: CommandContext): Card | null => {
  const parts = adminParts(context)
  return parts && cardOf(openWords(context.locale)('team.admin.title'), parts)
}

/** A person's own page: their work and projects, assistants, files to make some of, the last conversation to go on with, recent answers, and where the month stands. */
export const homeCards = async (context: CommandContext): Promise<Card[]> => {
  const say = openWords(context.locale)
  const recent = await recentCard(context)
  const usage = maySeeUsage(context) ? cardOf(say('home.usage'), await usageParts(context)) : null
  const link = linkCard(context)
  const pending = await pendingCard(context)
  const work = await homeWorkCards(context)
  const assistants = await assistantsCard(context)
  return [...work, assistants, pending, recent, usage, adminCard(context), link].filter(
    (card) => card !== null,
  )
}
