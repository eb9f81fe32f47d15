import { ApiError, call } from './api.js'
import { verdictView } from './check-report.js'
import { announce, h, icon } from './dom.js'
import { problemNotice } from './form-field.js'
import { mappingForm } from './mapping-form.js'
import { loadNotes, noteList } from './notes.js'
import { formatNumber, t } from './words.js'

/** @typedef {import('./types.d.ts').Preview} Preview */
/** @typedef {import('./types.d.ts').Mapping} Mapping */

/**
 * What was understood of the file, to confirm or to correct, before anything is made of it.
 * @param {import('./new-assistant.js').Wizard} wizard
 */
export const previewStep = ({ draft, keep, show }) => {
  const box = h('div', { class: 'step preview' })
  /** @param {Mapping} mapping */
  const remap = async (mapping) => {
    const { dataset } = draft
    if (!dataset) return
    box.setAttribute('aria-busy', 'true')
    try {
      draft.dataset = await call('PUT', `/v1/datasets/${encodeURIComponent(dataset.id)}/mapping`, mapping)
      keep()
      draw()
      announce(t('preview.remapped'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      box.querySelector('.preview-problem')?.replaceChildren(problemNotice(error.problem))
    } finally {
      box.removeAttribute('aria-busy')
    }
  }
  const otherFile = async () => {
    const { dataset } = draft
    draft.dataset = null
    keep()
    show(2)
    if (dataset) await call('DELETE', `/v1/datasets/${encodeURIComponent(dataset.id)}`).catch(() => {})
  }
  const draw = () => {
    const { dataset } = draft
    if (!dataset) return
    const { preview } = dataset
    const isReady = preview.state === 'ready'
    box.replaceChildren(
      previewFacts(preview),
      ...(isReady
        ? []
        : [
            h(
              'p',
              { class: 'notice is-error' },
              icon('warning'),
              h('span', null, t('preview.needs_mapping')),
            ),
          ]),
      countLine(preview),
      h('div', { class: 'preview-problem' }),
      mappingForm(preview, remap),
      sampleTable(preview),
      ...[noteList(preview.guesses, 'guess'), noteList(preview.notices, 'notice')].filter(
        (notes) => notes !== false,
      ),
      ...(isReady ? [verdictView(preview.check, dataset.id)] : []),
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'button', class: 'button', on: { click: () => show(1) } }, t('preview.rename')),
        h('button', { type: 'button', class: 'button', on: { click: otherFile } }, t('preview.other_file')),
        h(
          'button',
          {
            type: 'button',
            class: 'button is-primary',
            disabled: !isReady,
            on: { click: () => show('creation') },
          },
          t('preview.confirm'),
        ),
      ),
    )
  }
  loadNotes()
    .catch(() => {})
    .then(draw)
  return box
}

/** @param {Preview} preview */
const previewFacts = (preview) => {
  const { mapping } = preview
  /** @type {[string, string][]} */
  const facts = [
    ['source.file', `${preview.file_name} (${preview.file_type})`],
    ...(mapping.sheet === null ? [] : [/** @type {[string, string]} */ (['source.sheet', mapping.sheet])]),
    [
      'preview.header_row',
      mapping.header_row === 0 ? t('preview.no_header') : t('preview.row', { row: mapping.header_row }),
    ],
    ['preview.layout', t(`layout.${mapping.layout}`)],
  ]
  return h(
    'dl',
    { class: 'facts' },
    facts.map(([key, value]) => h('div', null, h('dt', null, t(key)), h('dd', null, value))),
  )
}

/** @param {Preview} preview */
const countLine = ({ counts }) => {
  const one = (/** @type {string} */ key, /** @type {number} */ value) =>
    h('li', null, h('strong', null, formatNumber(value)), ' ', t(`count.${key}`, { count: value }))
  return h(
    'ul',
    { class: 'counts' },
    one('read', counts.rows_read),
    one('kept', counts.rows_kept),
    one('skipped', counts.rows_skipped),
    one('row_labels', counts.row_labels),
    one('segments', counts.segments),
  )
}

/** @param {Preview} preview */
const sampleTable = ({ sample, columns }) => {
  if (sample.length === 0) return h('p', { class: 'muted' }, t('preview.no_sample'))
  return h(
    'section',
    { class: 'sample' },
    h('h3', null, t('preview.sample')),
    h(
      'div',
      { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': t('preview.sample') },
      h(
        'table',
        null,
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col' }, t('source.row')),
            columns.map(({ name }) => h('th', { scope: 'col' }, name || '–')),
          ),
        ),
        h(
          'tbody',
          null,
          sample.map(({ row, cells }) =>
            h(
              'tr',
              null,
              h('th', { scope: 'row' }, row),
              cells.map((cell) => h('td', null, cell === '' ? '–' : cell)),
            ),
          ),
        ),
      ),
    ),
  )
}
