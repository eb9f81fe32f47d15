import { ApiError, call } from './api.js'
import { h, icon, openDialog } from './dom.js'
import { flagMarks, flagWords, formatFigure, marks } from './figures.js'
import { problemText } from './problems.js'
import { hasWords, t } from './words.js'

/** @typedef {import('./types.d.ts').Claim} Claim */
/**
 * What a figure needs to open its source.
 * @typedef {{ claims: Map<string, Claim>, datasetId: string | null }} FigureContext
 */

/**
 * A figure that opens where it comes from.
 * @param {Claim} claim
 * @param {FigureContext} context
 * @param {{ decimals?: number, marked?: Set<string> }} [cell] in a table: decimals of the column, flags that the row
 *   shows already (they are still said aloud)
 */
export const figureButton = (claim, context, { decimals, marked = new Set() } = {}) => {
  const shown = formatFigure(claim.value, claim.unit, decimals)
  const flags = flagMarks(claim)
  const spoken = [shown, ...flags.map(flagWords), claim.label].join(', ')
  return h(
    'button',
    {
      type: 'button',
      class: 'figure',
      'data-claim': claim.id,
      'aria-haspopup': 'dialog',
      'aria-label': t('figure.open', { figure: spoken }),
      title: t('figure.open', { figure: claim.label }),
      on: { click: () => openSource(claim, context) },
    },
    shown,
    flags
      .filter((flag) => !marked.has(flag))
      .map((flag) => h('span', { class: 'flag', 'aria-hidden': 'true' }, marks.get(flag))),
  )
}

/**
 * Where a figure comes from: its row of the file as the file prints it, or the arithmetic over other figures.
 * @param {Claim} claim
 * @param {FigureContext} context
 */
export const openSource = (claim, context) => {
  const { body } = openDialog({
    title: t('source.title'),
    class: 'source-dialog',
    closeLabel: t('action.close'),
  })
  body.append(
    h(
      'p',
      { class: 'source-figure' },
      h('strong', null, formatFigure(claim.value, claim.unit)),
      h('span', null, claim.label),
    ),
    ...flagMarks(claim).map((flag) =>
      h('p', { class: 'notice' }, icon('warning'), h('span', null, flagWords(flag))),
    ),
  )
  if (claim.source) body.append(sourcePlace(claim.source), sourceRow(claim.source, context.datasetId))
  if (claim.formula) body.append(formulaView(claim.formula, context))
}

/** @param {import('./types.d.ts').Source} source */
const sourcePlace = ({ file, sheet, row, column }) => {
  /** @type {[string, string][]} */
  const facts = [
    ['source.file', file],
    ...(sheet === null ? [] : [/** @type {[string, string]} */ (['source.sheet', sheet])]),
    ['source.row', String(row)],
    ['source.column', column],
  ]
  return h(
    'dl',
    { class: 'facts' },
    facts.map(([key, value]) => h('div', null, h('dt', null, t(key)), h('dd', null, value))),
  )
}

/**
 * @param {import('./types.d.ts').Source} source
 * @param {string | null} datasetId
 */
const sourceRow = (source, datasetId) => {
  const place = h(
    'div',
    { class: 'source-row', 'aria-busy': 'true' },
    h('p', { class: 'muted' }, t('source.reading')),
  )
  const load = async () => {
    if (!datasetId) return place.replaceChildren()
    const sheet = source.sheet === null ? '' : `?sheet=${encodeURIComponent(source.sheet)}`
    try {
      const row = await call(
        'GET',
        `/v1/datasets/${encodeURIComponent(datasetId)}/rows/${source.row}${sheet}`,
      )
      place.replaceChildren(rowTable(row.columns, source))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      place.replaceChildren(h('p', { class: 'notice' }, icon('warning'), problemText(error.problem)))
    } finally {
      place.removeAttribute('aria-busy')
    }
  }
  load()
  return place
}

/**
 * The row stands upright, one column a line: it fits a phone and reads aloud well.
 * @param {{ name: string, value: string }[]} columns
 * @param {import('./types.d.ts').Source} source
 */
const rowTable = (columns, source) =>
  h(
    'table',
    { class: 'row-table' },
    h('caption', null, t('source.caption', { row: source.row })),
    h(
      'tbody',
      null,
      columns.map(({ name, value }) => {
        const isIt = name === source.column
        return h(
          'tr',
          isIt ? { class: 'is-source', 'aria-current': 'true' } : null,
          h('th', { scope: 'row' }, name || '–'),
          h('td', null, value === '' ? '–' : value, isIt && h('span', { class: 'tag' }, t('source.here'))),
        )
      }),
    ),
  )

/**
 * `100 * c2 / c3` with each figure in its place; words (`definition`, `question`, `count(rows)`) are explained.
 * @param {string} formula
 * @param {FigureContext} context
 */
const formulaView = (formula, context) => {
  const signs = /** @type {Record<string, string>} */ ({ '*': '×', '/': '÷', '-': '−' })
  const used = [...new Set(formula.match(/\bc\d+\b/g) ?? [])]
    .map((id) => context.claims.get(id))
    .filter((claim) => claim !== undefined)
  const word = formula.replace(/\(.*/, '').trim()
  if (used.length === 0)
    return h('p', { class: 'formula-words' }, hasWords(`formula.${word}`) ? t(`formula.${word}`) : formula)
  const parts = formula.split(/(\bc\d+\b|[*/-])/).map((part) => {
    const claim = context.claims.get(part)
    return claim
      ? h('span', { class: 'formula-figure' }, formatFigure(claim.value, claim.unit))
      : (signs[part] ?? part)
  })
  return h(
    'section',
    { class: 'formula' },
    h('h3', null, t('source.formula')),
    h('p', { class: 'formula-line' }, ...parts),
    h(
      'ul',
      { class: 'formula-claims' },
      used.map((claim) =>
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

/** @param {Claim} claim */
export const placeWords = (claim) =>
  claim.source
    ? t('source.place', { row: claim.source.row, column: claim.source.column })
    : t('source.computed')
