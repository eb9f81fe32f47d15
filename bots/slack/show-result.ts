import { log } from '../../config/log.ts'
import { readCreation } from '../../core/assistants/creation.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import type { Card } from '../../core/messaging/card.ts'
import type { Result } from '../commands/command.ts'
import { runAction } from '../commands/run.ts'
import { askHere } from './ask-here.ts'
import type { SlackMessage } from './blocks/render-card.ts'
import { renderCard } from './blocks/render-card.ts'
import { renderForm } from './blocks/render-form.ts'
import { continueHere } from './continue-here.ts'
import { handOutFile } from './hand-out-file.ts'
import type { SlackServices } from './services.ts'
import { openDirect, quiet, showCard, tellPerson, threadOf } from './show-card.ts'
import { placeIn, type Standing } from './standing.ts'
import type { Member } from './who.ts'

/** The card of an assistant that is being made, where it can be edited: in the person's own conversation. */
const showMaking = async (
  services: SlackServices,
  member: Member,
  { standing, card, creationId }: { standing: Standing; card: Card; creationId: string },
): Promise<void> => {
  const { api, core, creations } = services
  const { locale, actor } = member
  const { workspace, user } = standing
  const [first] = renderCard(card, { locale })
  if (!first) return
  const channel =
    standing.isDirect && standing.channel !== null
      ? standing.channel
      : await openDirect(services, workspace, user)
  const isElsewhere = standing.channel !== null && channel !== standing.channel
  if (isElsewhere) {
    const note = noticeCard(locale, translate(locale, 'slack:creation_in_direct'))
    await showCard(services, { standing, locale }, note)
  }
  const { text, blocks } = first
  const thread = isElsewhere ? {} : threadOf(standing)
  const body = { channel, text, blocks, ...thread, ...quiet }
  const { ts } = await api.call<{ ts: string }>(workspace, 'chat.postMessage', body, { channel })
  const context = { core, publicUrl: services.publicUrl(), actor, locale, place: placeIn(member, standing) }
  const isEnded = await creations.follow({ workspace, channel, ts, context, creationId })
  if (!isEnded || !isElsewhere) return
  if ((await readCreation(core, actor, creationId)).state !== 'completed') return
  // Where it was asked for: what it is, and the button that binds it to the channel.
  const shown = await runAction(context, 'assistant.show', { assistant: creationId })
  if (shown.kind === 'card') await showCard(services, { standing, locale }, shown.card)
}

const tellPlace = async (
  { api }: SlackServices,
  standing: Standing,
  message: SlackMessage,
): Promise<void> => {
  const { workspace, channel } = standing
  const { text, blocks } = message
  await api.call(
    workspace,
    'chat.postMessage',
    { channel, text, blocks, ...threadOf(standing), ...quiet },
    { channel: channel! },
  )
}

const editPressed = async (
  services: SlackServices,
  standing: Standing,
  { text, blocks }: SlackMessage,
): Promise<void> => {
  const { pressed, workspace, channel, responseUrl } = standing
  if (pressed?.isEphemeral && responseUrl)
    return services.api.respond(responseUrl, { replace_original: true, text, blocks })
  if (!pressed || !channel) return tellPerson(services, standing, { text, blocks, images: [] })
  await services.api.call(workspace, 'chat.update', { channel, ts: pressed.ts, text, blocks }, { channel })
}

const removePressed = async (services: SlackServices, standing: Standing): Promise<void> => {
  const { pressed, workspace, channel, responseUrl } = standing
  if (pressed?.isEphemeral && responseUrl) return services.api.respond(responseUrl, { delete_original: true })
  if (pressed && channel)
    await services.api.call(workspace, 'chat.delete', { channel, ts: pressed.ts }, { channel })
}

/** Does what a command, a button or a form resulted in. `eventId` makes a question of it the same question. */
export const showResult = async (
  services: SlackServices,
  member: Member,
  { standing, result, eventId }: { standing: Standing; result: Result; eventId: string },
): Promise<void> => {
  const { locale } = member
  switch (result.kind) {
    case 'card': {
      if (result.follow && result.audience === 'person')
        return showMaking(services, member, { standing, card: result.card, ...result.follow })
      const { file } = result
      if (file && (await handOutFile(services, member, { standing, file }))) return
      const [first, ...others] = renderCard(result.card, { locale, publicUrl: services.publicUrl() })
      const tell = result.audience === 'place' && standing.channel ? tellPlace : tellPerson
      if (first) await (result.audience === 'edit' ? editPressed : tell)(services, standing, first)
      for (const message of others) await tell(services, standing, message)
      return
    }
    case 'form': {
      const { channel, thread } = standing
      const view = renderForm(result.form, { locale, place: { channel, thread } })
      await services.api.call(standing.workspace, 'views.open', { trigger_id: standing.triggerId, view })
      return
    }
    case 'question': {
      const { assistantId, text } = result
      const channel = standing.channel ?? (await openDirect(services, standing.workspace, standing.user))
      const isDirect = standing.isDirect || standing.channel === null
      const asking = { assistantId: assistantId!, text, eventId, message: null }
      return askHere(services, member, { standing: { ...standing, channel, isDirect }, asking })
    }
    case 'continue':
      return continueHere(services, member, { standing, conversation: result.conversation })
    case 'remove':
      return removePressed(services, standing)
    case 'errors':
      log.error({ fields: Object.keys(result.errors) }, 'errors of a form that is closed already')
  }
}
