import type { ProjectEvent } from '../../../../db/models/project-event.ts'
import { literal } from '../../cards/markdown.ts'
import type { ProjectWords } from '../words.ts'

/** Fields whose two values are told; of the others that they changed. */
const termKinds: Record<string, Record<string, string>> = {
  project: { status: 'project_status', priority: 'project_priority' },
  phase: { status: 'phase_status' },
  step: { status: 'work_status', priority: 'work_priority', phase: 'phase' },
  task: { status: 'work_status', priority: 'work_priority' },
}

/** Kept for slips, and told by nobody. */
const silent = ['baseline_end_on']

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

interface Told {
  words: ProjectWords
  event: Pick<ProjectEvent, 'subjectKind'>
  names: ReadonlyMap<string, string>
}

/** A value as people read it; null for one that says nothing to them. */
const valueText = ({ words, event, names }: Told, field: string, value: unknown): string | null => {
  const { say, term, day } = words
  const kind = termKinds[event.subjectKind]?.[field]
  if (value === null) return say('history.nothing')
  if (kind && typeof value === 'string') return term(`${kind}.${value}`)
  if (isDay(value)) return day(value)
  if (field === 'active') return say(value === true ? 'state.on' : 'state.off')
  if (field === 'progress' && typeof value === 'number') return say('percent', { count: value })
  if (field === 'name' && typeof value === 'string') return literal(value)
  if (field === 'role' && typeof value === 'string') return literal(value)
  if (field === 'owner_id' && typeof value === 'string') {
    const name = names.get(value)
    return name === undefined ? null : literal(name)
  }
  if (field !== 'permissions' || !Array.isArray(value)) return null
  return value.map((code) => term(`permission.${code}`)).join(', ') || say('history.nothing')
}

const changeText = (told: Told, [field, [before, after]]: [string, [unknown, unknown]]): string => {
  const { say } = told.words
  const name = say(`field.${field}`)
  const [from, to] = [before, after].map((value) => valueText(told, field, value))
  return from !== null && to !== null ? say('history.change', { name, from, to }) : name
}

const whole = /\.(created|deleted|added|removed|bound|unbound)$/

const subjectText = ({ say, term }: ProjectWords, { subjectKind, subjectName }: ProjectEvent): string => {
  const name = subjectKind === 'phase' ? term(`phase.${subjectName}`) : literal(subjectName)
  return say(`history.subject.${subjectKind}`, { name })
}

/** What happened, in one line: `Étape « Maquette » : statut En attente → Terminée`. */
export const eventText = (
  words: ProjectWords,
  event: ProjectEvent,
  names: ReadonlyMap<string, string>,
): string => {
  const { say } = words
  const subject = subjectText(words, event)
  const done = whole.exec(event.action)?.[1]
  const changed = Object.entries(event.changes)
    .filter(([field]) => !silent.includes(field))
    .map((change) => changeText({ words, event, names }, change))
    .join(', ')
  const what = done ? say(`history.done.${done}`) : changed
  const line = say('history.line', { subject, what })
  return event.undoes ? say('history.undoes', { line }) : line
}
