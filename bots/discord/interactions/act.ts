import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { askQuestion } from '../../commands/ask-question.ts'
import type { CommandContext, Result } from '../../commands/command.ts'
import { giveCommand, runAction, runUnbound, submitForm } from '../../commands/run.ts'
import { renderConfirm } from '../blocks/confirm.ts'
import { readControl } from '../blocks/controls.ts'
import { nextPage, pageOf } from '../blocks/form-pages.ts'
import type { SentForm } from '../blocks/read-form.ts'
import { bringFile } from '../listeners/files-brought.ts'
import { readText } from '../read-text.ts'
import type { DiscordServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import type { Standing } from '../standing.ts'
import type { Member } from '../who.ts'
import { aboutAction, aboutForm } from './ask-about.ts'
import type { Done, Heard } from './heard.ts'
import { meetInteraction } from './meet-interaction.ts'
import { confirmedOf, formOf } from './read-form-sent.ts'

interface Acted {
  result: Result
  /** Of a form that is too long for one dialog. */
  page?: number
}

interface Acting {
  services: DiscordServices
  member: Member
  context: CommandContext
  standing: Standing
}

/** Files become datasets before the handler sees them. */
const bringFiles = async ({ services, member, standing }: Acting, form: SentForm) => {
  const { locale } = member
  const values = { ...form.values }
  for (const { name, file } of form.files) {
    const told = translate(locale, 'discord:file.reading', { file: file.name })
    await showCard(services, { standing, locale }, noticeCard(locale, told))
    values[name] = (await bringFile(services, member, file)).id
  }
  return values
}

const sendForm = async (acting: Acting, form: SentForm): Promise<Result> => {
  const { context } = acting
  if (form.action === aboutAction) return askQuestion(context, form.values.question ?? '')
  const values = await bringFiles(acting, form)
  const result = await submitForm(context, form.action, { value: form.value, values })
  const more = nextPage(form, context.locale)
  if (result.kind !== 'card' || !more) return result
  return { ...result, card: { ...result.card, parts: [...result.card.parts, more] } }
}

/** What was pressed, as a card of ours has it; null for what none has. */
const controlOf = (done: Extract<Done, { kind: 'press' | 'form' }>, customId: string) => {
  const { components } = done
  return readControl(customId, { components, ...('values' in done && { values: done.values }) })
}

const press = async (
  { context }: Acting,
  control: NonNullable<ReturnType<typeof readControl>>,
): Promise<Acted> => {
  const { page, value } = pageOf(control.value)
  return { result: await runAction(context, control.action, value), page }
}

const goneControl = { action: '', value: {}, asksFirst: false }

const act = async (acting: Acting, done: Done): Promise<Acted | null> => {
  const { context, services, standing } = acting
  switch (done.kind) {
    case 'command':
      return { result: await giveCommand(context, done.path, done.args) }
    case 'menu': {
      const form = aboutForm(context.locale, readText(done.text, services.botUserId()))
      return { result: { kind: 'form', form } }
    }
    case 'press': {
      const control = controlOf(done, done.customId) ?? goneControl
      if (!control.asksFirst) return press(acting, control)
      const { components } = done
      const asking = renderConfirm(done.customId, { locale: context.locale, components })
      if (await standing.reply?.openForm(asking)) return null
      const late = noticeCard(context.locale, translate(context.locale, 'discord:form_late'), 'caution')
      return { result: { kind: 'card', card: late, audience: 'person' } }
    }
    case 'form': {
      const confirmed = confirmedOf(done)
      if (!confirmed) return { result: await sendForm(acting, formOf(done)) }
      return confirmed.isYes ? press(acting, controlOf(done, confirmed.customId) ?? goneControl) : null
    }
    case 'typing':
      return null
  }
}

/** What somebody who belongs to no tenant typed: the one thing that they can do is to connect the server. */
const typedText = (done: Done): string =>
  done.kind === 'command' ? [...done.path, ...Object.values(done.args)].join(' ') : ''

/** Does what an interaction asks for, with the rights of whoever acts, and shows what comes of it. */
export const actOn = async (services: DiscordServices, heard: Heard, standing: Standing): Promise<void> => {
  const met = await meetInteraction(services, heard, standing)
  if ('card' in met) {
    const { locale, unbound } = met
    const card = unbound ? await runUnbound(unbound, typedText(heard.done)) : met.card
    return showCard(services, { standing, locale }, card)
  }
  const { member, context } = met
  const acted = await act({ services, member, context, standing }, heard.done)
  if (acted) await showResult(services, member, { standing, ...acted, eventId: heard.id })
}
