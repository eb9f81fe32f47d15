import { h } from './dom.js'
import { flagLegend, flagMarks, formatFigure, shareDecimals } from './figures.js'
import { figureButton, placeWords } from './source-dialog.js'
import { t } from './words.js'

/** @typedef {import('./types.d.ts').AnswerTable} AnswerTable */
/** @typedef {import('./types.d.ts').Answer} Answer */
/** @typedef {import('./source-dialog.js').FigureContext} FigureContext */

/**
 * A label that every row repeats is said once, above the table: a phone has no room for it.
 * @param {AnswerTable} table
 */
const splitColumns = (table) => {
  const first = table.rows[0] ?? {}
  const isConstant = (/** @type {AnswerTable['columns'][number]} */ { key, unit }) =>
    unit === 'text' && table.rows.length > 1 && table.rows.every((row) => row[key] === first[key])
  const constants = table.columns
    .filter(isConstant)
    .map(({ key, title }) => ({ title, value: String(first[key] ?? '–') }))
  const columns = table.columns.filter((column) => !isConstant(column))
  // A table of nothing but figures would have no row heads.
  return columns.some(({ unit }) => unit === 'text')
    ? { columns, constants }
    : { columns: table.columns, constants: [] }
}

/**
 * @param {AnswerTable} table
 * @param {FigureContext} context
 */
export const answerTable = (table, context) => {
  const { columns, constants } = splitColumns(table)
  const claimAt = (/** @type {AnswerTable['rows'][number]} */ row, /** @type {string} */ key) => {
    const cell = row[key]
    return cell && typeof cell === 'object' ? context.claims.get(cell.claim) : undefined
  }
  const decimals = new Map(
    columns.map(({ key }) => {
      const shares = table.rows.map((row) => claimAt(row, key)).filter((claim) => claim?.unit === 'percent')
      return [key, Math.max(0, ...shares.map((claim) => shareDecimals(claim?.value ?? 0)))]
    }),
  )
  const seen = new Set()
  const rows = table.rows.map((row) => {
    // A flag of the whole row is shown once, at its first figure.
    const marked = new Set()
    const cellOf = (/** @type {string} */ key) => {
      const claim = claimAt(row, key)
      if (!claim) return typeof row[key] === 'string' ? row[key] : '–'
      const button = figureButton(claim, context, {
        decimals: claim.unit === 'percent' ? decimals.get(key) : undefined,
        marked: new Set(marked),
      })
      for (const flag of flagMarks(claim)) {
        seen.add(flag)
        marked.add(flag)
      }
      return button
    }
    return h(
      'tr',
      null,
      columns.map(({ key, unit }, position) =>
        position === 0
          ? h('th', { scope: 'row' }, cellOf(key))
          : h('td', { class: unit === 'text' ? null : 'is-number' }, cellOf(key)),
      ),
    )
  })
  return h(
    'div',
    { class: 'answer-table' },
    // Focusable, so that a table wider than the phone can be scrolled by keyboard.
    h(
      'div',
      { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': t('answer.table') },
      h(
        'table',
        null,
        constants.length > 0 &&
          h('caption', null, constants.map(({ title, value }) => `${title} : ${value}`).join(' · ')),
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            columns.map(({ title, unit }) =>
              h('th', { scope: 'col', class: unit === 'text' ? null : 'is-number' }, title),
            ),
          ),
        ),
        h('tbody', null, rows),
      ),
    ),
    flagLegend([...seen]),
  )
}

/**
 * Every figure of the answer with its place: the sources of a text without a table.
 * @param {Answer} answer
 * @param {FigureContext} context
 */
export const sourceList = (answer, context) => {
  const traced = answer.claims.filter((claim) => claim.source || claim.formula)
  if (traced.length === 0) return null
  return h(
    'details',
    { class: 'sources' },
    h('summary', null, t('answer.sources', { count: traced.length })),
    h(
      'ul',
      null,
      traced.map((claim) =>
        h(
          'li',
          null,
          figureButton(claim, context),
          h('span', null, claim.label),
          h('span', { class: 'muted' }, placeWords(claim)),
        ),
      ),
    ),
  )
}

/**
 * The answer as text for the clipboard: what was said, then the table with tabs, as a spreadsheet takes it.
 * @param {Answer} answer
 */
export const answerAsText = ({ text, table, claims, warnings }) => {
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  const cellText = (/** @type {string | { claim: string } | null | undefined} */ cell) => {
    if (cell === null || cell === undefined) return ''
    if (typeof cell === 'string') return cell
    const claim = byId.get(cell.claim)
    return claim ? formatFigure(claim.value, claim.unit) : ''
  }
  const grid = table
    ? [
        table.columns.map((column) => column.title),
        ...table.rows.map((row) => table.columns.map((column) => cellText(row[column.key]))),
      ].map((cells) => cells.join('\t'))
    : []
  return [text.replace(/\*\*/g, ''), grid.join('\n'), warnings.join('\n')].filter(Boolean).join('\n\n')
}
