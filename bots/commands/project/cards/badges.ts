import type { Locale } from '../../../../core/answers/answer.ts'
import type { PhaseView, ProjectView, StepView, TaskView } from '../../../../core/projects/views.ts'
import { barOf } from '../../cards/usage-parts.ts'
import type { ProjectWords } from '../words.ts'

/** Told by a word beside it, for those who do not see the mark. */
const marks: Record<string, string> = {
  pending: '○', in_progress: '◔', done: '✓', rejected: '✗', cancelled: '✗', ignored: '–',
} // biome-ignore format: one list, read at a glance

const badge = (words: ProjectWords, kind: string, status: string): string =>
  `${marks[status] ?? '·'} ${words.term(`${kind}.${status}`)}`

/** `◔ En cours · ⚠ Hors délai` */
const withLate = (words: ProjectWords, status: string, isLate: boolean): string =>
  isLate ? `${status} · ⚠ ${words.term('project_status.late')}` : status

export const projectBadge = (words: ProjectWords, { status, isLate }: ProjectView): string =>
  withLate(words, badge(words, 'project_status', status), isLate)

export const phaseBadge = (words: ProjectWords, { status, isLate }: PhaseView): string =>
  withLate(words, badge(words, 'phase_status', status), isLate)

export const workBadge = (words: ProjectWords, { status, isLate }: StepView | TaskView): string =>
  withLate(words, badge(words, 'work_status', status), isLate)

/** `▰▰▰▱▱▱▱▱▱▱ 33 %`: whole numbers. @param progress percent */
export const progressBar = (progress: number, locale: Locale): string => barOf(Math.round(progress), locale)

interface Planned {
  startOn: string | null
  endOn: string | null
}

/** `1er mars 2026 → 30 mars 2026`; null where nothing is planned. */
export const spanText = ({ say, day }: ProjectWords, { startOn, endOn }: Planned): string | null => {
  if (startOn && endOn) return say('span.both', { start: day(startOn), end: day(endOn) })
  if (endOn) return say('span.end', { end: day(endOn) })
  return startOn ? say('span.start', { start: day(startOn) }) : null
}

/** `3 jours ouvrés de retard sur le plan`; null where it is as planned. */
export const slipText = (
  { say, day }: ProjectWords,
  { slipDays, baselineEndOn }: { slipDays: number | null; baselineEndOn: string | null },
): string | null => {
  if (!slipDays || !baselineEndOn) return null
  const key = slipDays > 0 ? 'slip.later' : 'slip.earlier'
  return say(key, { count: Math.abs(slipDays), day: day(baselineEndOn) })
}
