import { clockText } from '../../../core/schedules/clock.ts'
import { listSchedules, type ScheduleView } from '../../../core/schedules/schedules.ts'
import { cardOf, fields, notes, toPerson } from '../cards/card-parts.ts'
import { openTimes, type Times } from '../cards/dates.ts'
import { openWords, type Say } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { nameOfKind } from './kinds.ts'

const hourOf = (say: Say, { schedule: { minuteOfDay, weekday } }: ScheduleView): string => {
  const at = clockText(minuteOfDay)
  return weekday === null || weekday === undefined
    ? say('schedule.every_day', { at })
    : say('schedule.every_week', { at, day: say(`schedule.weekday.${weekday}`) })
}

const lineOf = (say: Say, times: Times, view: ScheduleView): string =>
  [
    hourOf(say, view),
    view.nextAt === null ? say('schedule.paused') : say('schedule.next', { at: times.time(view.nextAt) }),
    view.last && say(`schedule.last.${view.last.state}`, { at: times.time(view.last.at) }),
  ]
    .filter(Boolean)
    .join(' · ')

/** `/sextant schedule list`: what is done again and again, when it comes next, and how it went. */
export const scheduleList: Command = {
  path: ['schedule', 'list'],
  permission: 'schedules:manage',
  arguments: [],
  run: async (context) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const times = await openTimes(context)
    const views = await listSchedules(core.db, actor)
    return toPerson(
      cardOf(say('schedule.title'), [
        fields(views.map((view) => [nameOfKind(say, view.schedule.kind), lineOf(say, times, view)])),
        notes('plain', [say('schedule.zone', { zone: views[0]?.timeZone ?? 'UTC' })]),
      ]),
    )
  },
}
