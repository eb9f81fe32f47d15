import { can } from '../../../core/access/can.ts'
import { type AssistantView, listAssistants } from '../../../core/assistants/assistants.ts'
import { button, cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { chooseCard } from '../cards/choose-card.ts'
import { openTimes } from '../cards/dates.ts'
import { bold, literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'

const pageLimit = 20

const pageAfter = (after: string | undefined): { createdAt: Date; id: string } | null => {
  const [time = '', id = ''] = after?.split(' ') ?? []
  const createdAt = new Date(time)
  return Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? null : { createdAt, id }
}

/** `/sextant assistant list`, newest first. A button's `after` goes on with the next page. */
export const assistantList: Command = {
  path: ['assistant', 'list'],
  permission: 'assistants:use',
  arguments: [],
  run: async (context, { after }) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const found = await listAssistants(core, actor, { limit: pageLimit + 1, after: pageAfter(after) })
    const shown = found.slice(0, pageLimit)
    const last = shown.at(-1)
    if (!last) return toPerson(chooseCard(context, { kind: 'none' }))
    const times = await openTimes(context)
    const line = (one: AssistantView): string => {
      const state = !one.isActive ? say('home.off') : one.datasetId === null ? say('home.not_ready') : null
      const facts = [one.theme, one.fileName && `${one.fileName} (${one.fileType})`].filter(Boolean)
      const counts = [say('assistant.list.messages', { count: one.messageCount }), times.day(one.createdAt)]
      return `- ${[bold(one.name), ...facts.map((fact) => literal(fact!)), ...counts, state].filter(Boolean).join(' · ')}`
    }
    const options = shown.map(({ id, name, theme }) => ({ label: name, value: id, description: theme }))
    const next = { after: `${last.createdAt.toISOString()} ${last.id}` }
    return toPerson(
      cardOf(say('assistant.list.title'), [
        text(shown.map(line).join('\n')),
        controls([
          select(say('choose.label'), 'assistant.show', options),
          found.length > pageLimit && button(say('next'), 'assistant.list', next),
          can(actor, 'assistants:create') && button(say('home.create'), 'assistant.new', {}, 'primary'),
        ]),
      ]),
    )
  },
}
