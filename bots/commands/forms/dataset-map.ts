import { validate as isUuid } from 'uuid'
import { readDataset, remapDataset } from '../../../core/datasets/datasets.ts'
import { columnRoles, type Mapping, mappingSchema, type Preview } from '../../../core/datasets/preview.ts'
import { AppError, isAppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Form, FormField, FormValues } from '../../../core/messaging/card.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, FormHandler } from '../command.ts'
import { presentDataset } from '../dataset-card.ts'
import { selectField, textField } from './fields.ts'

/** More columns than these nobody goes through in a dialog: the others keep their role, and REST takes them all. */
const mostColumns = 40
const measures = ['index', 'vertical', 'horizontal', 'count'] as const
const column = (position: number): string => `column_${position}`

const columnField = (
  { locale }: CommandContext,
  { name, position, role }: Preview['columns'][number],
  sample: Preview['sample'],
): FormField => {
  const say = openWords(locale)
  const options = columnRoles.map((value) => ({ label: say(`role.${value}`), value }))
  const seen = sample.map(({ cells }) => cells[position - 1]).filter(Boolean)
  return selectField(column(position), name || say('dataset.unnamed', { position }), options, {
    value: role,
    hint: seen.length > 0 ? say('map.example', { cells: seen.join(' · ') }) : null,
  })
}

const sheetField = ({ locale }: CommandContext, { sheets, mapping }: Preview): FormField[] => {
  const names = sheets.flatMap(({ name }) => (name === null ? [] : [name]))
  if (names.length < 2) return []
  const options = names.map((name) => ({ label: name, value: name }))
  return [selectField('sheet', openWords(locale)('dataset.sheet'), options, { value: mapping.sheet })]
}

/** Which column is what, as it was understood, to be put right. @throws not_found, forbidden */
export const mapForm = async (
  context: CommandContext,
  known: { datasetId: string; name?: string; theme?: string },
): Promise<Form> => {
  const say = openWords(context.locale)
  const { datasetId, name, theme } = known
  const { fileName, preview } = await readDataset(context.core, context.actor, datasetId)
  const { mapping, columns, sample } = preview
  const layouts = ['list', 'crosstab'].map((value) => ({ label: say(`dataset.layouts.${value}`), value }))
  const roles = measures.map((value) => ({ label: say(`role.${value}`), value }))
  return {
    action: 'dataset.map',
    title: say('map.title'),
    submit: say('map.submit'),
    cancel: say('form.cancel'),
    value: { dataset_id: datasetId, ...(name && { name }), ...(theme && { theme }) },
    intro: [
      say('map.intro', { file: fileName }),
      columns.length > mostColumns &&
        say('map.rest', { shown: mostColumns, count: columns.length, dataset: datasetId }),
    ]
      .filter(Boolean)
      .join('\n\n'),
    fields: [
      ...sheetField(context, preview),
      selectField('layout', say('dataset.layout'), layouts, { value: mapping.layout }),
      textField('header_row', say('map.header_row'), { value: String(mapping.header_row), maxCharacters: 7 }),
      selectField('measure', say('map.measure'), roles, {
        value: mapping.measure ?? null,
        isRequired: false,
        hint: say('map.measure_hint'),
      }),
      ...columns.slice(0, mostColumns).map((one) => columnField(context, one, sample)),
    ],
  }
}

const rolesOf = (preview: Preview, values: FormValues): Record<string, string> =>
  Object.fromEntries(
    preview.columns.map(({ position, role }) => [String(position), values[column(position)] ?? role]),
  )

/** What cannot be a mapping, by field; a crosstab's columns are told from its header. */
const faults = ({ locale }: CommandContext, preview: Preview, mapping: Mapping): Record<string, string> => {
  const say = openWords(locale)
  const roles = Object.values(mapping.columns)
  const first = column(preview.columns[0]?.position ?? 1)
  if (!roles.includes('interview')) return { [first]: say('map.bad.interview') }
  if (mapping.layout === 'crosstab') return {}
  if (!roles.includes('segment')) return { [first]: say('map.bad.segment') }
  return measures.some((measure) => roles.includes(measure)) ? {} : { [first]: say('map.bad.figure') }
}

const readMapping = (
  { locale }: CommandContext,
  preview: Preview,
  values: FormValues,
): { mapping: Mapping } | { errors: Record<string, string> } => {
  const say = openWords(locale)
  const typed = values.header_row?.trim() ?? String(preview.mapping.header_row)
  if (!/^\d{1,7}$/.test(typed)) return { errors: { header_row: say('map.bad.header_row') } }
  const measure = values.measure || null
  const parsed = mappingSchema.safeParse({
    sheet: values.sheet ?? preview.mapping.sheet,
    layout: values.layout ?? preview.mapping.layout,
    header_row: Number(typed),
    columns: rolesOf(preview, values),
    ...(measure !== null && { measure }),
  })
  if (parsed.success) return { mapping: parsed.data }
  const [place, position] = parsed.error.issues[0]!.path
  const name = place === 'columns' ? column(Number(position)) : String(place)
  return { errors: { [name]: say('form.bad.other') } }
}

/** A person's word on the columns: the file is read again with it. */
export const datasetMapForm: FormHandler = {
  action: 'dataset.map',
  permission: 'datasets:upload',
  submit: async (context, { value, values }) => {
    const { core, actor, locale } = context
    const { dataset_id: id = '', name, theme } = value
    if (!isUuid(id)) throw new AppError('not_found', 'No such dataset.')
    const { preview } = await readDataset(core, actor, id)
    const read = readMapping(context, preview, values)
    if ('errors' in read) return { kind: 'errors', errors: read.errors }
    const errors = faults(context, preview, read.mapping)
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors }
    try {
      const dataset = await remapDataset(core, actor, id, read.mapping)
      return toPerson(presentDataset(context, dataset, { name, theme }))
    } catch (error) {
      if (!isAppError(error, 'mapping_invalid')) throw error
      return {
        kind: 'errors',
        errors: { layout: translate(locale, 'errors:mapping_invalid', error.details) },
      }
    }
  },
}
