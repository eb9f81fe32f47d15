import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { CommandContext } from '../context.ts'
import { print, printJson } from '../print.ts'

interface RestoreOptions {
  json?: boolean
}

const restoreAndTell = async (
  file: string,
  options: RestoreOptions,
  context: CommandContext,
): Promise<void> => {
  if (!existsSync(file))
    throw new AppError('file_missing', 'There is no such file.', { details: { file: basename(file) } })
  const [{ readSettings }, { restore }] = await Promise.all([
    import('../with-database.ts'),
    import('../../db/backup.ts'),
  ])
  const { databaseUrl, dataDir } = await readSettings(context)
  const counts = await restore({ databaseUrl, dataDir, file })
  if (options.json) return printJson({ file, ...counts })
  await print(context.say('restore.done', { file, ...counts }))
}

/** `restore FILE`: into an empty database and data directory, whole or not at all. */
export const restoreCommand = (context: CommandContext): Command =>
  new Command('restore')
    .description(context.say('restore.description'))
    .usage(context.say('restore.usage'))
    .argument('<file>', context.say('restore.file'))
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('restore.examples')}`)
    .action((file: string, options: RestoreOptions) => restoreAndTell(file, options, context))
