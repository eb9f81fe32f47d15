import type { Answer, AnswerTable, Locale } from '../../core/answers/answer.ts'
import type { Claim } from '../../core/datasets/claims.ts'
import { translate } from '../../core/locales/translate.ts'
import { harmless, pad, styled, widthOf } from '../print.ts'
import { figureText, sourceFile, sourceLines } from './render-sources.ts'

/** Lines of sources under an answer; `--json` has them all. */
const maxSources = 12

type Row = AnswerTable['rows'][number]

/** ★ caution, ★★ not to be used: the robustness marks of the trade. */
const flagMark = ({ flags }: Claim): string => {
  if (flags.includes('not_usable')) return ' ★★'
  return flags.includes('small_base') ? ' ★' : ''
}

const cellText = (cell: Row[string] | undefined, claims: Map<string, Claim>, locale: Locale): string => {
  if (typeof cell === 'string') return harmless(cell)
  const claim = cell ? claims.get(cell.claim) : undefined
  return claim ? figureText(claim, locale) + flagMark(claim) : '–'
}

const renderTable = ({ columns, rows }: AnswerTable, claims: Map<string, Claim>, locale: Locale): string => {
  const texts = rows.map((row) => columns.map(({ key }) => cellText(row[key], claims, locale)))
  const titles = columns.map(({ title }) => harmless(title))
  const widths = titles.map((title, at) => Math.max(widthOf(title), ...texts.map((row) => widthOf(row[at]!))))
  const line = (cells: string[]): string =>
    cells
      .map((cell, at) => pad(cell, widths[at]!, columns[at]!.unit === 'text' ? 'left' : 'right'))
      .join('  ')
      .trimEnd()
  return [styled('dim', line(titles)), ...texts.map(line)].map((text) => `  ${text}`).join('\n')
}

const section = (title: string, lines: string[], style: 'dim' | 'yellow'): string =>
  lines.length === 0 ? '' : [styled(style, title), ...lines.map((line) => `  ${line}`)].join('\n')

/** Bold marks become bold on a terminal and vanish elsewhere; the rest of the Markdown reads well as it is. */
const renderText = (text: string): string =>
  harmless(text).replaceAll(/\*\*([^*\n]+)\*\*/g, (_, bold: string) => styled('bold', bold))

const renderSources = (
  answer: Answer,
  say: (key: string, values?: Record<string, unknown>) => string,
): string => {
  const lines = sourceLines(answer, say)
  const rest = lines.length - maxSources
  const shown =
    rest > 0 ? [...lines.slice(0, maxSources), say('answer.more_sources', { count: rest })] : lines
  const file = sourceFile(answer)
  return section(file === null ? say('answer.sources') : say('answer.sources_in', { file }), shown, 'dim')
}

/** An answer for people, in its own language: text, table, sources, warnings, suggestions. Ends with an empty line. */
export const renderAnswer = (answer: Answer): string => {
  const say = (key: string, values?: Record<string, unknown>): string =>
    translate(answer.locale, `cli:${key}`, values)
  const claims = new Map(answer.claims.map((claim) => [claim.id, claim]))
  const parts = [
    renderText(answer.text),
    answer.table ? renderTable(answer.table, claims, answer.locale) : '',
    section(say('answer.warnings'), answer.warnings.map(harmless), 'yellow'),
    renderSources(answer, say),
    section(say('answer.suggestions'), answer.suggestions.map(harmless), 'dim'),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
