import { validate as isUuid } from 'uuid'
import { limits } from '../../../config/limits.ts'
import { type AssistantView, updateAssistant } from '../../../core/assistants/assistants.ts'
import { assistantFields } from '../../../core/assistants/fields.ts'
import { AppError, isAppError } from '../../../core/errors.ts'
import type { Form, FormField, FormValues } from '../../../core/messaging/card.ts'
import { assistantCard } from '../assistant/show.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, FormHandler } from '../command.ts'
import { audienceField, faultsOf, localeField, nameFields, selectField, textField } from './fields.ts'

const maxWelcome = 1_000
/** No model is called so: the tenant's own order of models. */
const automatic = '-'

/** Which model words the answers; nothing to choose where none can be asked. */
const modelFields = async (
  { core, actor, locale }: CommandContext,
  { defaultLlm, fallbackLlm }: AssistantView,
): Promise<FormField[]> => {
  const say = openWords(locale)
  const usable = ((await core.listUsable?.(actor.tenantId)) ?? []).map(({ name }) => name)
  if (usable.length === 0) return []
  const field = (name: string, chosen: string | null): FormField => {
    const names = [...new Set([...(chosen === null ? [] : [chosen]), ...usable])]
    const options = [
      { label: say('form.automatic'), value: automatic },
      ...names.map((one) => ({ label: one, value: one })),
    ]
    return selectField(name, say(`form.${name}`), options, { value: chosen ?? automatic })
  }
  return [field('default_llm', defaultLlm), field('fallback_llm', fallbackLlm)]
}

export const editForm = async (context: CommandContext, assistant: AssistantView): Promise<Form> => {
  const say = openWords(context.locale)
  const { id, updatedAt, welcomeMessage, customInstructions, isActive, isPublic, locale } = assistant
  const states = ['on', 'off'].map((value) => ({ label: say(`form.${value}`), value }))
  return {
    action: 'assistant.edit',
    title: say('assistant.edit.title'),
    submit: say('form.save'),
    cancel: say('form.cancel'),
    value: { id, since: updatedAt.toISOString() },
    intro: null,
    fields: [
      ...nameFields(context, assistant),
      textField('welcome_message', say('form.welcome'), {
        value: welcomeMessage, isLong: true, isRequired: false, maxCharacters: maxWelcome,
      }),
      textField('custom_instructions', say('form.instructions'), {
        value: customInstructions, isLong: true, isRequired: false,
        hint: say('form.instructions_hint'), maxCharacters: limits.assistant.maxInstructionsCharacters,
      }),
      selectField('active', say('assistant.state'), states, { value: isActive ? 'on' : 'off' }),
      audienceField(context, isPublic),
      localeField(context, locale),
      ...(await modelFields(context, assistant)),
    ],
  } // biome-ignore format: one form, read at a glance
}

/** Only what the form had: a field that a platform could not show stays as it is. */
const readFields = (values: FormValues): Record<string, unknown> => {
  const read: Record<string, (value: string) => [string, unknown]> = {
    name: (value) => ['name', value],
    theme: (value) => ['theme', value],
    welcome_message: (value) => ['welcome_message', value.trim() || null],
    custom_instructions: (value) => ['custom_instructions', value.trim() || null],
    active: (value) => ['active', value === 'on'],
    audience: (value) => ['public', value === 'public'],
    locale: (value) => ['locale', value],
    default_llm: (value) => ['default_llm', value === automatic ? null : value],
    fallback_llm: (value) => ['fallback_llm', value === automatic ? null : value],
  }
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (read[name] ? [read[name](value)] : [])),
  )
}

const editSchema = assistantFields.partial()

export const assistantEditForm: FormHandler = {
  action: 'assistant.edit',
  permission: 'assistants:edit',
  submit: async (context, { value, values }) => {
    const { core, actor, locale } = context
    const parsed = editSchema.safeParse(readFields(values))
    if (!parsed.success) return { kind: 'errors', errors: faultsOf(context, parsed) }
    const { id = '', since = '' } = value
    if (!isUuid(id)) throw new AppError('not_found', 'No such assistant.')
    const ifUnchangedSince = new Date(since)
    try {
      const edited = await updateAssistant(core, actor, {
        id,
        fields: parsed.data,
        ...(!Number.isNaN(ifUnchangedSince.getTime()) && { ifUnchangedSince }),
      })
      return toPerson(await assistantCard(context, edited))
    } catch (error) {
      // A model left the registry while the form was open.
      if (!isAppError(error, 'invalid_value')) throw error
      const name = values.default_llm && values.default_llm !== automatic ? 'default_llm' : 'fallback_llm'
      return { kind: 'errors', errors: { [name]: openWords(locale)('form.bad.model') } }
    }
  },
}
