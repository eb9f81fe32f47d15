import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Result } from '../../commands/command.ts'
import { giveCommand, runAction, runUnbound } from '../../commands/run.ts'
import { draftOf } from '../../commands/task/draft.ts'
import { renderConfirm } from '../blocks/confirm.ts'
import { readControl } from '../blocks/controls.ts'
import { pageOf } from '../blocks/form-pages.ts'
import { fillAgain } from '../blocks/typed-fields.ts'
import { readText } from '../read-text.ts'
import type { DiscordServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import type { Standing } from '../standing.ts'
import { aboutForm } from './ask-about.ts'
import type { Done, Heard } from './heard.ts'
import { meetInteraction } from './meet-interaction.ts'
import { confirmedOf, formOf } from './read-form-sent.ts'
import { type Acting, sendForm } from './send-form.ts'

interface Acted {
  result: Result
  /** Of a form that is too long for one dialog. */
  page?: number
}

/** What was pressed, as a card of ours has it; null for what none has. */
const controlOf = (done: Extract<Done, { kind: 'press' | 'form' }>, customId: string) => {
  const { components } = done
  return readControl(customId, { components, ...('values' in done && { values: done.values }) })
}

const press = async (
  { context }: Acting,
  control: NonNullable<ReturnType<typeof readControl>>,
  components: readonly unknown[],
): Promise<Acted> => {
  const { page, isAgain, value } = pageOf(control.value)
  const result = await runAction(context, control.action, value)
  if (!isAgain || result.kind !== 'form') return { result, page }
  return { result: { kind: 'form', form: fillAgain(result.form, components) }, page }
}

const goneControl = { action: '', value: {}, asksFirst: false }

const linkOf = ({ guild, channel, thread }: Heard, message: string): string =>
  `https://discord.com/channels/${guild ?? '@me'}/${thread ?? channel}/${message}`

/** The form of a task, filled with the message. */
const makeTask = async (
  { context }: Acting,
  { heard, text, message }: { heard: Heard; text: string; message: string | null | undefined },
): Promise<Acted> => {
  const link = message ? linkOf(heard, message) : null
  return { result: await runAction(context, 'task.new', draftOf(context.locale, { text, link })) }
}

const act = async (acting: Acting, heard: Heard): Promise<Acted | null> => {
  const { context, services, standing } = acting
  const { done } = heard
  switch (done.kind) {
    case 'command':
      return { result: await giveCommand(context, done.path, done.args) }
    case 'menu': {
      const text = readText(done.text, services.botUserId())
      if (done.makesTask) return makeTask(acting, { heard, text, message: done.message })
      const form = aboutForm(context.locale, text)
      return { result: { kind: 'form', form } }
    }
    case 'press': {
      const control = controlOf(done, done.customId) ?? goneControl
      if (!control.asksFirst) return press(acting, control, done.components)
      const { components } = done
      const asking = renderConfirm(done.customId, { locale: context.locale, components })
      if (await standing.reply?.openForm(asking)) return null
      const late = noticeCard(context.locale, translate(context.locale, 'discord:form_late'), 'caution')
      return { result: { kind: 'card', card: late, audience: 'person' } }
    }
    case 'form': {
      const confirmed = confirmedOf(done)
      if (!confirmed) {
        const result = await sendForm(acting, formOf(done))
        return result && { result }
      }
      const control = controlOf(done, confirmed.customId) ?? goneControl
      return confirmed.isYes ? press(acting, control, done.components) : null
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
  const acted = await act({ services, member, context, standing }, heard)
  if (acted) await showResult(services, member, { standing, ...acted, eventId: heard.id })
}
