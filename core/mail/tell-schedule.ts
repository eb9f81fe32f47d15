import type { AlertData } from '../notifications/catalogue.ts'
import type { Told } from './tell.ts'
import type { Wording } from './wording.ts'

export const tellScheduleFailed = (
  { schedule, due_at }: AlertData['schedule.failed'],
  { say, moment }: Wording,
): Told => {
  const name = say(`schedule.${schedule.replace('.', '_')}`)
  return {
    title: say('schedule_failed.title', { name }),
    paragraphs: [say('schedule_failed.what'), say('schedule_failed.then')],
    figures: [
      [say('figure.schedule'), name],
      [say('figure.due'), moment(due_at)],
    ],
    next: [say('schedule_failed.next_run'), say('schedule_failed.next_log')],
  }
}
