import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { limits } from '../../../config/limits.ts'
import { authorize, can } from '../../../core/access/can.ts'
import { createDataset, findBrought } from '../../../core/datasets/datasets.ts'
import { workDirOf } from '../../../core/datasets/originals.ts'
import { type SavedUpload, saveUpload } from '../../../core/datasets/save-upload.ts'
import { isAppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { errorCard, noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Card } from '../../../core/messaging/card.ts'
import type { CommandContext } from '../../commands/command.ts'
import { datasetCard } from '../../commands/dataset-card.ts'
import { isSlackFailure } from '../failure.ts'
import type { SlackServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import type { Standing } from '../standing.ts'
import type { Member } from '../who.ts'

/** A file that somebody sent, as Slack names it. */
export interface BroughtFile {
  id: string
  name: string
  bytes: number
  url: string
}

/**
 * What to say when Slack does not give a file out, for good or in time; null for any other fault, and when this process
 * ends, since the next one tries again.
 */
export const goneFileCard = (locale: Member['locale'], error: unknown): Card | null => {
  if (!isSlackFailure(error) || error.code === 'closed') return null
  const key = error.kind === 'refused' ? 'gone' : 'unread'
  return noticeCard(locale, translate(locale, `slack:file.${key}`), 'caution')
}

/** What came half-way is thrown away: reading a file again does no harm. */
const saveFile = async (
  { core, api }: SlackServices,
  workspace: string,
  { url }: BroughtFile,
): Promise<SavedUpload> => {
  const { readRetries, readRetryMs } = limits.slackCalls
  const { maxBytes } = limits.upload
  for (let left: number = readRetries; ; left--)
    try {
      const bytes = await api.download(workspace, url, { maxBytes })
      return await saveUpload(bytes, { workDir: workDirOf(core) })
    } catch (error) {
      // Nobody waits three times for what took its whole time once.
      const isWorthIt = isSlackFailure(error) && error.kind !== 'refused' && !isTimeout(error)
      if (!isWorthIt || left === 0) throw error
      await wait(readRetryMs)
    }
}

const isTimeout = ({ cause }: { cause?: unknown }): boolean =>
  cause instanceof Error && cause.name === 'TimeoutError'

/**
 * A file of Slack as a dataset of the tenant.
 * @param file.key of the act that brought it: done again, it is the same dataset
 * @throws every `file_…` code, forbidden, storage_full, SlackFailure
 */
export const bringFile = async (
  services: SlackServices,
  { actor }: Member,
  { workspace, file, key }: { workspace: string; file: BroughtFile; key?: string },
) => {
  const { core } = services
  // Nobody fetches a file that may not be brought.
  authorize(actor, 'datasets:upload')
  const known = key === undefined ? null : await findBrought(core, actor, key)
  if (known) return known
  const saved = await saveFile(services, workspace, file)
  try {
    return await createDataset(core, actor, { ...saved, fileName: file.name }, { key })
  } finally {
    // Used up when it became a dataset.
    await rm(saved.path, { force: true })
  }
}

/** As many files of one message as are read. */
const mostFiles = 5

const readFile = async (
  services: SlackServices,
  member: Member,
  { context, ...brought }: { context: CommandContext; workspace: string; file: BroughtFile; key: string },
): Promise<Card> => {
  try {
    const dataset = await bringFile(services, member, brought)
    return await datasetCard(context, dataset.id)
  } catch (error) {
    const { locale } = member
    const gone = goneFileCard(locale, error)
    if (gone) return gone
    // What is wrong with one file says nothing about those beside it.
    if (!isAppError(error) || !error.code.startsWith('file_')) throw error
    return errorCard(locale, error)
  }
}

/**
 * Files in a direct conversation or a thread become datasets, and a card shows what was read of each: to be confirmed,
 * put right, or made into an assistant.
 */
export const takeFiles = async (
  services: SlackServices,
  member: Member,
  {
    standing,
    context,
    files,
    eventId,
  }: { standing: Standing; context: CommandContext; files: BroughtFile[]; eventId: string },
): Promise<void> => {
  const { actor, locale } = member
  const tell = (key: string, values: Record<string, unknown> = {}): Promise<void> =>
    showCard(
      services,
      { standing, locale },
      noticeCard(locale, translate(locale, `slack:file.${key}`, values)),
    )
  if (!can(actor, 'datasets:upload')) return tell('no_right')
  for (const file of files.slice(0, mostFiles)) {
    const key = `slack:${eventId}:${file.id}`
    const card = await readFile(services, member, { context, workspace: standing.workspace, file, key })
    await showCard(services, { standing, locale }, card)
  }
  if (files.length > mostFiles) await tell('several', { count: mostFiles })
}
