import { log } from '../../../config/log.ts'
import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { FormValues } from '../../../core/messaging/card.ts'
import { askQuestion } from '../../commands/ask-question.ts'
import type { CommandContext, Result } from '../../commands/command.ts'
import { runAction, submitForm } from '../../commands/run.ts'
import { nextPage, openerOf } from '../blocks/form-pages.ts'
import type { SentForm } from '../blocks/read-form.ts'
import { renderFaults } from '../blocks/render-faults.ts'
import { bringFile } from '../listeners/files-brought.ts'
import type { DiscordServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import type { Standing } from '../standing.ts'
import type { Member } from '../who.ts'
import { aboutAction } from './ask-about.ts'

export interface Acting {
  services: DiscordServices
  member: Member
  context: CommandContext
  standing: Standing
}

/** Files become datasets before the handler sees them. */
const bringFiles = async ({ services, member, standing }: Acting, form: SentForm): Promise<FormValues> => {
  const { locale } = member
  const values = { ...form.values }
  for (const { name, file } of form.files) {
    const told = translate(locale, 'discord:file.reading', { file: file.name })
    await showCard(services, { standing, locale }, noticeCard(locale, told))
    values[name] = (await bringFile(services, member, file)).id
  }
  return values
}

/** A file that was brought with the form needs not be brought again. */
const broughtWith = (
  { files }: SentForm,
  values: FormValues,
  errors: Readonly<Record<string, string>>,
): Record<string, string> => {
  const [field] = files
  const id = field && !(field.name in errors) ? values[field.name] : undefined
  return id === undefined ? {} : { dataset_id: id }
}

/** Discord has closed the dialog: what was typed is shown, and a button opens it with that once more. */
const showFaults = async (
  { context, standing }: Acting,
  form: SentForm,
  { errors, values }: { errors: Readonly<Record<string, string>>; values: FormValues },
): Promise<void> => {
  log.info({ fields: Object.keys(errors) }, 'a form was sent with faults')
  const { action, value, page } = form
  const opener = openerOf({ action, value: { ...value, ...broughtWith(form, values, errors) } })
  const opened = await runAction(context, opener.action, opener.value)
  const isOpen = opened.kind === 'form'
  const faulty = {
    fields: isOpen ? opened.form.fields : [],
    errors,
    values: form.values,
    opener: isOpen ? { ...opener, page } : null,
  }
  for (const message of renderFaults(faulty, context)) await standing.reply?.tellPerson(message)
}

/** Does what a form asks for. @returns null where its faults are shown already */
export const sendForm = async (acting: Acting, form: SentForm): Promise<Result | null> => {
  const { context } = acting
  if (form.action === aboutAction) return askQuestion(context, form.values.question ?? '')
  const values = await bringFiles(acting, form)
  const result = await submitForm(context, form.action, { value: form.value, values })
  if (result.kind === 'errors') {
    await showFaults(acting, form, { errors: result.errors, values })
    return null
  }
  const more = nextPage(form, context.locale)
  if (result.kind !== 'card' || !more) return result
  return { ...result, card: { ...result.card, parts: [...result.card.parts, more] } }
}
