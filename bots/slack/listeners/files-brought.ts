import { rm } from 'node:fs/promises'
import { limits } from '../../../config/limits.ts'
import { authorize, can } from '../../../core/access/can.ts'
import { createDataset } from '../../../core/datasets/datasets.ts'
import { workDirOf } from '../../../core/datasets/originals.ts'
import { saveUpload } from '../../../core/datasets/save-upload.ts'
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

/** What to say when Slack does not give a file out; null for any other fault. */
export const goneFileCard = (locale: Member['locale'], error: unknown): Card | null =>
  isSlackFailure(error) && error.kind === 'refused'
    ? noticeCard(locale, translate(locale, 'slack:file.gone'), 'caution')
    : null

/** A file of Slack as a dataset of the tenant. @throws every `file_…` code, forbidden, storage_full, SlackFailure */
export const bringFile = async (
  { core, api }: SlackServices,
  { actor }: Member,
  { workspace, file }: { workspace: string; file: BroughtFile },
) => {
  // Nobody fetches a file that may not be brought.
  authorize(actor, 'datasets:upload')
  const { maxBytes } = limits.upload
  const bytes = await api.download(workspace, file.url, { maxBytes })
  const saved = await saveUpload(bytes, { workDir: workDirOf(core) })
  try {
    return await createDataset(core, actor, { ...saved, fileName: file.name })
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
  { context, ...brought }: { context: CommandContext; workspace: string; file: BroughtFile },
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
  { standing, context, files }: { standing: Standing; context: CommandContext; files: BroughtFile[] },
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
    const card = await readFile(services, member, { context, workspace: standing.workspace, file })
    await showCard(services, { standing, locale }, card)
  }
  if (files.length > mostFiles) await tell('several', { count: mostFiles })
}
