import { scheduleRunners } from '../../../core/digests/work.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { previewSchedule } from '../../../core/schedules/schedules.ts'
import { cardOf, notes, text, toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext } from '../command.ts'
import { pickPerson } from '../team/find-person.ts'
import { kindOfWord, nameOfKind } from './kinds.ts'

/** Whoever asks, unless another is named. */
const readerOf = async (context: CommandContext, words: string | undefined) => {
  const { actor, locale } = context
  if (words !== undefined) return pickPerson(context, words)
  if (actor.kind === 'person') return { person: { id: actor.id } }
  return { result: toPerson(noticeCard(locale, openWords(locale)('schedule.who'), 'caution')) }
}

/** Line by line: what people wrote stays letters, our own list stays one. */
const linesOf = (told: string): string =>
  told
    .split('\n')
    .map((line) => (line.startsWith('- ') ? `- ${literal(line.slice(2))}` : literal(line)))
    .join('\n')

/** `/sextant schedule preview <daily | weekly | reminders> [person]`: what it would send to somebody now. */
export const schedulePreview: Command = {
  path: ['schedule', 'preview'],
  permission: 'schedules:manage',
  arguments: [
    { name: 'schedule', kind: 'choice', isRequired: true, choices: ['daily', 'weekly', 'reminders'] },
    { name: 'person', kind: 'text', isRequired: false },
  ],
  run: async (context, { schedule: word = 'daily', person: words }) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const picked = await readerOf(context, words)
    if ('result' in picked) return picked.result
    const kind = kindOfWord(word)
    const wanted = { which: kind, runners: scheduleRunners, personId: picked.person.id }
    const preview = await previewSchedule(core, actor, wanted)
    const title = say('schedule.preview', { name: nameOfKind(say, kind) })
    if (!preview.wouldSend) return toPerson(cardOf(title, [text(say(`schedule.reason.${preview.reason}`))]))
    return toPerson(
      cardOf(title, [
        text(linesOf(preview.text ?? '')),
        notes('plain', [say('schedule.by_route', { route: say(`schedule.route.${preview.route}`) })]),
      ]),
    )
  },
}
