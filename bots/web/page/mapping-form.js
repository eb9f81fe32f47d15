import { h } from './dom.js'
import { formField } from './form-field.js'
import { t } from './words.js'

/** @typedef {import('./types.d.ts').Preview} Preview */
/** @typedef {import('./types.d.ts').Mapping} Mapping */

const roles = ['interview', 'segment', 'index', 'vertical', 'horizontal', 'count', 'total', 'ignored']

/**
 * Columns with their roles. A guess says that it is one; any change is sent as the person's word.
 * @param {Preview} preview
 * @param {(mapping: Mapping) => void} remap
 */
export const mappingForm = (preview, remap) => {
  const { mapping, columns, sheets } = preview
  /** @type {Mapping} */
  const next = { ...mapping, columns: { ...mapping.columns } }
  const apply = h('button', { type: 'submit', class: 'button is-small', hidden: true }, t('preview.apply'))
  const edited = () => {
    apply.hidden = false
  }
  const isCrosstab = mapping.layout === 'crosstab'
  const row = (/** @type {Preview['columns'][number]} */ column) =>
    h(
      'li',
      { class: 'column-row' },
      h(
        'span',
        { class: 'column-name' },
        h('span', { class: 'muted' }, `${column.position}. `),
        column.name || t('preview.unnamed'),
      ),
      h(
        'select',
        {
          'aria-label': t('preview.role_of', { column: column.name || column.position }),
          value: column.role,
          on: {
            change: (/** @type {Event} */ event) => {
              next.columns[column.position] = /** @type {HTMLSelectElement} */ (event.target).value
              edited()
            },
          },
        },
        roles.map((role) => h('option', { value: role }, t(`role.${role}`))),
      ),
      h('span', { class: `by is-${column.by}` }, t(`by.${column.by}`)),
    )
  return h(
    'form',
    {
      class: 'mapping',
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault()
          remap(next)
        },
      },
    },
    h('h3', null, t('preview.columns')),
    h('p', { class: 'field-hint' }, t('preview.columns_hint')),
    // A crosstab has a column a segment and figure, up to 200: they are folded until somebody wants to correct them.
    columns.length > 12
      ? h(
          'details',
          { open: preview.state !== 'ready' },
          h('summary', null, t('preview.all_columns', { count: columns.length })),
          h('ul', { class: 'columns' }, columns.map(row)),
        )
      : h('ul', { class: 'columns' }, columns.map(row)),
    h(
      'details',
      { class: 'layout-choice' },
      h('summary', null, t('preview.change_layout')),
      sheets.length > 1 && sheetField(preview, remap),
      headerField(next, edited),
      layoutField(next, edited),
      isCrosstab && measureField(next, edited),
    ),
    apply,
  )
}

/**
 * Another sheet is read anew: its columns are not those on the screen, so none are sent.
 * @param {Preview} preview
 * @param {(mapping: Mapping) => void} remap
 */
const sheetField = ({ sheets, mapping }, remap) =>
  formField({
    label: t('source.sheet'),
    input: h(
      'select',
      {
        value: mapping.sheet ?? '',
        on: {
          change: (/** @type {Event} */ event) =>
            remap({ ...mapping, columns: {}, sheet: /** @type {HTMLSelectElement} */ (event.target).value }),
        },
      },
      sheets.map(({ name, rows, columns }) =>
        h('option', { value: name ?? '' }, t('preview.sheet_size', { sheet: name ?? '', rows, columns })),
      ),
    ),
  }).element

/**
 * @param {Mapping} next
 * @param {() => void} edited
 */
const headerField = (next, edited) =>
  formField({
    label: t('preview.header_row'),
    input: h('input', {
      type: 'number',
      min: 0,
      value: next.header_row,
      on: {
        input: (/** @type {Event} */ event) => {
          next.header_row = Number(/** @type {HTMLInputElement} */ (event.target).value)
          edited()
        },
      },
    }),
  }).element

/**
 * @param {Mapping} next
 * @param {() => void} edited
 */
const layoutField = (next, edited) =>
  formField({
    label: t('preview.layout'),
    input: h(
      'select',
      {
        value: next.layout,
        on: {
          change: (/** @type {Event} */ event) => {
            next.layout = /** @type {'list' | 'crosstab'} */ (
              /** @type {HTMLSelectElement} */ (event.target).value
            )
            edited()
          },
        },
      },
      ['list', 'crosstab'].map((layout) => h('option', { value: layout }, t(`layout.${layout}`))),
    ),
  }).element

/**
 * @param {Mapping} next
 * @param {() => void} edited
 */
const measureField = (next, edited) =>
  formField({
    label: t('preview.measure'),
    input: h(
      'select',
      {
        value: next.measure ?? '',
        on: {
          change: (/** @type {Event} */ event) => {
            const { value } = /** @type {HTMLSelectElement} */ (event.target)
            if (value) next.measure = value
            else delete next.measure
            edited()
          },
        },
      },
      h('option', { value: '' }, t('preview.by_header')),
      ['index', 'vertical', 'horizontal', 'count'].map((role) =>
        h('option', { value: role }, t(`role.${role}`)),
      ),
    ),
  }).element
