import { log } from '../../config/log.ts'
import type { DiscordApi } from './api.ts'
import { isDiscordFailure } from './failure.ts'

const maxName = 100
/** Minutes without a word after which Discord puts a thread away. */
const archiveMinutes = 1_440

/** The message has a thread already: ours of an earlier try, or somebody's. Its id is the message's. */
const hasThread = 160004

const nameOf = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim()
  return (
    [...plain]
      .slice(0, maxName - 1)
      .join('')
      .slice(0, maxName)
      .toWellFormed()
      .trim() || 'Sextant'
  )
}

/**
 * Begins a thread below a message.
 * @returns its id; null where there can be none, and the answer stands in the channel
 * @throws DiscordFailure when Discord cannot be asked now
 */
export const beginThread = async (
  api: DiscordApi,
  { channel, message, name }: { channel: string; message: string; name: string },
): Promise<string | null> => {
  try {
    const { id } = await api.call<{ id: string }>(
      'POST',
      `/channels/${channel}/messages/${message}/threads`,
      {
        body: { name: nameOf(name), auto_archive_duration: archiveMinutes },
      },
    )
    return id
  } catch (error) {
    if (isDiscordFailure(error, hasThread)) return message
    if (!isDiscordFailure(error) || error.kind === 'unreachable' || error.kind === 'unknown_outcome')
      throw error
    log.info({ code: error.code }, 'no thread can be begun: the answer stands in the channel')
    return null
  }
}
