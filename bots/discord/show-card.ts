import type { Locale } from '../../core/answers/answer.ts'
import { translate } from '../../core/locales/translate.ts'
import type { Card } from '../../core/messaging/card.ts'
import { type DiscordMessage, renderCard } from './blocks/render-card.ts'
import { isDiscordFailure } from './failure.ts'
import { noticeOf } from './interactions/notices.ts'
import { nonceOfKey } from './nonces.ts'
import { closedCodes, openDirect, postMessage } from './post-message.ts'
import type { DiscordServices } from './services.ts'
import { postedIn, type Standing } from './standing.ts'

/** Who is shown something, and in which language. */
export interface Shown {
  standing: Standing
  locale: Locale
}

/** The same word about the same message is said once, also when its event is handled again. */
const nonceFor = ({ message, user }: Standing, said: DiscordMessage): string =>
  nonceOfKey([message?.id, user, said.text, JSON.stringify(said.components)].join(':'))

/** For everybody in the place. @returns the message's id @throws DiscordFailure */
export const tellPlace = async (
  services: DiscordServices,
  { standing, locale }: Shown,
  message: DiscordMessage,
): Promise<string> => {
  if (standing.reply) return standing.reply.tellPlace(message)
  return postMessage(services, {
    channel: postedIn(standing),
    message,
    manner: { locale },
    nonce: nonceFor(standing, message),
    replyTo: standing.message?.id ?? null,
  })
}

/** What others may not read goes to the person's own conversation, and a word in the place says so. */
const tellDirectly = async (
  services: DiscordServices,
  shown: Shown,
  message: DiscordMessage,
): Promise<void> => {
  const { standing, locale } = shown
  const say = (key: string) => noticeOf(locale, translate(locale, `discord:${key}`))
  try {
    const channel = await openDirect(services.api, standing.user)
    const nonce = nonceFor(standing, message)
    await postMessage(services, { channel, message, manner: { locale }, nonce })
    await tellPlace(services, shown, say('told_in_direct'))
  } catch (error) {
    if (!isDiscordFailure(error, ...closedCodes)) throw error
    await tellPlace(services, shown, say('direct_closed'))
  }
}

/** Names of what one person may choose from are nobody else's business. */
const offersChoice = ({ parts }: Card): boolean =>
  parts.some((part) => part.kind === 'controls' && part.controls.some(({ kind }) => kind === 'select'))

/**
 * Shows a card to one person, wherever they stand. A message cannot be answered so that nobody else sees it: then a
 * card that offers a choice goes to their own conversation, and any other stands in the place.
 */
export const showCard = async (services: DiscordServices, shown: Shown, card: Card): Promise<void> => {
  const { standing, locale } = shown
  const messages = renderCard(card, { locale, publicUrl: services.publicUrl() })
  const isPersonal = !standing.reply && !standing.isDirect && offersChoice(card)
  for (const message of messages) {
    if (standing.reply) await standing.reply.tellPerson(message)
    else if (isPersonal) await tellDirectly(services, shown, message)
    else await tellPlace(services, shown, message)
  }
}
