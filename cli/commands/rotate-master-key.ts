import { Command, Option } from 'commander'
import type { Config } from '../../config/env.ts'
import type { Rotation } from '../../core/tenancy/rotate-master-key.ts'
import type { Database } from '../../db/database.ts'
import { type CommandContext, UsageError } from '../context.ts'
import { print, printJson } from '../print.ts'

type Kept = 'file' | 'environment'

/** A configured key is the operator's: only he can put another one in its place, so only he can choose it. */
const chooseKey = async (kept: Kept, { env }: CommandContext): Promise<Buffer | null> => {
  const { isMasterKey, parseMasterKey } = await import('../../core/tenancy/master-key.ts')
  const text = env.NEW_MASTER_KEY
  if (!text && kept === 'environment') throw new UsageError('usage_errors.no_new_master_key')
  if (!text) return null
  if (isMasterKey(text)) return parseMasterKey(text)
  throw new UsageError('usage_errors.invalid_value', { what: 'NEW_MASTER_KEY' })
}

const rotate = async (db: Database, config: Config, newKey: Buffer | null): Promise<Rotation> => {
  const { rewrapTenantKeys, rotateGeneratedKey } = await import('../../core/tenancy/rotate-master-key.ts')
  const { parseMasterKey } = await import('../../core/tenancy/master-key.ts')
  const { terminalActor } = await import('../operator.ts')
  const { masterKey, dataDir } = config
  if (masterKey === null) return rotateGeneratedKey(db, terminalActor, { dataDir, newKey })
  // `chooseKey` let nobody pass without one.
  return rewrapTenantKeys(db, terminalActor, { from: parseMasterKey(masterKey), to: newKey! })
}

const rotateAndTell = async (options: { json?: boolean }, context: CommandContext): Promise<void> => {
  const { say } = context
  const { readSettings, withMigratedDatabase } = await import('../with-database.ts')
  const kept: Kept = (await readSettings(context)).masterKey === null ? 'file' : 'environment'
  const newKey = await chooseKey(kept, context)
  const counts = await withMigratedDatabase(context, (db, config) => rotate(db, config, newKey))
  if (options.json) return printJson({ ...counts, kept })
  await print(say('rotate_master_key.done', { count: counts.rewrapped }))
  if (counts.workspaces > 0) await print(say('rotate_master_key.workspaces', { count: counts.workspaces }))
  if (counts.unreadable > 0) await print(say('rotate_master_key.unreadable', { count: counts.unreadable }))
  await print(say(`rotate_master_key.next_${kept}`))
  await print(say('rotate_master_key.ended'))
}

/** `rotate-master-key`: all tenants' keys under another master key, at once or not at all. */
export const rotateMasterKeyCommand = (context: CommandContext): Command =>
  new Command('rotate-master-key')
    .description(context.say('rotate_master_key.description'))
    .usage(context.say('rotate_master_key.usage'))
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('rotate_master_key.examples')}`)
    .action((options: { json?: boolean }) => rotateAndTell(options, context))
