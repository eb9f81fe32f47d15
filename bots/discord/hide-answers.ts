import { findSentOf, markRemoved } from '../../core/messaging/sent-messages.ts'
import { isDiscordFailure } from './failure.ts'
import type { DiscordServices } from './services.ts'
import type { Member } from './who.ts'

/** Takes the messages away that answered a question. */
export const hideAnswers = async (
  { core, api }: DiscordServices,
  { tenantId }: Pick<Member, 'tenantId'>,
  { eventId }: { eventId: string },
): Promise<void> => {
  const sent = await findSentOf(core, tenantId, { platform: 'discord', eventId })
  for (const { id, channel, ts, kind, state } of sent) {
    // One that still grows is its sender's to take away.
    if (ts === null || (kind === 'stream' && state !== 'sent')) continue
    await api.call('DELETE', `/channels/${channel}/messages/${ts}`).catch((error: unknown) => {
      // Somebody was faster, or took the whole place away, or the bot out of it.
      if (!isDiscordFailure(error, 10008, 10003, 50001)) throw error
    })
    await markRemoved(core, tenantId, id)
  }
}
