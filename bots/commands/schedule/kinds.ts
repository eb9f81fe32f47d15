import type { ScheduleKind } from '../../../db/models/schedule.ts'
import type { Say } from '../cards/words.ts'

/** As people type it: a word each. */
export const scheduleWords = ['daily', 'weekly', 'reminders', 'retention', 'quotas'] as const

export const kindOfWord = (word: string): ScheduleKind =>
  word === 'daily' || word === 'weekly' ? `digest.${word}` : (word as ScheduleKind)

export const wordOfKind = (kind: ScheduleKind): string => kind.replace('digest.', '')

/** What a schedule is called. */
export const nameOfKind = (say: Say, kind: ScheduleKind): string => say(`schedule.kind.${wordOfKind(kind)}`)
