import { Command, Option } from 'commander'
import { type CommandContext, UsageError } from '../context.ts'
import { print, printJson } from '../print.ts'
import { withDatabase } from '../with-database.ts'

interface MigrateOptions {
  json?: boolean
  down?: string
}

const run = async ({ down }: MigrateOptions, context: CommandContext): Promise<string[]> =>
  withDatabase(context, async (db) => {
    const { appliedMigrations, migrate, migrateDown } = await import('../../db/migrate.ts')
    if (down === undefined) return migrate(db)
    if (down === '0') return migrateDown(db, { to: 0 })
    const name = (await appliedMigrations(db)).find((applied) => applied === down || applied === `${down}.ts`)
    if (name === undefined) throw new UsageError('usage_errors.unknown_migration', { what: down })
    return migrateDown(db, { to: name })
  })

const migrateAndTell = async (options: MigrateOptions, context: CommandContext): Promise<void> => {
  const names = await run(options, context)
  const verb = options.down === undefined ? 'applied' : 'reverted'
  if (options.json) return printJson({ [verb]: names })
  for (const name of names) await print(`  ${name}`)
  await print(context.say(`migrate.${verb}`, { count: names.length }))
}

/** `migrate`: brings the schema up to date; `--down NAME` takes migrations back, that one included. */
export const migrateCommand = (context: CommandContext): Command =>
  new Command('migrate')
    .description(context.say('migrate.description'))
    .usage(context.say('migrate.usage'))
    .addOption(new Option('--down <name>', context.say('migrate.down')))
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('migrate.examples')}`)
    .action((options: MigrateOptions) => migrateAndTell(options, context))
