import { roleLabel } from '../../access/labels.ts'
import type { Locale } from '../../answers/answer.ts'
import { translate } from '../../locales/translate.ts'
import { kindOf, type NoticeType } from '../types.ts'

/** What a notice is about, by value: as the rows of events have it. */
export interface Told {
  type: NoticeType
  actorLabel: string | null
  projectName: string | null
  phase: string | null
  stepName: string | null
  taskName: string | null
  data: Readonly<Record<string, unknown>>
}

const say = (locale: Locale, key: string, values?: Record<string, unknown>): string =>
  translate(locale, `notices:${key}`, values)

export const labelOf = (locale: Locale, type: NoticeType): string => say(locale, `label.${type}`)

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null

const firstText = (data: Told['data'], ...names: string[]): string | null =>
  names.map((name) => textOf(data[name])).find((text) => text !== null) ?? null

const values = [
  'pending',
  'in_progress',
  'done',
  'rejected',
  'cancelled',
  'high',
  'medium',
  'intermediate',
  'low',
]
const phases = ['needs', 'feasibility', 'design', 'development', 'launch', 'retirement']
const worded: readonly string[] = ['projects', 'steps', 'tasks']

/** A status or priority in words; what is none as it stands. */
const wordOf = (locale: Locale, type: NoticeType, code: string | null): string => {
  const { category } = kindOf(type)
  if (code === null) return '—'
  return worded.includes(category) && values.includes(code) ? say(locale, `value.${category}.${code}`) : code
}

export const phaseName = (locale: Locale, code: string): string =>
  phases.includes(code) ? say(locale, `phase.${code}`) : code

/** A day of the calendar, `yyyy-mm-dd`, which is the same one everywhere. */
const dayOf = (locale: Locale, day: string | null): string => {
  if (day === null || !/^\d{4}-\d{2}-\d{2}/.test(day)) return say(locale, 'someday')
  const region = locale === 'fr' ? 'fr-FR' : 'en-GB'
  const text = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  )
  // French says `1er` of the first day of a month, and of no other; Intl does not.
  return locale === 'fr' ? text.replace(/^1(?= )/, '1er') : text
}

const roleOf = (locale: Locale, { after, after_name: name }: Told['data']): string =>
  typeof after === 'string' ? roleLabel(locale, { code: after, name: textOf(name) }) : '—'

const nameOf = (locale: Locale, { type, data }: Told): string => {
  if (type === 'delivery.failed') return textOf(data.to) ?? say(locale, 'channel_name')
  const platform = type === 'identity.linked' ? textOf(data.platform) : null
  if (platform) return platform === 'slack' ? 'Slack' : 'Discord'
  return (
    firstText(data, 'name', 'workspace', 'llm', 'provider', 'service', 'document') ?? say(locale, 'somebody')
  )
}

/** What happened, as one sentence. Names in it are as people wrote them: each edge escapes them. */
export const sentenceOf = (locale: Locale, told: Told): string => {
  const { type, actorLabel, projectName, phase, stepName, taskName, data } = told
  const sentence = say(locale, `sentence.${type}`, {
    project: projectName ?? '—',
    phase: phase === null ? '—' : phaseName(locale, phase),
    step: stepName ?? '—',
    task: taskName ?? '—',
    from: wordOf(locale, type, firstText(data, 'from')),
    to: wordOf(locale, type, firstText(data, 'to')),
    day: dayOf(locale, firstText(data, 'due_on', 'end_on')),
    percent: firstText(data, 'threshold', 'percent', 'progress', 'to') ?? '—',
    role: roleOf(locale, data),
    name: nameOf(locale, told),
    reason: firstText(data, 'reason') ?? say(locale, 'unknown_reason'),
  })
  const days = Number(data.late_days)
  if (Number.isInteger(days) && days > 0)
    return say(locale, days === 1 ? 'late.one' : 'late.many', { sentence, days })
  return actorLabel ? say(locale, 'by', { sentence, actor: actorLabel }) : say(locale, 'alone', { sentence })
}

/** The rule by which somebody is told; `channel` where it stands for everybody in a place. */
export const ruleOf = (locale: Locale, rule: string, told: Told): string =>
  say(locale, `rule.${rule}`, {
    label: labelOf(locale, told.type),
    project: told.projectName ?? '—',
    step: told.stepName ?? '—',
    task: told.taskName ?? '—',
  })
