import type { AlertData } from '../notifications/catalogue.ts'
import type { Told } from './tell.ts'
import type { Wording } from './wording.ts'

const nameOf = (route: AlertData['delivery.failed']['route'], { say }: Wording): string => {
  if (route === null) return say('undelivered.none')
  return route === 'mail' ? say('undelivered.mail') : route === 'slack' ? 'Slack' : 'Discord'
}

/** A notice that reached nobody by any way, or a channel that takes none. */
export const tellUndelivered = (
  { to, channel, route, reason }: AlertData['delivery.failed'],
  words: Wording,
): Told => {
  const { say } = words
  const isChannel = channel !== undefined
  return {
    title: say('undelivered.title'),
    paragraphs: [
      isChannel ? say('undelivered.what_channel') : say('undelivered.what', { to: to ?? '—' }),
      say('undelivered.then'),
    ],
    figures: [
      isChannel ? [say('undelivered.channel'), channel] : [say('undelivered.to'), to ?? '—'],
      [say('undelivered.route'), nameOf(route, words)],
      [say('undelivered.reason'), reason ?? '—'],
    ],
    next: [
      say(isChannel ? 'undelivered.next_channel' : 'undelivered.next_person'),
      say('undelivered.next_again'),
    ],
  }
}
