import { h } from './dom.js'
import { formatNumber, hasWords, locale, t } from './words.js'

/** @typedef {import('./types.d.ts').Claim} Claim */

/**
 * Decimals that a share needs: one at most, two below 1 %.
 * @param {number} value
 */
export const shareDecimals = (value) => {
  const most = Math.abs(value) < 1 ? 2 : 1
  const written = String(Math.round(value * 10 ** most) / 10 ** most)
  return written.split('.')[1]?.length ?? 0
}

/**
 * A figure as people read it: `146`, `40,6 %`, `2 292`.
 * @param {number} value
 * @param {string} unit
 * @param {number} [decimals] of a share, so that those of one column stand alike
 */
export const formatFigure = (value, unit, decimals = shareDecimals(value)) => {
  if (unit === 'percent') {
    const share = formatNumber(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    return locale() === 'fr' ? `${share}\u202f%` : `${share}%`
  }
  if (unit === 'rank') return t('figure.rank', { rank: value })
  return formatNumber(value, { maximumFractionDigits: unit === 'index' ? 1 : 0 })
}

/** Marks that stand beside a figure; each has its sentence in the legend. */
export const marks = new Map([
  ['small_base', '★'],
  ['not_usable', '★★'],
  ['wide_rounding', '±'],
  ['order_uncertain', '≈'],
  ['inconsistent', '⚠'],
])

/** @param {Claim} claim */
export const flagMarks = (claim) => claim.flags.filter((flag) => marks.has(flag))

/** @param {string} flag */
export const flagWords = (flag) => (hasWords(`flag.${flag}`) ? t(`flag.${flag}`) : flag)

/** @param {string[]} flags those that occur, each explained once */
export const flagLegend = (flags) =>
  flags.length > 0 &&
  h(
    'ul',
    { class: 'flag-legend' },
    flags.map((flag) =>
      h(
        'li',
        null,
        h('span', { class: 'flag', 'aria-hidden': 'true' }, marks.get(flag)),
        ' ',
        flagWords(flag),
      ),
    ),
  )
