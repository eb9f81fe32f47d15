import { log } from '../../config/log.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import type { ResultFile } from '../commands/command.ts'
import { isSlackFailure } from './failure.ts'
import type { SlackServices } from './services.ts'
import { openDirect, showCard } from './show-card.ts'
import type { Standing } from './standing.ts'
import type { Member } from './who.ts'

/**
 * Gives a file to one person, in their own conversation: a file in a channel is everybody's.
 * @returns false where Slack does not take it, and its card is to be shown
 */
export const handOutFile = async (
  services: SlackServices,
  { locale }: Member,
  { standing, file }: { standing: Standing; file: ResultFile },
): Promise<boolean> => {
  const { api } = services
  const { workspace, user } = standing
  const bytes = Buffer.from(file.content)
  try {
    const channel = await openDirect(services, workspace, user)
    const thread = standing.channel === channel ? standing.thread : null
    const { fileName, title } = file
    await api.upload(workspace, { channel, thread, fileName, bytes, alt: '', title })
    if (standing.channel === channel) return true
  } catch (error) {
    if (!isSlackFailure(error)) throw error
    log.warn({ err: error }, 'a file could not be given to who asked for it, and is shown as a card')
    return false
  }
  const told = noticeCard(locale, translate(locale, 'slack:file.sent', { file: file.fileName }))
  await showCard(services, { standing, locale }, told)
  return true
}
