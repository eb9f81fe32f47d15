import { log } from '../../config/log.ts'
import { AppError } from '../../core/errors.ts'
import type { ClaimedEvent } from '../../core/messaging/event-claims.ts'
import { isDiscordFailure } from './failure.ts'
import type { HeardEvent } from './gateway/read-dispatch.ts'
import type { HeardMessage } from './gateway/read-message.ts'
import type { ThreadIndex } from './gateway/thread-index.ts'
import { handleInteraction } from './interaction.ts'
import type { Heard } from './interactions/heard.ts'
import { type JoinServices, onGuildJoined } from './listeners/guild-joined.ts'
import { onGuildLeft } from './listeners/guild-left.ts'
import { onMessageChanged } from './listeners/message-changed.ts'
import { onMessageDeleted } from './listeners/message-deleted.ts'
import { onMessageSaid, type Said } from './listeners/message-said.ts'

export interface HandleServices extends JoinServices {
  threads: ThreadIndex
}

const placed = async ({ threads }: HandleServices, message: HeardMessage): Promise<Said> => ({
  ...message,
  parent: message.guild === null ? null : await threads.findParent(message.channel),
})

const act = async (services: HandleServices, event: HeardEvent | Heard): Promise<void> => {
  switch (event.kind) {
    case 'said':
      return onMessageSaid(services, await placed(services, event.message))
    case 'changed':
      return onMessageChanged(services, await placed(services, event.message))
    case 'deleted':
      return onMessageDeleted(services, event)
    case 'joined':
      return onGuildJoined(services, event)
    case 'left':
      return onGuildLeft(services, event)
    case 'interaction':
      return handleInteraction(services, event)
  }
}

/**
 * Does what a stored event asks for; which of them it is stands in its payload.
 * @throws AppError `platform_unreachable` when another try may do
 */
export const handleEvent = async (services: HandleServices, { payload }: ClaimedEvent): Promise<void> => {
  const event = JSON.parse(payload) as HeardEvent | Heard
  try {
    await act(services, event)
  } catch (error) {
    if (!isDiscordFailure(error)) throw error
    if (error.kind !== 'refused')
      throw new AppError('platform_unreachable', 'Discord cannot be reached.', { cause: error })
    // A right that is missing in one channel, or a place that is gone: another try would be refused as well.
    log.warn({ err: error, kind: event.kind }, 'Discord does not let us do what was asked for')
  }
}
