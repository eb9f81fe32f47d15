import { log } from '../../config/log.ts'
import { acceptEvent } from '../../core/messaging/platform-events.ts'
import type { Database } from '../../db/database.ts'
import { keysOf, type Loose, objectOf } from './event-keys.ts'

/** Slack holds back a workspace's events for a while: more than 30,000 came within an hour. */
const tellRateLimit = (envelope: Loose): void => {
  const { team_id: workspace, minute_rate_limited: minute } = { ...objectOf(envelope.event), ...envelope }
  log.warn({ workspace, minute }, 'Slack limits the events of a workspace')
}

/**
 * Takes a verified envelope of the Events API in. Once this resolves it may be acknowledged: it is stored, known
 * already, or of no use.
 * @param text the same as JSON, as it came
 * @throws DatabaseUnavailableError, DiskFullError: do not acknowledge, Slack sends it again
 */
export const takeEvent = async (db: Database, envelope: Loose, text: string): Promise<void> => {
  if (envelope.type === 'app_rate_limited' || objectOf(envelope.event).type === 'app_rate_limited')
    return tellRateLimit(envelope)
  const keys = keysOf(envelope)
  if (keys) await acceptEvent(db, { platform: 'slack', ...keys, payload: text })
}
