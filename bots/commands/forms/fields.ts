import type { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import { locales } from '../../../core/answers/answer.ts'
import type { FormField } from '../../../core/messaging/card.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext } from '../command.ts'

type TextField = Extract<FormField, { kind: 'text' }>
type SelectField = Extract<FormField, { kind: 'select' }>

export const textField = (
  name: string,
  label: string,
  options: Partial<Omit<TextField, 'kind' | 'name' | 'label'>> & { maxCharacters: number },
): TextField => ({
  kind: 'text',
  name,
  label,
  hint: null,
  value: null,
  isLong: false,
  isRequired: true,
  ...options,
})

export const selectField = (
  name: string,
  label: string,
  options: { label: string; value: string; description?: string | null }[],
  more: Partial<Omit<SelectField, 'kind' | 'name' | 'label' | 'options'>> = {},
): SelectField => ({
  kind: 'select',
  name,
  label,
  hint: null,
  value: null,
  isRequired: true,
  ...more,
  options: options.map(({ description = null, ...option }) => ({ ...option, description })),
})

const { minNameCharacters: min, maxNameCharacters: max, maxThemeCharacters } = limits.assistant

/** Name and sector, as every form of an assistant asks for them. */
export const nameFields = (
  { locale }: CommandContext,
  { name, theme }: { name: string | null; theme: string | null },
): FormField[] => {
  const say = openWords(locale)
  return [
    textField('name', say('argument.name'), {
      hint: say('form.name_hint', { min, max }),
      value: name,
      maxCharacters: max,
    }),
    textField('theme', say('argument.theme'), {
      hint: say('form.theme_hint'),
      value: theme,
      maxCharacters: maxThemeCharacters,
    }),
  ]
}

/** Who meets an assistant that is bound to no channel. */
export const audienceField = ({ locale }: CommandContext, isPublic: boolean): FormField => {
  const say = openWords(locale)
  const options = ['team', 'public'].map((value) => ({ label: say(`assistant.states.${value}`), value }))
  return selectField('audience', say('form.audience'), options, { value: isPublic ? 'public' : 'team' })
}

export const localeField = ({ locale }: CommandContext, value: string): FormField => {
  const say = openWords(locale)
  const options = locales.map((one) => ({ label: say(`language.${one}`), value: one }))
  return selectField('locale', say('form.locale'), options, { value })
}

/** What is wrong with each field, in words; empty when nothing is. */
export const faultsOf = (
  { locale }: CommandContext,
  parsed: { success: boolean; error?: z.ZodError },
): Record<string, string> => {
  const say = openWords(locale)
  const known: Record<string, string> = {
    name: say('form.bad.name', { min, max }),
    theme: say('form.bad.theme', { max: maxThemeCharacters }),
  }
  const names = new Set((parsed.error?.issues ?? []).map(({ path }) => String(path[0] ?? '')))
  return Object.fromEntries([...names].map((name) => [name, known[name] ?? say('form.bad.other')]))
}
