import { log } from '../../config/log.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import type { Card } from '../../core/messaging/card.ts'
import type { Result } from '../commands/command.ts'
import { askHere } from './ask-here.ts'
import { renderCard } from './blocks/render-card.ts'
import { renderForm } from './blocks/render-form.ts'
import { continueHere } from './continue-here.ts'
import { handOutFile } from './hand-out-file.ts'
import { stopLive } from './lives.ts'
import type { DiscordServices } from './services.ts'
import { showCard, tellPlace } from './show-card.ts'
import { placeIn, type Standing } from './standing.ts'
import type { Member } from './who.ts'

type CardResult = Extract<Result, { kind: 'card' }>

interface Shown {
  standing: Standing
  result: Result
  eventId: string
  /** Of a form that is too long for one dialog. */
  page?: number
}

/** Shows how far the making of an assistant comes, in the card that told of its beginning. Nobody waits for it. */
const followMaking = (
  services: DiscordServices,
  member: Member,
  { standing, creationId }: { standing: Standing; creationId: string },
): void => {
  const { reply } = standing
  if (!reply) return
  const { core, creations } = services
  const { actor, locale } = member
  const context = { core, publicUrl: services.publicUrl(), actor, locale, place: placeIn(member, standing) }
  void creations.follow({ context, creationId, show: reply.edit })
}

const showPart = async (
  services: DiscordServices,
  member: Member,
  { standing, card, audience }: { standing: Standing; card: Card; audience: CardResult['audience'] },
): Promise<void> => {
  const { locale } = member
  const { reply } = standing
  if (audience === 'person' || (audience === 'edit' && !reply))
    return showCard(services, { standing, locale }, card)
  const [first, ...others] = renderCard(card, { locale, publicUrl: services.publicUrl() })
  if (!first) return
  if (audience === 'edit') await reply!.edit(first)
  else await tellPlace(services, { standing, locale }, first)
  for (const message of others)
    await (audience === 'edit'
      ? reply!.tellPerson(message)
      : tellPlace(services, { standing, locale }, message))
}

/** Does what a command, a button or a form resulted in. `eventId` makes a question of it the same question. */
export const showResult = async (
  services: DiscordServices,
  member: Member,
  { standing, result, eventId, page = 1 }: Shown,
): Promise<void> => {
  const { locale } = member
  const notice = (text: string): Promise<void> =>
    showCard(services, { standing, locale }, noticeCard(locale, text, 'caution'))
  switch (result.kind) {
    case 'card': {
      const { card, audience, follow, file, stopped = [] } = result
      for (const id of stopped) stopLive(id)
      if (file && (await handOutFile(member, { standing, file }))) return
      await showPart(services, member, { standing, card, audience })
      if (follow && audience === 'person') followMaking(services, member, { standing, ...follow })
      return
    }
    case 'form': {
      const place = { channel: standing.channel, thread: standing.thread }
      const isOpened = await standing.reply?.openForm(renderForm(result.form, { locale, place, page }))
      if (!isOpened) await notice(translate(locale, 'discord:form_late'))
      return
    }
    case 'question': {
      const { assistantId, text } = result
      const asking = { assistantId: assistantId!, text, eventId, message: null }
      return askHere(services, member, { standing, asking })
    }
    case 'continue':
      return continueHere(services, member, { standing, conversation: result.conversation, eventId })
    case 'remove':
      return standing.reply?.remove()
    case 'errors':
      log.info({ fields: Object.keys(result.errors) }, 'a form was sent with faults')
      // A form is closed once it was sent: its faults are told beside it.
      return notice(Object.values(result.errors).join('\n'))
  }
}
