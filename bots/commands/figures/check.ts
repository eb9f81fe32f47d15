import type { Locale } from '../../../core/answers/answer.ts'
import { formatNumber } from '../../../core/answers/figures.ts'
import { readDataset } from '../../../core/datasets/datasets.ts'
import type { CheckReport, Finding } from '../../../core/datasets/preview.ts'
import type { DatasetRecord } from '../../../core/datasets/store.ts'
import { AppError } from '../../../core/errors.ts'
import type { Card, CardPart } from '../../../core/messaging/card.ts'
import { cardOf, notes, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { pickAssistant } from '../pick-assistant.ts'

const mostShown = 15

/** Two decimals at most: the interval is of printed figures, which have one or two. */
const bound = (locale: Locale, value: number): string =>
  formatNumber(Math.round(value * 100) / 100, 2, locale)

const expectedText = (locale: Locale, { expected, kind }: Finding): string => {
  const say = openWords(locale)
  if (!expected) return say(`check.kind.${kind}`)
  return say('check.between', { low: bound(locale, expected.low), high: bound(locale, expected.high) })
}

const findingsPart = (locale: Locale, findings: readonly Finding[]): CardPart | null => {
  if (findings.length === 0) return null
  const say = openWords(locale)
  const titles = ['row', 'cell', 'column', 'found', 'expected']
  return {
    kind: 'table',
    caption: say('check.to_look_at'),
    columns: titles.map((key) => ({ title: say(`check.title.${key}`), isNumeric: key === 'row' })),
    rows: findings
      .slice(0, mostShown)
      .map((finding) => [
        String(finding.row),
        `${finding.row_label} × ${finding.segment}`,
        finding.column,
        finding.found,
        expectedText(locale, finding),
      ]),
  }
}

const verdictText = (locale: Locale, { verdict, checked, found }: CheckReport): string => {
  const say = openWords(locale)
  if (verdict === 'not_checkable') return say('check.not_checkable')
  const good = formatNumber(checked - found, 0, locale)
  return say('check.line', { good, found: formatNumber(found, 0, locale), count: found })
}

/** The arithmetic of a file held against itself: cells that agree, and those that cannot be true within their rounding. */
export const checkCard = (locale: Locale, { fileName, check }: DatasetRecord): Card => {
  const say = openWords(locale)
  if (!check) return cardOf(say('check.name', { file: fileName }), [text(say('check.never'))])
  const rest = check.found - Math.min(check.found, mostShown, check.findings.length)
  const isGood = check.verdict === 'consistent'
  return cardOf(
    say('check.name', { file: fileName }),
    [
      text(verdictText(locale, check)),
      findingsPart(locale, check.findings),
      notes('plain', [
        rest > 0 && say('check.rest', { count: rest }),
        check.verdict !== 'not_checkable' && say('check.how'),
        check.robustness === 'unknown' && say('check.robustness_unknown'),
      ]),
    ],
    { tone: isGood ? 'good' : check.verdict === 'to_look_at' ? 'caution' : 'plain' },
  )
}

/** `/sextant data check [assistant]` */
export const dataCheck: Command = {
  path: ['data', 'check'],
  permission: 'datasets:query',
  arguments: [{ name: 'assistant', kind: 'assistant', isRequired: false }],
  run: async (context, args) => {
    const picked = await pickAssistant(context, args.assistant, { action: 'data.check' })
    if ('result' in picked) return picked.result
    const { datasetId } = picked.assistant
    if (datasetId === null) throw new AppError('assistant_not_ready', 'This assistant has no data yet.')
    const { core, actor, locale } = context
    return toPerson(checkCard(locale, await readDataset(core, actor, datasetId)))
  },
}
