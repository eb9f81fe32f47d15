import type { CheckedCell, OutcomeOf } from '../../datasets/query/outcome.ts'
import { bullets, paragraphs, type Voice } from './voice.ts'

export const wordCheck = (voice: Voice, outcome: OutcomeOf<'check'>): string => {
  const { report, checked, found, cells } = outcome
  if (!report || !checked || !found) return voice.say('check.never')
  const figures = { checked: voice.bold(checked), found: voice.bold(found) }
  const lead =
    report.verdict === 'not_checkable'
      ? voice.say('check.not_checkable')
      : report.verdict === 'consistent'
        ? voice.say('check.consistent', { ...figures, count: voice.value(checked) })
        : voice.say('check.to_look_at', { ...figures, count: voice.value(found) })
  return paragraphs([
    lead,
    bullets(cells.map((cell) => wordFinding(voice, cell))),
    outcome.rest && voice.count('check.rest', outcome.rest),
    cells.length > 0 && voice.say('check.places'),
  ])
}

const hasDigits = (text: string): boolean => /\p{N}/u.test(text)

/** Digits of a text that is no figure, or of a column's name, are no claims: then only the kind is named. */
const wordFinding = (voice: Voice, { finding, value, expected }: CheckedCell): string => {
  const kind = voice.say(`check.kind.${finding.kind}`)
  const pair = { row: voice.label(finding.row_label), segment: voice.label(finding.segment) }
  if (!expected || !value) {
    const printed = value ? voice.bold(value) : hasDigits(finding.found) ? null : voice.label(finding.found)
    return voice.say('check.line_plain', { ...pair, kind, value: printed ? ` (${printed})` : '' })
  }
  return voice.say('check.line_expected', {
    ...pair,
    column: hasDigits(finding.column) ? kind : voice.label(finding.column),
    value: voice.bold(value),
    low: voice.bold(expected.low),
    high: voice.bold(expected.high),
  })
}
