import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { readSchedule, updateSchedule } from '../../../core/schedules/schedules.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { kindOfWord, nameOfKind } from './kinds.ts'

/** `/sextant schedule pause <schedule>`: holds it, or lets it go on. */
export const schedulePause: Command = {
  path: ['schedule', 'pause'],
  permission: 'schedules:manage',
  arguments: [
    { name: 'schedule', kind: 'choice', isRequired: true, choices: ['daily', 'weekly', 'reminders'] },
  ],
  run: async ({ core, actor, locale }, { schedule: word = 'daily' }) => {
    const say = openWords(locale)
    const kind = kindOfWord(word)
    const { schedule } = await readSchedule(core.db, actor, kind)
    const isPaused = !schedule.isPaused
    await updateSchedule(core.db, actor, { which: kind, changes: { isPaused } })
    const said = say(isPaused ? 'schedule.held' : 'schedule.goes_on', { name: nameOfKind(say, kind) })
    return toPerson(noticeCard(locale, said, 'good'))
  },
}
