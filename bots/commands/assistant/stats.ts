import { formatNumber } from '../../../core/answers/figures.ts'
import { readStats } from '../../../core/assistants/stats.ts'
import { cardOf, fields, toPerson } from '../cards/card-parts.ts'
import { openTimes } from '../cards/dates.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { pickAssistant } from '../pick-assistant.ts'

/** `/sextant assistant stats [assistant]` */
export const assistantStats: Command = {
  path: ['assistant', 'stats'],
  permission: 'assistants:edit',
  arguments: [{ name: 'assistant', kind: 'assistant', isRequired: false }],
  run: async (context, args) => {
    const picked = await pickAssistant(context, args.assistant, { action: 'assistant.stats' })
    if ('result' in picked) return picked.result
    const { core, actor, locale } = context
    const say = openWords(locale)
    const { id, name } = picked.assistant
    const stats = await readStats(core, actor, id)
    const times = await openTimes(context)
    const count = (value: number): string => formatNumber(value, 0, locale)
    return toPerson(
      cardOf(say('assistant.stats.title', { name }), [
        fields([
          [say('assistant.stats.questions'), count(stats.questions)],
          [say('assistant.stats.recent'), count(stats.recentQuestions)],
          [say('assistant.stats.conversations'), count(stats.conversations)],
          [say('assistant.stats.up'), count(stats.up)],
          [say('assistant.stats.down'), count(stats.down)],
          [
            say('assistant.stats.last'),
            stats.lastAskedAt === null ? say('assistant.stats.never') : times.time(stats.lastAskedAt),
          ],
        ]),
      ]),
    )
  },
}
