import type { MailLine } from '../mail/frame.ts'
import type { MovedItem } from './moved.ts'
import type { DigestWording } from './wording.ts'

/** The name of a phase is its code. */
export const nameOf = (
  { say, term, name }: DigestWording,
  { kind, name: called }: Pick<MovedItem, 'kind' | 'name'>,
) => say(`kind.${kind}`, { name: kind === 'phase' ? term(`phase.${called}`) : name(called) })
// biome-ignore format: one name

const ofWork: Partial<Record<MovedItem['kind'], string>> = { project: 'projects', step: 'steps', task: 'tasks' }

const statusOf = ({ say, term }: DigestWording, kind: MovedItem['kind'], status: unknown): string => {
  if (kind === 'phase') return status === 'ignored' ? say('status.ignored') : say(`status.phase_${status}`)
  return term(`value.${ofWork[kind]}.${status}`)
}

const dayOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Told in a way of their own; of the rest how many fields differ is enough. */
const spoken = new Set(['status', 'progress', 'end_on', 'due_on', 'baseline_end_on', 'phase'])

const changesOf = (words: DigestWording, { kind, changes, isNew, isGone }: MovedItem): string[] => {
  const { say, day } = words
  if (isGone) return [say(`deleted.${kind}`)]
  const { status, progress, end_on, due_on } = changes
  const end = end_on ?? due_on
  const others = Object.keys(changes).filter((field) => !spoken.has(field)).length
  const isMoved = status && status[0] !== null && status[1] !== null
  return [
    ...(isNew ? [say(`created.${kind}`)] : []),
    ...(isMoved
      ? [
          say('change.status', {
            from: statusOf(words, kind, status[0]),
            to: statusOf(words, kind, status[1]),
          }),
        ]
      : []),
    ...(progress && !isMoved
      ? [say('change.progress', { from: progress[0] ?? 0, to: progress[1] ?? 0 })]
      : []),
    ...(end ? [say('change.end', { from: day(dayOrNull(end[0])), to: day(dayOrNull(end[1])) })] : []),
    ...(others > 0 && !isNew ? [say('change.edited', { count: others })] : []),
  ]
}

/** One line a thing: what it is, what became of it, and by whom; null where nothing of it is worth a line. */
export const movedLine = (words: DigestWording, item: MovedItem): MailLine | null => {
  const { say, name } = words
  const changes = changesOf(words, item)
  if (changes.length === 0) return null
  const key = item.kind === 'member' ? 'line_member' : 'line'
  const line = say(key, { what: nameOf(words, item), changes: changes.join(', ') })
  const by = item.by.slice(0, 3).map(name).join(', ')
  return { text: by === '' ? line : say('line_by', { line, by }), detail: null }
}
