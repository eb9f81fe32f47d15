import { log } from '../../config/log.ts'
import { translate } from '../../core/locales/translate.ts'
import type { ChatPlace } from '../../core/messaging/incoming.ts'
import { changeSentRow, dropSentRow, openSentRow, readSentRows } from '../../core/messaging/sent-rows.ts'
import type { DiscordMessage } from './blocks/render-card.ts'
import { type Composed, trySimpler } from './compose.ts'
import { isDiscordFailure } from './failure.ts'
import { noticeOf } from './interactions/notices.ts'
import { whispered } from './interactions/webhook.ts'
import { nonceOfKey } from './nonces.ts'
import { placeAnswer } from './place-answer.ts'
import { closedCodes, openDirect, postMessage } from './post-message.ts'
import { type Delivery, mannerOf, type SenderServices } from './put-message.ts'

interface Private {
  chat: ChatPlace
  messages: readonly DiscordMessage[]
  /** Why it is not for everybody in the place: not everybody there may read it, or the bot may not write there. */
  reason: 'private' | 'outside'
}

/** The token of an interaction takes nothing any more. */
const overCodes = [50027, 10015, 40094]

/** Says in the person's own conversation where this comes from. Ours, not foreign: Discord makes the channel's name of it. */
const withNote = (
  messages: readonly DiscordMessage[],
  { locale }: Delivery,
  { chat, reason }: Pick<Private, 'chat' | 'reason'>,
): DiscordMessage[] => {
  const content = translate(locale, `discord:${reason}_note`, { channel: `<#${chat.channel}>` })
  const note = {
    flags: 0,
    components: [{ type: 10 as const, content: `-# ${content}` }],
    text: content,
    files: [],
  }
  return [note, ...messages]
}

/** By the interaction, for one person: nothing that could be found again, so that it is tried once. */
const whisper = async (
  services: SenderServices,
  delivery: Delivery,
  { message, token, position }: { message: DiscordMessage; token: string; position: number },
): Promise<'sent' | 'unknown'> => {
  const { core, api, applicationId } = services
  const { tenantId, workspace, channel, thread, inboxId, outboxId, messageId } = delivery
  const opening = { workspace, channel, thread, position, inboxId, outboxId }
  const rowId = await openSentRow(core, tenantId, { platform: 'discord', kind: 'answer', ...opening })
  const send = ({ body, files }: Composed): Promise<unknown> =>
    api.callInteraction('POST', `/webhooks/${applicationId}/${token}`, { body: whispered(body), files })
  try {
    await trySimpler(services, mannerOf(delivery), { message, send })
  } catch (error) {
    if (isDiscordFailure(error) && error.kind === 'unknown_outcome') return 'unknown'
    if (isDiscordFailure(error)) await dropSentRow(core, tenantId, rowId)
    throw error
  }
  await changeSentRow(core, tenantId, rowId, { state: 'sent', messageId })
  return 'sent'
}

const whisperAll = async (
  services: SenderServices,
  delivery: Delivery,
  { messages, token }: { messages: readonly DiscordMessage[]; token: string },
): Promise<'sent' | 'unknown'> => {
  const rows = await readSentRows(services.core, delivery.tenantId, delivery.inboxId)
  let outcome: 'sent' | 'unknown' = 'sent'
  for (const [position, message] of messages.entries()) {
    const row = rows.find((one) => one.position === position && one.outboxId === delivery.outboxId)
    if (row?.state === 'opening') outcome = 'unknown'
    if (row) continue
    const said = await whisper(services, delivery, { message, token, position })
    if (said === 'unknown') outcome = 'unknown'
  }
  return outcome
}

/** Where the person waits. Nobody misses it when it gets lost. */
const tellPlace = async (services: SenderServices, delivery: Delivery, key: string): Promise<void> => {
  const { channel, replyTo, locale, outboxId } = delivery
  const message = noticeOf(locale, translate(locale, `discord:${key}`))
  const nonce = nonceOfKey(`${outboxId}:${key}`)
  await postMessage(services, { channel, message, manner: { locale }, nonce, replyTo }).catch(
    (error: unknown) => log.debug({ err: error }, 'nobody was told where a private answer is'),
  )
}

const answerDirectly = async (
  services: SenderServices,
  delivery: Delivery,
  { chat, messages, reason }: Private,
): Promise<'sent' | 'unknown'> => {
  try {
    const channel = await openDirect(services.api, chat.user)
    const direct = { ...delivery, channel, thread: null, replyTo: null }
    const noted = withNote(messages, delivery, { chat, reason })
    const put = await placeAnswer(services, direct, { messages: noted, end: null })
    if (put === 'sent' && reason === 'private') await tellPlace(services, delivery, 'private_sent')
    return put
  } catch (error) {
    if (!isDiscordFailure(error, ...closedCodes)) throw error
    if (reason === 'private') await tellPlace(services, delivery, 'direct_closed')
    throw error
  }
}

/**
 * What not everybody in a channel may read is answered where only who asked sees it: in the place itself as long as
 * Discord lets us, else in the person's own conversation. Who takes no direct messages is told, in the place, that
 * there is an answer and how to get it.
 * @throws DiscordFailure
 */
export const answerInPrivate = async (
  services: SenderServices,
  delivery: Delivery,
  given: Private,
): Promise<'sent' | 'unknown'> => {
  const { reply } = given.chat
  const rows = await readSentRows(services.core, delivery.tenantId, delivery.inboxId)
  const isBegun = rows.some(({ ts, outboxId }) => ts === null && outboxId === delivery.outboxId)
  if (reply && (isBegun || Date.parse(reply.until) > Date.now()))
    try {
      return await whisperAll(services, delivery, { messages: given.messages, token: reply.token })
    } catch (error) {
      if (!isDiscordFailure(error, ...overCodes)) throw error
      if (isBegun) return 'unknown'
    }
  return answerDirectly(services, delivery, given)
}
