import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { lengthOf } from './escape.ts'

const most = limits.slack

const text = (characters: number) =>
  z
    .string()
    .min(1)
    .refine((value) => lengthOf(value) <= characters, `longer than ${characters}`)
const plainText = (characters: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(characters), emoji: z.boolean() })

const blockId = text(most.id.characters).optional()
const actionId = text(most.id.characters)

const confirm = z.strictObject({
  title: plainText(most.confirm.titleCharacters),
  text: plainText(most.confirm.textCharacters),
  confirm: plainText(most.confirm.buttonCharacters),
  deny: plainText(most.confirm.buttonCharacters),
})

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(most.button.textCharacters),
  action_id: actionId,
  value: text(most.button.valueCharacters).optional(),
  url: z.url().max(most.button.urlCharacters).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
})

const option = z.strictObject({
  text: plainText(most.select.textCharacters),
  value: text(most.select.valueCharacters),
  description: plainText(most.select.textCharacters).optional(),
})

const isAmong = (initial: { value: string } | undefined, options: readonly { value: string }[]): boolean =>
  initial === undefined || options.some(({ value }) => value === initial.value)

const options = z.array(option).min(1).max(most.select.options)
const selectFields = {
  action_id: actionId,
  placeholder: plainText(most.select.placeholderCharacters).optional(),
  initial_option: option.optional(),
  focus_on_load: z.boolean().optional(),
}
const select = z.union([
  z
    .strictObject({ type: z.literal('static_select'), ...selectFields, options })
    .refine((one) => isAmong(one.initial_option, one.options), 'the initial option is none of them'),
  z
    .strictObject({
      type: z.literal('static_select'),
      ...selectFields,
      option_groups: z
        .array(z.strictObject({ label: plainText(most.select.textCharacters), options }))
        .min(1)
        .max(most.select.options),
    })
    .refine(
      (one) =>
        isAmong(
          one.initial_option,
          one.option_groups.flatMap((group) => group.options),
        ),
      'the initial option is none of them',
    ),
  z.strictObject({ type: z.literal('external_select'), ...selectFields, min_query_length: z.int().min(0) }),
])

const leaf = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1),
  style: z
    .strictObject({ bold: z.literal(true), italic: z.literal(true), code: z.literal(true) })
    .partial()
    .refine((style) => Object.keys(style).length > 0, 'an empty style')
    .optional(),
})
const richSection = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(leaf).min(1),
})
const richElement = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(leaf).min(1) }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richSection).min(1),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
  }),
])

const feedbackButton = z.strictObject({
  text: plainText(most.button.textCharacters),
  value: text(most.button.valueCharacters),
  accessibility_label: text(most.button.textCharacters),
})

const cell = z.strictObject({ type: z.literal('raw_text'), text: z.string().regex(/\S/) })

const chartLabel = text(most.chart.labelCharacters)
const chart = z
  .strictObject({
    type: z.literal('bar'),
    series: z
      .array(
        z.strictObject({
          name: chartLabel,
          data: z
            .array(z.strictObject({ label: chartLabel, value: z.number() }))
            .min(1)
            .max(most.chart.categories),
        }),
      )
      .min(1)
      .max(most.chart.series),
    axis_config: z.strictObject({
      categories: z.array(chartLabel).min(1).max(most.chart.categories),
    }),
  })
  .refine(
    ({ series }) => new Set(series.map(({ name }) => name)).size === series.length,
    'two series of one name',
  )
  .refine(
    ({ axis_config: { categories } }) => new Set(categories).size === categories.length,
    'two categories of one name',
  )
  .refine(
    ({ series, axis_config: { categories } }) =>
      series.every(({ data }) => data.map(({ label }) => label).join('\n') === categories.join('\n')),
    'a series without its one point in every category',
  )

const input = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      action_id: actionId,
      multiline: z.boolean(),
      max_length: z.int().min(1).max(most.input.textCharacters),
      initial_value: z.string().optional(),
    })
    .refine(
      ({ initial_value = '', max_length }) => initial_value.length <= max_length,
      'longer than its own limit',
    ),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId,
    filetypes: z.array(z.string().min(1)).min(1).optional(),
    max_files: z.int().min(1).max(most.input.files),
  }),
])

/** Every block that we send, strictly: what it does not know is a fault. */
export const blockShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(most.header.characters) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: plainText(most.section.characters),
    accessory: button.optional(),
  }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z.array(plainText(most.context.characters)).min(1).max(most.context.elements),
  }),
  z.strictObject({
    type: z.literal('rich_text'),
    block_id: blockId,
    elements: z.array(richElement).min(1),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(z.union([button, select]))
      .min(1)
      .max(most.actions.elements),
  }),
  z.strictObject({
    type: z.literal('context_actions'),
    block_id: blockId,
    elements: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({
            type: z.literal('feedback_buttons'),
            action_id: actionId,
            positive_button: feedbackButton,
            negative_button: feedbackButton,
          }),
          z.strictObject({
            type: z.literal('icon_button'),
            icon: z.literal('trash'),
            text: plainText(most.button.textCharacters),
            action_id: actionId,
            value: text(most.button.valueCharacters),
            confirm: confirm.optional(),
          }),
        ]),
      )
      .min(1)
      .max(most.contextActions.elements),
  }),
  z.strictObject({
    type: z.literal('table'),
    block_id: blockId,
    column_settings: z
      .array(z.strictObject({ align: z.enum(['left', 'right']), is_wrapped: z.boolean() }))
      .max(most.table.columns),
    rows: z.array(z.array(cell).min(1).max(most.table.columns)).min(1).max(most.table.rows),
  }),
  z.strictObject({
    type: z.literal('data_visualization'),
    block_id: blockId,
    title: text(most.chart.titleCharacters),
    chart,
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id: blockId,
    slack_file: z.strictObject({ id: z.string().min(1) }),
    alt_text: text(most.image.altCharacters),
    title: plainText(most.image.titleCharacters).optional(),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: text(most.id.characters),
    label: plainText(most.input.labelCharacters),
    hint: plainText(most.input.hintCharacters).optional(),
    optional: z.boolean(),
    element: z.union([input, select]),
  }),
])
