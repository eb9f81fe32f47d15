import { Command, Option } from 'commander'
import type { CommandContext } from '../context.ts'
import { print, printJson } from '../print.ts'

interface SeedOptions {
  json?: boolean
}

const seed = async ({ json }: SeedOptions, context: CommandContext): Promise<void> => {
  const [{ withMigratedDatabase }, { demoClientId, seedDemo }, { openQueue }] = await Promise.all([
    import('../with-database.ts'),
    import('../../core/assistants/seed-demo.ts'),
    import('../../core/jobs/queue.ts'),
  ])
  await withMigratedDatabase(context, async (db, { dataDir }) => {
    const queue = await openQueue(db, { worker: false })
    try {
      await seedDemo({ db, queue, dataDir })
    } finally {
      await queue.stop()
    }
  })
  if (json) return printJson({ tenant: demoClientId })
  await print(context.say('seed.done', { tenant: demoClientId }))
}

/** `seed`: the demo tenant, with its assistant on a real table. Done twice it changes nothing. */
export const seedCommand = (context: CommandContext): Command =>
  new Command('seed')
    .description(context.say('seed.description'))
    .usage(context.say('seed.usage'))
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('seed.examples')}`)
    .action((options: SeedOptions) => seed(options, context))
