import type { Config } from '../config/env.ts'
import type { Database } from '../db/database.ts'
import type { CommandContext } from './context.ts'

/** The configuration of the environment. Logs stay silent unless `LOG_LEVEL` asks for them: a person reads this terminal. */
export const readSettings = async ({ env }: CommandContext): Promise<Config> => {
  const [{ readConfig }, { log }] = await Promise.all([
    import('../config/env.ts'),
    import('../config/log.ts'),
  ])
  const config = readConfig(env)
  log.level = env.LOG_LEVEL ? config.logLevel : 'silent'
  return config
}

/** Opens the configured database for one piece of work. Nothing is migrated on the way. */
export const withDatabase = async <T>(
  context: CommandContext,
  work: (db: Database, config: Config) => Promise<T>,
): Promise<T> => {
  const config = await readSettings(context)
  const [{ openDatabase }, { onSurface }] = await Promise.all([
    import('../db/database.ts'),
    import('../config/log.ts'),
  ])
  const db = await openDatabase(config)
  try {
    return await onSurface('cli', () => work(db, config))
  } finally {
    await db.close()
  }
}

/** As `withDatabase`, with the schema brought up to date first, as a start does. */
export const withMigratedDatabase = <T>(
  context: CommandContext,
  work: (db: Database, config: Config) => Promise<T>,
): Promise<T> =>
  withDatabase(context, async (db, config) => {
    const { migrate } = await import('../db/migrate.ts')
    await migrate(db)
    return work(db, config)
  })
