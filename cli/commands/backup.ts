import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { type CommandContext, UsageError } from '../context.ts'
import { print, printJson } from '../print.ts'

interface BackupOptions {
  force?: boolean
  json?: boolean
}

const backupAndTell = async (
  file: string,
  options: BackupOptions,
  context: CommandContext,
): Promise<void> => {
  // The only copy of last week must not vanish under today's.
  if (existsSync(file) && !options.force)
    throw new UsageError('usage_errors.file_exists', { file: basename(file) })
  const [{ withDatabase }, { backup }] = await Promise.all([
    import('../with-database.ts'),
    import('../../db/backup.ts'),
  ])
  const counts = await withDatabase(context, (db, { dataDir }) => backup(db, { dataDir, file }))
  const { size } = await stat(file)
  if (options.json) return printJson({ file, bytes: size, ...counts })
  const kilobytes = Math.ceil(size / 1024)
  await print(context.say('backup.done', { file, kilobytes, ...counts }))
}

/** `backup FILE`: all rows and files in one file that either engine can restore. */
export const backupCommand = (context: CommandContext): Command =>
  new Command('backup')
    .description(context.say('backup.description'))
    .usage(context.say('backup.usage'))
    .argument('<file>', context.say('backup.file'))
    .addOption(new Option('--force', context.say('backup.force')))
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('backup.examples')}`)
    .action((file: string, options: BackupOptions) => backupAndTell(file, options, context))
