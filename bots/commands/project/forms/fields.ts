import { z } from 'zod'
import { isAppError } from '../../../../core/errors.ts'
import { noticeCard } from '../../../../core/messaging/answer-card.ts'
import type { FormField } from '../../../../core/messaging/card.ts'
import { projectFields } from '../../../../core/projects/fields.ts'
import { toPerson } from '../../cards/card-parts.ts'
import type { CommandContext, Result } from '../../command.ts'
import { textField } from '../../forms/fields.ts'
import { openProjectWords } from '../words.ts'

/** As long as the core takes them. */
export const mostName = 200
/** As long as the dialogs of every platform take a text. */
export const mostDescription = 2_900

export const nameField = ({ locale }: CommandContext, value: string | null): FormField =>
  textField('name', openProjectWords(locale).say('field.name'), { value, maxCharacters: mostName })

/** A text that a dialog cannot hold as a whole is left alone: what is cut off would be lost. */
export const descriptionField = ({ locale }: CommandContext, value: string | null): FormField[] =>
  (value?.length ?? 0) > mostDescription
    ? []
    : [
        textField('description', openProjectWords(locale).say('field.description'), {
          value: value || null,
          isLong: true,
          isRequired: false,
          maxCharacters: mostDescription,
        }),
      ]

/** A day, typed; empty = none. @param name of the field and of its label */
export const dayField = (
  { locale }: CommandContext,
  name: 'start_on' | 'end_on' | 'due_on',
  value: string | null,
): FormField => {
  const { say } = openProjectWords(locale)
  return textField(name, say(`field.${name}`), {
    value,
    hint: say('form.day_hint'),
    isRequired: false,
    maxCharacters: 10,
  })
}

const twoDigits = (text: string): string => text.padStart(2, '0')

/** `2026-03-01`, or `1/3/2026` as the French write it. Empty = null; undefined = no day. */
export const readDay = (typed: string): string | null | undefined => {
  const text = typed.trim()
  if (text === '') return null
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  const iso = french ? `${french[3]}-${twoDigits(french[2]!)}-${twoDigits(french[1]!)}` : text
  return z.iso.date().safeParse(iso).success ? iso : undefined
}

/** Which field of a form the API's name of a value stands for, where they are not called the same. */
type Pointers = Record<string, string>

const pointersIn = (details: Record<string, unknown>): string[] => {
  const errors = Array.isArray(details.errors) ? details.errors : []
  return errors.flatMap((error: unknown) => {
    const pointer = typeof error === 'object' && error !== null && 'pointer' in error ? error.pointer : null
    return typeof pointer === 'string' ? [pointer.split('/')[1] ?? ''] : []
  })
}

/**
 * Does what a form asks for; what the core finds wrong with a field is told at that field. What was changed since the
 * form was opened stays as it is.
 * @throws what `work` throws besides
 */
export const orFaults = async (
  { locale }: CommandContext,
  work: () => Promise<Result>,
  fields: Pointers = {},
): Promise<Result> => {
  const { say } = openProjectWords(locale)
  try {
    return await work()
  } catch (error) {
    if (isAppError(error, 'precondition_failed'))
      return toPerson(noticeCard(locale, say('form.stale'), 'caution'))
    const isFault = isAppError(error, 'invalid_value') || isAppError(error, 'dependency_cycle')
    const names = isFault ? pointersIn(error.details) : []
    if (!isFault || names.length === 0) throw error
    const isCycle = error.code === 'dependency_cycle'
    const faults = names.map((name) => [fields[name] ?? name, say(`form.bad.${isCycle ? 'cycle' : name}`)])
    return { kind: 'errors', errors: Object.fromEntries(faults) }
  }
}

/** Fields that are no day or no name, in words; empty when nothing is wrong. */
export const typedFaults = (
  { locale }: CommandContext,
  values: Readonly<Record<string, string>>,
): Record<string, string> => {
  const { say } = openProjectWords(locale)
  const faults: Record<string, string> = {}
  for (const name of ['start_on', 'end_on', 'due_on'])
    if (readDay(values[name] ?? '') === undefined) faults[name] = say('form.bad.day')
  const { name } = values
  if (name !== undefined && !projectFields.name.safeParse(name).success) faults.name = say('form.bad.name')
  return faults
}

/** Days as they were typed, none of which is a fault; a field that a page does not have stays as it is. */
export const dayOf = (typed: string | undefined): { day: string | null } | null =>
  typed === undefined ? null : { day: readDay(typed) ?? null }
