import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { CommandContext, Result } from '../../commands/command.ts'
import { errorCardOf } from '../../commands/error-card.ts'
import { submitForm } from '../../commands/run.ts'
import { readForm, type SentForm, type SentView } from '../blocks/read-form.ts'
import { doerOf, type InteractiveBody, meetInteraction, orExplain } from '../interaction.ts'
import type { SlackServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import { isDirectChannel, type Standing } from '../standing.ts'
import type { Member } from '../who.ts'
import { bringFile, goneFileCard } from './files-brought.ts'
import { publishHome } from './home-opened.ts'

export interface Submission extends InteractiveBody {
  trigger_id?: string
  view: SentView & { id: string; hash?: string }
}

type Ack = (
  answer?: { response_action: 'errors'; errors: Record<string, string> } | { response_action: 'clear' },
) => Promise<void>

const standingOf = ({ place }: SentForm, { user, trigger_id }: Submission, workspace: string): Standing => ({
  workspace,
  channel: place.channel,
  thread: place.thread,
  user: user?.id ?? '',
  isDirect: place.channel === null || isDirectChannel(place.channel),
  triggerId: trigger_id ?? null,
  responseUrl: null,
  pressed: null,
})

/** Faults that turn up once the dialog is closed: told as a card. */
const lateErrors = (locale: Member['locale'], result: Result): Result =>
  result.kind === 'errors'
    ? { kind: 'card', card: noticeCard(locale, Object.values(result.errors).join('\n')), audience: 'person' }
    : result

interface Sending {
  form: SentForm
  context: CommandContext
  member: Member
  standing: Standing
}

/** With a file the dialog closes at once: reading takes longer than Slack waits. The handler gets a dataset's id. */
const sendWithFile = async (
  services: SlackServices,
  { form, context, member, standing }: Sending,
): Promise<Result> => {
  const { locale } = member
  const values = { ...form.values }
  for (const { name, file } of form.files) {
    const told = translate(locale, 'slack:file.reading', { file: file.name })
    await showCard(services, { standing, locale }, noticeCard(locale, told))
    const dataset = await bringFile(services, member, { workspace: standing.workspace, file })
    values[name] = dataset.id
  }
  return lateErrors(locale, await submitForm(context, form.action, { value: form.value, values }))
}

/** A dialog was sent: its faults are shown in it, anything else in the place where it was opened. */
export const onFormSent = async (
  services: SlackServices,
  submission: Submission,
  ack: Ack,
): Promise<void> => {
  const doer = doerOf(submission)
  const form = readForm(submission.view)
  const standing = standingOf(form, submission, doer.team)
  const locale = (await services.users.find(doer.team, doer.user))?.locale ?? 'fr'
  let isAcknowledged = false
  const acknowledge = async (answer?: Parameters<Ack>[0]): Promise<void> => {
    if (isAcknowledged) return
    isAcknowledged = true
    await ack(answer)
  }
  await orExplain(
    async () => {
      const met = await meetInteraction(services, {
        doer: { ...doer, channel: form.place.channel },
        standing,
      })
      if ('card' in met) {
        await acknowledge()
        return showCard(services, { standing, locale: met.locale }, met.card)
      }
      const { member, context } = met
      const inPlace = { ...standing, workspace: member.workspace.workspaceId }
      const sending = { form, context, member, standing: inPlace }
      if (form.files.length > 0) await acknowledge({ response_action: 'clear' })
      const result =
        form.files.length > 0
          ? await sendWithFile(services, sending)
          : await submitForm(context, form.action, { value: form.value, values: form.values })
      if (result.kind === 'errors') return acknowledge({ response_action: 'errors', errors: result.errors })
      await acknowledge()
      await showResult(services, member, { standing: inPlace, result, eventId: `form:${submission.view.id}` })
      if (standing.channel === null) await publishHome(services, doer)
    },
    async (error) => {
      await acknowledge()
      const card = goneFileCard(locale, error) ?? errorCardOf(locale, error)
      await showCard(services, { standing, locale }, card)
    },
  )
}
