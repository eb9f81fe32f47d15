import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { translate } from '../../core/locales/translate.ts'
import type { ChatPlace } from '../../core/messaging/incoming.ts'
import { changeSentRow, dropSentRow, openSentRow, readSentRows } from '../../core/messaging/sent-rows.ts'
import { sendAs } from './author.ts'
import type { SlackMessage } from './blocks/render-card.ts'
import { isSlackFailure } from './failure.ts'
import { type PlaceServices, placeAnswer, type Rendered } from './place-answer.ts'
import { bodyOf, type Delivery, trySimpler } from './put-message.ts'
import { isDirectChannel } from './standing.ts'

const maxBlocks = limits.slack.message.blocks

interface Private {
  chat: ChatPlace
  rendered: Rendered
  /** Why it is not in the channel: not everybody there may read it, or the bot takes no part in it. */
  reason: 'private' | 'outside'
}

/** Says in the person's own conversation where this comes from. Ours, not foreign: Slack makes the channel's name of it. */
const withNote = (
  [first, ...others]: SlackMessage[],
  { locale }: Delivery,
  { channel, reason }: { channel: string; reason: Private['reason'] },
): SlackMessage[] => {
  if (!first) return []
  const text = translate(locale, `slack:${reason}_note`, { channel: `<#${channel}>` })
  const note = { type: 'context', elements: [{ type: 'mrkdwn', text }] }
  const moved = first.images.map((image) => ({ ...image, at: image.at + 1 }))
  const charts = first.charts?.map((image) => ({ ...image, at: image.at + 1 }))
  const noted = { ...first, blocks: [note, ...first.blocks], images: moved, ...(charts && { charts }) }
  return [first.blocks.length < maxBlocks ? noted : first, ...others]
}

/** The person's conversation with the bot; null where Slack gives us none. */
const openDirect = async ({ api }: PlaceServices, { workspace, user }: ChatPlace): Promise<string | null> => {
  try {
    const opened = await api.call<{ channel: { id: string } }>(workspace, 'conversations.open', {
      users: user,
    })
    return opened.channel.id
  } catch (error) {
    if (!isSlackFailure(error) || error.kind !== 'refused') throw error
    log.warn({ err: error }, 'a private answer cannot go to its own conversation')
    return null
  }
}

/** In the place of the question, for one person: nothing that could be found again, so that it is tried once. */
const whisper = async (
  services: PlaceServices,
  delivery: Delivery,
  { message, user, position }: { message: SlackMessage; user: string; position: number },
): Promise<'sent' | 'unknown'> => {
  const { core, api } = services
  const { tenantId, workspace, channel, thread, inboxId, outboxId, messageId } = delivery
  let rowId: string | null = null
  const onTurn = async (): Promise<void> => {
    const opening = { workspace, channel, thread, position, inboxId, outboxId }
    rowId ??= await openSentRow(core, tenantId, { platform: 'slack', kind: 'answer', ...opening })
  }
  const place = { channel, user, ...(thread !== null && { thread_ts: thread }) }
  const send = (shown: SlackMessage) =>
    sendAs(delivery.author, (author) =>
      api.call(workspace, 'chat.postEphemeral', { ...place, ...author, ...bodyOf(shown) }, { onTurn }),
    )
  try {
    await trySimpler(services, delivery, { message, send })
  } catch (error) {
    if (isSlackFailure(error) && error.kind === 'unknown') return 'unknown'
    if (isSlackFailure(error) && rowId !== null) await dropSentRow(core, tenantId, rowId)
    throw error
  }
  await changeSentRow(core, tenantId, rowId!, { state: 'sent', messageId })
  return 'sent'
}

const whisperAll = async (
  services: PlaceServices,
  delivery: Delivery,
  { chat, rendered }: Private,
): Promise<'sent' | 'unknown'> => {
  const rows = await readSentRows(services.core, delivery.tenantId, delivery.inboxId)
  let outcome: 'sent' | 'unknown' = 'sent'
  for (const [position, message] of rendered.whole.entries()) {
    const row = rows.find((one) => one.position === position && one.outboxId === delivery.outboxId)
    if (row?.state === 'opening') outcome = 'unknown'
    if (row) continue
    const said = await whisper(services, delivery, { message, user: chat.user, position })
    if (said === 'unknown') outcome = 'unknown'
  }
  return outcome
}

/** That the answer is elsewhere. Nobody misses it when it gets lost. */
const pointTo = async ({ api }: PlaceServices, { locale }: Delivery, chat: ChatPlace): Promise<void> => {
  const { workspace, channel, thread, user } = chat
  const text = translate(locale, 'slack:private_sent')
  await api
    .call(workspace, 'chat.postEphemeral', {
      channel,
      user,
      text,
      ...(thread !== null && { thread_ts: thread }),
    })
    .catch((error: unknown) => log.debug({ err: error }, 'nobody was told where a private answer is'))
}

/**
 * What not everybody in a channel may read is answered in the person's own conversation with the bot. Not as an
 * ephemeral message: those vanish with the next reload, reach nobody who is away, cannot be edited or looked for, and
 * an answer is something to come back to. Only where Slack opens no such conversation does it take their place.
 */
export const answerInPrivate = async (
  services: PlaceServices,
  delivery: Delivery,
  { chat, rendered, reason }: Private,
): Promise<'sent' | 'unknown'> => {
  if (isDirectChannel(chat.channel)) return placeAnswer(services, delivery, { rendered, end: null })
  const rows = await readSentRows(services.core, delivery.tenantId, delivery.inboxId)
  const known = rows.find(({ channel }) => isDirectChannel(channel))
  const channel = known?.channel ?? (await openDirect(services, chat))
  if (channel === null) return whisperAll(services, delivery, { chat, rendered, reason })
  const whole = withNote(rendered.whole, delivery, { channel: chat.channel, reason })
  const direct = { ...delivery, channel, thread: null }
  const put = await placeAnswer(services, direct, { rendered: { ...rendered, whole }, end: null })
  if (put === 'sent' && !known && reason === 'private') await pointTo(services, delivery, chat)
  return put
}
