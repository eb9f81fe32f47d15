import { createHash } from 'node:crypto'
import type { Form, FormField } from '../../../core/messaging/card.ts'
import { unquote } from './controls.ts'
import { withInner } from './piece.ts'

/** Above the numbers of other quotes, and of Discord's own. */
const firstNumber = 100_000

/** By which what was typed into a field is found in its card again, whatever became of the form. */
export const numberOf = (name: string): number =>
  firstNumber + createHash('sha256').update(name).digest().readUIntBE(0, 3)

/** As people read it: a choice by its label. */
export const typedText = (field: FormField | undefined, value: string): string =>
  field?.kind === 'select' ? (field.options.find((one) => one.value === value)?.label ?? value) : value

const findTyped = (name: string, components: readonly unknown[]): string | null => {
  const shown = components.flatMap(withInner).find(({ id }) => id === numberOf(name))
  return typeof shown?.content === 'string' ? unquote(shown.content) : null
}

const filled = (field: FormField, typed: string): FormField => {
  if (field.kind === 'file') return field
  if (field.kind === 'text')
    return { ...field, value: typed.slice(0, field.maxCharacters).toWellFormed() || null }
  const [chosen, ...others] = field.options.filter(({ label }) => label === typed)
  // Of two that are called the same, people choose again.
  return { ...field, value: chosen && others.length === 0 ? chosen.value : null }
}

/** The form with what was typed into it before, as far as the card that was pressed shows it. */
export const fillAgain = (form: Form, components: readonly unknown[]): Form => ({
  ...form,
  fields: form.fields.map((field) => {
    const typed = findTyped(field.name, components)
    return typed === null ? field : filled(field, typed)
  }),
})
