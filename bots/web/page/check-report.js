import { ApiError, call } from './api.js'
import { h, icon } from './dom.js'
import { problemNotice } from './form-field.js'
import { formatNumber, hasWords, t } from './words.js'

/** @typedef {import('./types.d.ts').CheckReport} CheckReport */
/** A longer list is for the API: nobody reads a thousand lines in a dialog. */
const shown = 100

/**
 * The verdict of the arithmetic check, and on demand every cell that cannot be true.
 * @param {{ verdict: CheckReport['verdict'], checked: number, found: number }} check
 * @param {string} datasetId
 */
export const verdictView = (check, datasetId) => {
  const findings = h('div', { class: 'findings' })
  const load = async (/** @type {Event} */ event) => {
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget)
    button.disabled = true
    try {
      const report = await call('GET', `/v1/datasets/${encodeURIComponent(datasetId)}/check`)
      findings.replaceChildren(findingTable(report))
      button.remove()
    } catch (error) {
      button.disabled = false
      if (!(error instanceof ApiError)) throw error
      findings.replaceChildren(problemNotice(error.problem))
    }
  }
  return h(
    'section',
    { class: `verdict is-${check.verdict}` },
    icon(check.verdict === 'consistent' ? 'check' : 'warning'),
    h(
      'div',
      { class: 'verdict-text' },
      h('strong', null, t(`verdict.${check.verdict}`)),
      h(
        'p',
        null,
        t(`verdict_text.${check.verdict}`, {
          checked: check.checked,
          found: check.found,
          count: check.found,
        }),
      ),
      check.found > 0 &&
        h('button', { type: 'button', class: 'button is-small', on: { click: load } }, t('verdict.show')),
      findings,
    ),
  )
}

/** @param {CheckReport} report */
const findingTable = ({ findings, found }) => {
  const hasSheets = findings.some(({ sheet }) => sheet !== null)
  const numeric = new Set(['source.row', 'finding.found', 'finding.expected'])
  const heads = [
    'source.row',
    'source.column',
    'finding.cell',
    'finding.kind',
    'finding.found',
    'finding.expected',
  ]
  const number = (/** @type {number} */ value) => formatNumber(value, { maximumFractionDigits: 2 })
  return h(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': t('verdict.to_look_at') },
    h(
      'table',
      null,
      found > shown && h('caption', null, t('finding.first', { shown, found })),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          hasSheets && h('th', { scope: 'col' }, t('source.sheet')),
          heads.map((key) => h('th', { scope: 'col', class: numeric.has(key) ? 'is-number' : null }, t(key))),
        ),
      ),
      h(
        'tbody',
        null,
        findings.slice(0, shown).map((finding) =>
          h(
            'tr',
            null,
            hasSheets && h('td', null, finding.sheet ?? '–'),
            h('td', { class: 'is-number' }, finding.row),
            h('td', null, finding.column),
            h('td', null, [finding.row_label, finding.segment].filter(Boolean).join(' × ')),
            h(
              'td',
              null,
              hasWords(`finding_kind.${finding.kind}`) ? t(`finding_kind.${finding.kind}`) : finding.kind,
            ),
            h('td', { class: 'is-number' }, finding.found),
            h(
              'td',
              { class: 'is-number' },
              finding.expected
                ? t('finding.between', {
                    low: number(finding.expected.low),
                    high: number(finding.expected.high),
                  })
                : '–',
            ),
          ),
        ),
      ),
    ),
  )
}
