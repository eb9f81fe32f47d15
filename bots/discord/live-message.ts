import { log } from '../../config/log.ts'
import type { Core } from '../../core/core.ts'
import { changeSentRow, dropSentRow, openLiveRow } from '../../core/messaging/sent-rows.ts'
import type { DiscordMessage } from './blocks/render-card.ts'
import { type Composed, trySimpler } from './compose.ts'
import type { Manner } from './draw-images.ts'
import { isDiscordFailure } from './failure.ts'
import type { LiveEnd } from './lives.ts'
import { nonceOfRow } from './nonces.ts'
import { type PostServices, postMessage } from './post-message.ts'

export interface LiveServices extends PostServices {
  core: Core
}

/** The question that a message answers, and where. */
export interface LivePlace {
  tenantId: string
  inboxId: string
  workspace: string
  /** Where the message is posted. */
  channel: string
  thread: string | null
  replyTo: string | null
}

/**
 * Begins the message that grows, under the nonce of its row: who sends the whole answer finds it again.
 * @returns null where there is to be none, or where it is not known whether there is one
 * @throws DiscordFailure when it surely is not there
 */
export const openLiveMessage = async (
  services: LiveServices,
  place: LivePlace,
  { message, manner }: { message: DiscordMessage; manner: Manner },
): Promise<LiveEnd | null> => {
  const { core } = services
  const { tenantId, inboxId, workspace, channel, thread, replyTo } = place
  const opening = { platform: 'discord' as const, workspace, channel, thread, position: 0, inboxId }
  const rowId = await openLiveRow(core, tenantId, { ...opening, kind: 'stream', outboxId: null })
  if (rowId === null) return null
  try {
    const id = await postMessage(services, { channel, message, manner, nonce: nonceOfRow(rowId), replyTo })
    await changeSentRow(core, tenantId, rowId, { ts: id, state: 'open' }).catch((error: unknown) =>
      log.warn({ err: error }, 'a message that was begun could not be noted'),
    )
    return { rowId, id }
  } catch (error) {
    if (isDiscordFailure(error) && error.kind === 'unknown_outcome') return null
    if (isDiscordFailure(error)) await dropSentRow(core, tenantId, rowId)
    throw error
  }
}

/** @throws DiscordFailure */
export const editLiveMessage = (
  services: LiveServices,
  { channel }: LivePlace,
  { id, message, manner }: { id: string; message: DiscordMessage; manner: Manner },
): Promise<unknown> => {
  const send = async ({ body, files, isClassic }: Composed): Promise<unknown> =>
    isClassic ? null : services.api.call('PATCH', `/channels/${channel}/messages/${id}`, { body, files })
  return trySimpler(services, manner, { message, send })
}
