import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Form, FormField } from '../../../core/messaging/card.ts'
import { openSetting, plain, type SlackBlock } from './block.ts'
import { checkBlock } from './check.ts'
import { guardText } from './escape.ts'
import { packPieces } from './pack.ts'
import { optionElements } from './parts/control-parts.ts'
import { literalPieces, markdownPieces } from './parts/text-parts.ts'
import { weightOf } from './text/atoms.ts'
import { cutText } from './text/split-text.ts'

/** Where a dialog was opened: what comes of it is shown there. */
export interface FormPlace {
  channel: string | null
  thread: string | null
}

export interface SlackView {
  type: 'modal' | 'home'
  blocks: SlackBlock[]
  [field: string]: unknown
}

/** The one element of a field; its block bears the field's name. */
export const elementId = 'value'

/** Further parts of a text that one input has no room for. */
export const partName = (name: string, part: number): string => (part === 1 ? name : `${name}~${part}`)

const { input, select, view } = limits.slack

/** What an assistant's files may be. */
const fileTypes = ['xlsx', 'xls', 'ods', 'csv', 'json']

interface Common {
  locale: Locale
  say: (key: string, values?: Record<string, unknown>) => string
}

const inputBlock = (
  { label, hint, isRequired }: Pick<FormField, 'label' | 'hint' | 'isRequired'>,
  name: string,
  element: Record<string, unknown>,
): SlackBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label, input.labelCharacters),
  ...(hint && { hint: plain(hint, input.hintCharacters) }),
  optional: !isRequired,
  element: { ...element, action_id: elementId },
})

/** A text longer than one input takes goes on in further ones: cut short, it would be lost when it is sent. */
const textBlocks = (field: Extract<FormField, { kind: 'text' }>, { say }: Common): SlackBlock[] => {
  const { name, label, value, isLong, maxCharacters } = field
  const most = Math.max(1, Math.min(maxCharacters, input.textCharacters))
  const parts = value ? cutText(value.slice(0, maxCharacters), most, (text) => text.length) : [null]
  return parts.map((part, at) => {
    const isFirst = at === 0
    const own = isFirst ? field : { label: say('form.part', { label }), hint: null, isRequired: false }
    return inputBlock(own, partName(name, at + 1), {
      type: 'plain_text_input',
      multiline: isLong || parts.length > 1,
      max_length: most,
      ...(part !== null && { initial_value: part }),
    })
  })
}

const literalBlocks = (text: string): SlackBlock[] =>
  packPieces(literalPieces(text), { blocks: 10, characters: 100_000 }).flatMap(({ blocks }) => blocks)

/** Options of one select that weigh more are asked for as somebody types. */
const maxSelectWeight = 60_000

/** One list, or groups of a hundred; what weighs too much is asked for. */
const choices = (options: ReturnType<typeof optionElements>) => {
  if (weightOf(options) > maxSelectWeight) return { type: 'external_select', min_query_length: 0 }
  return { type: 'static_select', ...grouped(options) }
}

const grouped = (options: ReturnType<typeof optionElements>) => {
  if (options.length <= select.options) return { options }
  const groups = []
  for (let at = 0; at < options.length && groups.length < select.options; at += select.options) {
    const own = options.slice(at, at + select.options)
    groups.push({ label: plain(`${at + 1}–${at + own.length}`, select.textCharacters), options: own })
  }
  return { option_groups: groups }
}

const selectBlocks = (field: Extract<FormField, { kind: 'select' }>, { say }: Common): SlackBlock[] => {
  const { name, label, value } = field
  const options = optionElements(field.options)
  if (options.length === 0) return literalBlocks(say('form.no_choice', { label }))
  const initial = options.find((option) => option.value === value)
  return [
    inputBlock(field, name, {
      ...choices(options),
      placeholder: plain(say('form.choose'), select.placeholderCharacters),
      ...(initial && { initial_option: initial }),
    }),
  ]
}

const fieldBlocks = (field: FormField, common: Common): SlackBlock[] => {
  switch (field.kind) {
    case 'text':
      return textBlocks(field, common)
    case 'select':
      return selectBlocks(field, common)
    case 'file':
      return [inputBlock(field, field.name, { type: 'file_input', filetypes: fileTypes, max_files: 1 })]
  }
}

/** As many fields as the dialog takes, and a line that says how many are left out. */
const fitting = (fields: readonly SlackBlock[][], { say }: Common, room: number): SlackBlock[] => {
  const all = fields.flat()
  if (all.length <= room && weightOf(all) <= view.characters) return all
  const kept: SlackBlock[] = []
  let weight = 0
  let count = 0
  for (const blocks of fields) {
    weight += weightOf(blocks)
    if (kept.length + blocks.length > room - 1 || weight > view.characters) break
    kept.push(...blocks)
    count++
  }
  return [...kept, ...literalBlocks(say('form.rest', { count: fields.length - count }))]
}

/** A field that Slack would refuse is left out, and its name shown: the rest of the dialog still works. */
const sound = (block: SlackBlock, label: string): SlackBlock[] =>
  checkBlock(block, 'modal').length === 0 ? [block] : literalBlocks(label)

/** A form as a dialog. Slack closes the way to open one after three seconds. */
export const renderForm = (
  form: Form,
  { locale, place = { channel: null, thread: null } }: { locale: Locale; place?: FormPlace },
): SlackView => {
  const say: Common['say'] = (key, values) => translate(locale, `cards:${key}`, values)
  const common = { locale, say }
  const setting = openSetting('modal', { locale })
  const room = { blocks: 20, characters: 100_000 }
  const intro = form.intro ? packPieces(markdownPieces(form.intro), room).flatMap(({ blocks }) => blocks) : []
  const fields = form.fields.map((field) =>
    fieldBlocks(field, common).flatMap((block) => sound(block, field.label)),
  )
  const blocks = [...intro, ...fitting(fields, common, view.blocks - intro.length)]
  return {
    type: 'modal',
    callback_id: form.action.slice(0, view.callbackCharacters),
    private_metadata: JSON.stringify({ value: form.value, place }).slice(0, view.metadataCharacters),
    title: plain(form.title, view.titleCharacters),
    submit: plain(form.submit, view.titleCharacters),
    close: plain(form.cancel, view.titleCharacters),
    blocks: blocks.length > 0 ? blocks : literalBlocks(guardText(form.title) || setting.surface),
  }
}
