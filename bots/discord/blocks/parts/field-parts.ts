import {
  type APIComponentInLabel,
  ComponentType,
  type APIModalInteractionResponseCallbackComponent as ModalPart,
  TextInputStyle,
} from 'discord-api-types/v10'
import { limits } from '../../../../config/limits.ts'
import type { Locale } from '../../../../core/answers/answer.ts'
import { translate } from '../../../../core/locales/translate.ts'
import type { FormField } from '../../../../core/messaging/card.ts'
import { escapeText, guardText, isBlank } from '../escape.ts'
import { textDisplay } from '../piece.ts'
import { cutText } from '../text/split-text.ts'
import { listsOf, optionsOf, plain } from './options.ts'

const { modal, select } = limits.discord

/** Further parts of a field that one input has no room for. */
export const partName = (name: string, part: number): string => (part === 1 ? name : `${name}~${part}`)

type Field<Kind extends FormField['kind']> = Extract<FormField, { kind: Kind }>

/** A label that is cut short stands whole under itself, unless a hint does. */
const labelled = (
  { label, hint }: Pick<FormField, 'label' | 'hint'>,
  component: APIComponentInLabel,
): ModalPart => {
  const isCut = guardText(label).trim().length > modal.labelCharacters
  const below = hint !== null && !isBlank(hint) ? hint : isCut ? label : null
  return {
    type: ComponentType.Label,
    label: plain(label, modal.labelCharacters),
    ...(below !== null && { description: plain(below, modal.hintCharacters) }),
    component,
  }
}

/** A text longer than one input takes goes on in further ones: cut short, it would be lost when it is sent. */
const textParts = (field: Field<'text'>, locale: Locale): ModalPart[] => {
  const { name, label, value, isLong, isRequired, maxCharacters } = field
  const most = Math.max(1, Math.min(maxCharacters, modal.textCharacters))
  const parts = value ? cutText(value.slice(0, maxCharacters), most) : [null]
  return parts.slice(0, modal.components).map((part, at) => {
    const own = at === 0 ? field : { label: translate(locale, 'cards:form.part', { label }), hint: null }
    return labelled(own, {
      type: ComponentType.TextInput,
      custom_id: partName(name, at + 1),
      style: isLong || parts.length > 1 ? TextInputStyle.Paragraph : TextInputStyle.Short,
      max_length: most,
      required: isRequired && at === 0,
      ...(part !== null && { value: part }),
    })
  })
}

/** The chosen one is among those that are shown, however many there are. */
const shownOptions = ({ options, value }: Field<'select'>) => {
  const all = optionsOf(options)
  const most = select.options * modal.components
  const at = all.findIndex((option) => option.value === value)
  return at < most ? all.slice(0, most) : [...all.slice(0, most - 1), all[at]!]
}

const selectParts = (field: Field<'select'>, locale: Locale): ModalPart[] => {
  const { name, label, hint, value, isRequired } = field
  const say = (key: string, values?: Record<string, unknown>): string => translate(locale, key, values)
  const lists = listsOf(shownOptions(field))
  if (lists.length === 0) return [textDisplay(escapeText(say('cards:form.no_choice', { label })))]
  const chosen = lists.flat().find((option) => option.value === value)
  const isOne = lists.length === 1
  // Two lists with a choice each would not say which of them is meant: of several, none begins with one.
  const current = chosen && !isOne ? say('discord:form.current', { value: chosen.label }) : null
  return lists.map((options, at) => {
    const first = at * select.options + 1
    const range = isOne ? '' : ` (${first}–${first + options.length - 1})`
    return labelled(
      {
        label: plain(label, modal.labelCharacters - range.length) + range,
        hint: at === 0 ? (current ?? hint) : null,
      },
      {
        type: ComponentType.StringSelect,
        custom_id: partName(name, at + 1),
        placeholder: plain(say('cards:form.choose'), select.placeholderCharacters),
        required: isRequired && isOne,
        ...(!(isRequired && isOne) && { min_values: 0 }),
        options:
          isOne && chosen
            ? options.map((one) => ({ ...one, ...(one === chosen && { default: true }) }))
            : options,
      },
    )
  })
}

/** A field as the parts of a dialog, at most as many as one dialog takes. */
export const fieldParts = (field: FormField, locale: Locale): ModalPart[] => {
  switch (field.kind) {
    case 'text':
      return textParts(field, locale)
    case 'select':
      return selectParts(field, locale)
    case 'file': {
      const { name, isRequired } = field
      const upload = { type: ComponentType.FileUpload as const, custom_id: name, required: isRequired }
      return [labelled(field, { ...upload, min_values: isRequired ? 1 : 0, max_values: 1 })]
    }
  }
}
