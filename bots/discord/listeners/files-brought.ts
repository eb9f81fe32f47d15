import { rm } from 'node:fs/promises'
import { limits } from '../../../config/limits.ts'
import { authorize, can } from '../../../core/access/can.ts'
import { createDataset, findBrought } from '../../../core/datasets/datasets.ts'
import { workDirOf } from '../../../core/datasets/originals.ts'
import { saveUpload } from '../../../core/datasets/save-upload.ts'
import { AppError, isAppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { errorCard, noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Card } from '../../../core/messaging/card.ts'
import type { CommandContext } from '../../commands/command.ts'
import { datasetCard } from '../../commands/dataset-card.ts'
import { isDiscordFailure } from '../failure.ts'
import type { BroughtFile } from '../gateway/read-message.ts'
import type { DiscordServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import type { Standing } from '../standing.ts'
import type { Member } from '../who.ts'

/** What to say when Discord does not give a file out; null for any other fault. */
export const goneFileCard = (locale: Member['locale'], error: unknown): Card | null =>
  isDiscordFailure(error) && error.kind === 'refused'
    ? noticeCard(locale, translate(locale, 'discord:file.gone'), 'caution')
    : null

/**
 * A file of Discord as a dataset of the tenant. It is fetched here and now: its address expires. Its id is Discord's own:
 * brought again by the same event it is the same dataset.
 * @throws every `file_…` code, forbidden, storage_full, DiscordFailure
 */
export const bringFile = async (
  { core, api }: Pick<DiscordServices, 'core' | 'api'>,
  { actor }: Pick<Member, 'actor'>,
  file: BroughtFile,
) => {
  // Nobody fetches a file that may not be brought, or is too large by what Discord says.
  authorize(actor, 'datasets:upload')
  const { maxBytes } = limits.upload
  if (file.bytes > maxBytes)
    throw new AppError('file_too_large', 'The file is too large.', {
      details: { limit: maxBytes / 1024 / 1024 },
    })
  const key = `discord:${file.id}`
  const known = await findBrought(core, actor, key)
  if (known) return known
  const bytes = await api.download(file.url, { maxBytes })
  const saved = await saveUpload(piecesOf(bytes), { workDir: workDirOf(core) })
  try {
    return await createDataset(core, actor, { ...saved, fileName: file.name }, { key })
  } finally {
    // Used up when it became a dataset.
    await rm(saved.path, { force: true })
  }
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** As many files of one message as are read. */
const mostFiles = 5

const readFile = async (
  services: DiscordServices,
  member: Member,
  { context, file }: { context: CommandContext; file: BroughtFile },
): Promise<Card> => {
  try {
    const dataset = await bringFile(services, member, file)
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
 * Files that are given to us become datasets, and a card shows what was read of each: to be confirmed, put right, or
 * made into an assistant.
 */
export const takeFiles = async (
  services: DiscordServices,
  member: Member,
  { standing, context, files }: { standing: Standing; context: CommandContext; files: BroughtFile[] },
): Promise<void> => {
  const { actor, locale } = member
  const tell = (key: string, values: Record<string, unknown> = {}): Promise<void> => {
    const card = noticeCard(locale, translate(locale, `discord:file.${key}`, values))
    return showCard(services, { standing, locale }, card)
  }
  if (!can(actor, 'datasets:upload')) return tell('no_right')
  for (const file of files.slice(0, mostFiles)) {
    const card = await readFile(services, member, { context, file })
    await showCard(services, { standing, locale }, card)
  }
  if (files.length > mostFiles) await tell('several', { count: mostFiles })
}
