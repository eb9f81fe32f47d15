import { z } from 'zod'
import type { Card, CardControl, CardPart, Form, FormField } from '../core/messaging/card.ts'

/** What people are shown, as `core/messaging/card.ts` describes it: words are in the reader's language already. */

const tone = z.enum(['plain', 'good', 'caution', 'bad'])
const ids = z.record(z.string(), z.string())
const option = z.strictObject({ label: z.string(), value: z.string(), description: z.string().nullable() })
const unit = z.enum(['index', 'percent', 'count'])

const buttonSchema = z.strictObject({
  kind: z.literal('button'),
  label: z.string(),
  style: z.enum(['plain', 'primary', 'danger']),
  action: z.string().meta({ description: 'for POST /v1/commands/actions, with `value`' }),
  value: ids,
  confirm: z
    .strictObject({ title: z.string(), text: z.string(), yes: z.string(), no: z.string() })
    .nullable()
    .meta({ description: 'asked before it is done' }),
})

const controlSchema = z.discriminatedUnion('kind', [
  buttonSchema,
  z.strictObject({ kind: z.literal('link'), label: z.string(), url: z.string() }),
  z.strictObject({
    kind: z.literal('select'),
    label: z.string(),
    action: z.string(),
    value: ids.meta({ description: 'sent along with what is chosen, which is `selected`' }),
    options: z.array(option),
    selected: z.string().nullable(),
  }),
])

const pointSchema = z.strictObject({ label: z.string(), value: z.number(), text: z.string() })

const chartSchema = z.strictObject({
  title: z.string(),
  unit,
  baseline: z.number().nullable(),
  series: z.array(z.strictObject({ name: z.string(), points: z.array(pointSchema) })),
  alt: z.string(),
})

const stepSchema = z.strictObject({
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  detail: z.string().nullable(),
})

const partSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: z
      .string()
      .meta({ description: 'bold, italics, lists, code and paragraphs of Markdown; nothing else' }),
  }),
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  z.strictObject({
    kind: z.literal('fields'),
    fields: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  }),
  z.strictObject({
    kind: z.literal('table'),
    caption: z.string(),
    columns: z.array(z.strictObject({ title: z.string(), is_numeric: z.boolean() })),
    rows: z.array(z.array(z.string())),
  }),
  z.strictObject({ kind: z.literal('chart'), chart: chartSchema }),
  z.strictObject({
    kind: z.literal('figures'),
    figures: z.array(
      z.strictObject({ label: z.string(), figure: z.string(), source: buttonSchema.nullable() }),
    ),
  }),
  z.strictObject({ kind: z.literal('steps'), steps: z.array(stepSchema) }),
  z.strictObject({ kind: z.literal('notes'), tone, notes: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('controls'), controls: z.array(controlSchema) }),
  z.strictObject({ kind: z.literal('rule') }),
])

export const cardSchema = z.strictObject({
  tone,
  title: z.string().nullable(),
  parts: z.array(partSchema),
  footer: z.string().nullable(),
})
export type PresentedCard = z.infer<typeof cardSchema>

const fieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    name: z.string(),
    label: z.string(),
    hint: z.string().nullable(),
    value: z.string().nullable(),
    is_long: z.boolean(),
    is_required: z.boolean(),
    max_characters: z.int(),
  }),
  z.strictObject({
    kind: z.literal('select'),
    name: z.string(),
    label: z.string(),
    hint: z.string().nullable(),
    value: z.string().nullable(),
    is_required: z.boolean(),
    options: z.array(option),
  }),
  z.strictObject({
    kind: z.literal('file').meta({ description: 'its value is the id of a dataset: POST /v1/datasets' }),
    name: z.string(),
    label: z.string(),
    hint: z.string().nullable(),
    is_required: z.boolean(),
  }),
])

export const formSchema = z.strictObject({
  action: z.string().meta({ description: 'for POST /v1/commands/forms, with `value`' }),
  title: z.string(),
  submit: z.string(),
  cancel: z.string(),
  value: ids,
  intro: z.string().nullable(),
  fields: z.array(fieldSchema),
})
type PresentedForm = z.infer<typeof formSchema>

const presentControl = (control: CardControl): z.infer<typeof controlSchema> => {
  if (control.kind === 'link') return { kind: 'link', label: control.label, url: control.url }
  const { label, action, value } = control
  if (control.kind === 'button') {
    const { style, confirm } = control
    return { kind: 'button', label, style, action, value, confirm }
  }
  const { options, selected } = control
  return { kind: 'select', label, action, value, options, selected }
}

const presentButton = presentControl as (
  button: Extract<CardControl, { kind: 'button' }>,
) => z.infer<typeof buttonSchema>

const presentPart = (part: CardPart): z.infer<typeof partSchema> => {
  switch (part.kind) {
    case 'text':
    case 'heading':
      return { kind: part.kind, text: part.text }
    case 'fields':
      return { kind: 'fields', fields: part.fields.map(({ name, value }) => ({ name, value })) }
    case 'table': {
      const { caption, rows } = part
      const columns = part.columns.map(({ title, isNumeric }) => ({ title, is_numeric: isNumeric }))
      return { kind: 'table', caption, columns, rows }
    }
    case 'chart': {
      const { title, unit, baseline, series, alt } = part.chart
      return { kind: 'chart', chart: { title, unit, baseline, series, alt } }
    }
    case 'figures': {
      const figures = part.figures.map(({ label, figure, source }) => ({
        label,
        figure,
        source: source && presentButton(source),
      }))
      return { kind: 'figures', figures }
    }
    case 'steps':
      return {
        kind: 'steps',
        steps: part.steps.map(({ title, state, detail }) => ({ title, state, detail })),
      }
    case 'notes':
      return { kind: 'notes', tone: part.tone, notes: part.notes }
    case 'controls':
      return { kind: 'controls', controls: part.controls.map(presentControl) }
    case 'rule':
      return { kind: 'rule' }
  }
}

export const presentCard = ({ tone, title, parts, footer }: Card): PresentedCard => ({
  tone,
  title,
  parts: parts.map(presentPart),
  footer,
})

const presentField = (field: FormField): PresentedForm['fields'][number] => {
  const { name, label, hint, isRequired: is_required } = field
  if (field.kind === 'file') return { kind: 'file', name, label, hint, is_required }
  const { value } = field
  if (field.kind === 'select')
    return { kind: 'select', name, label, hint, value, is_required, options: field.options }
  const { isLong: is_long, maxCharacters: max_characters } = field
  return { kind: 'text', name, label, hint, value, is_long, is_required, max_characters }
}

export const presentForm = ({
  action,
  title,
  submit,
  cancel,
  value,
  intro,
  fields,
}: Form): PresentedForm => ({
  action,
  title,
  submit,
  cancel,
  value,
  intro,
  fields: fields.map(presentField),
})
