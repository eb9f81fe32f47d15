import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { TombstoneLine } from '../../core/privacy/tombstones.ts'
import { type CommandContext, exitCodes } from '../context.ts'
import { print, printJson } from '../print.ts'
import { presentVerified, tellVerified, type Verified, verifyAll } from './audit.ts'

interface RestoreOptions {
  tombstones?: string
  json?: boolean
}

const requireFile = (file: string): void => {
  if (!existsSync(file))
    throw new AppError('file_missing', 'There is no such file.', { details: { file: basename(file) } })
}

/** Before anything is restored: a file that cannot be read must not be found out about afterwards. */
const readGiven = async (file: string): Promise<TombstoneLine[]> => {
  requireFile(file)
  const { readTombstones } = await import('../../core/privacy/tombstones.ts')
  return readTombstones(file)
}

/** Whoever was erased since the backup was made is erased from it again, before anybody can see it. */
const eraseAgain = async (
  context: CommandContext,
  { dataDir, given }: { dataDir: string; given: readonly TombstoneLine[] },
): Promise<number> => {
  const [{ withDatabase }, { appendTombstones }, { replayTombstones }] = await Promise.all([
    import('../with-database.ts'),
    import('../../core/privacy/tombstones.ts'),
    import('../../core/privacy/replay.ts'),
  ])
  await appendTombstones({ dataDir }, given)
  return withDatabase(context, (db) => replayTombstones({ db, dataDir }))
}

/** The data are there all the same: whether they can be trusted is for whoever reads this to say. */
const tellTrail = async (broken: readonly Verified[], context: CommandContext): Promise<void> => {
  for (const chain of broken) await tellVerified(chain, context)
  await print(context.say(broken.length === 0 ? 'restore.trail_whole' : 'restore.trail_broken'))
}

const restoreAndTell = async (
  file: string,
  options: RestoreOptions,
  context: CommandContext,
): Promise<void> => {
  const { tombstones } = options
  requireFile(file)
  const given = tombstones === undefined ? [] : await readGiven(tombstones)
  const [{ readSettings }, { restore }] = await Promise.all([
    import('../with-database.ts'),
    import('../../db/backup.ts'),
  ])
  const { databaseUrl, dataDir } = await readSettings(context)
  const counts = await restore({ databaseUrl, dataDir, file })
  const erased = await eraseAgain(context, { dataDir, given })
  const { withDatabase } = await import('../with-database.ts')
  const broken = (await withDatabase(context, (db) => verifyAll(db))).filter(({ ok }) => !ok)
  if (broken.length > 0) process.exitCode = exitCodes.failed
  if (options.json)
    return printJson({
      file,
      ...counts,
      erased,
      audit: { ok: broken.length === 0, broken: broken.map(presentVerified) },
    })
  await print(context.say('restore.done', { file, ...counts }))
  if (erased > 0) await print(context.say('restore.erased', { erased }))
  await tellTrail(broken, context)
}

/** `restore FILE`: into an empty database and data directory, whole or not at all; then the audit trail is verified. */
export const restoreCommand = (context: CommandContext): Command =>
  new Command('restore')
    .description(context.say('restore.description'))
    .usage(context.say('restore.usage'))
    .argument('<file>', context.say('restore.file'))
    .addOption(new Option('--tombstones <file>', context.say('restore.tombstones')))
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('restore.examples')}`)
    .action((file: string, options: RestoreOptions) => restoreAndTell(file, options, context))
