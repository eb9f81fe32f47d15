import { scheduleRunners } from '../../../core/digests/work.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { runSchedule } from '../../../core/schedules/schedules.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { kindOfWord, nameOfKind, scheduleWords } from './kinds.ts'

/** `/sextant schedule run <schedule>`: now, for everybody whom it is for. */
export const scheduleRun: Command = {
  path: ['schedule', 'run'],
  permission: 'schedules:manage',
  arguments: [{ name: 'schedule', kind: 'choice', isRequired: true, choices: scheduleWords }],
  run: async ({ core, actor, locale }, { schedule: word = 'daily' }) => {
    const say = openWords(locale)
    const kind = kindOfWord(word)
    await runSchedule(core, actor, { which: kind, runners: scheduleRunners })
    return toPerson(noticeCard(locale, say('schedule.running', { name: nameOfKind(say, kind) }), 'good'))
  },
}
