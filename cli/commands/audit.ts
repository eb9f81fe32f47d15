import { Command, Option } from 'commander'
import type { ChainReport } from '../../core/access/audit-chain.ts'
import type { Database } from '../../db/database.ts'
import { type CommandContext, exitCodes } from '../context.ts'
import { print, printJson, styled } from '../print.ts'

interface VerifyCommandOptions {
  tenant?: string
  json?: boolean
}

/** A chain with whose it is: the tenant's client id, or null for the deployment's own. */
export type Verified = ChainReport & { tenant: string | null }

/** @param clientId undefined = all chains */
export const verifyAll = async (db: Database, clientId?: string): Promise<Verified[]> => {
  const [{ listChains, verifyChain }, { findTenant }] = await Promise.all([
    import('../../core/access/audit-chain.ts'),
    import('../../core/tenancy/tenants.ts'),
  ])
  const chains = clientId === undefined ? await listChains(db) : [await findTenant(db, clientId)]
  const verified: Verified[] = []
  for (const { id, clientId: tenant } of chains) verified.push({ tenant, ...(await verifyChain(db, id)) })
  return verified
}

export const presentVerified = ({ tenant, ok, checked, head, firstBroken: broken }: Verified) => ({
  tenant,
  ok,
  checked,
  head,
  first_broken: broken && { seq: broken.seq, event_id: broken.eventId, reason: broken.reason },
})

/** A line of it, and what is wrong with it. */
export const tellVerified = async (
  { tenant, ok, checked, firstBroken }: Verified,
  { say }: CommandContext,
): Promise<void> => {
  const whose = tenant ?? say('audit.deployment')
  const line = say('audit.checked', { whose, count: checked })
  await print(`${styled(ok ? 'green' : 'red', ok ? '✓' : '✗')} ${line}`)
  if (!firstBroken) return
  const { seq, eventId, reason } = firstBroken
  await print(`  ${say(`audit.broken.${reason}`, { seq: seq ?? '–', id: eventId ?? '–' })}`)
}

const verifyAndTell = async (options: VerifyCommandOptions, context: CommandContext): Promise<void> => {
  const { withMigratedDatabase } = await import('../with-database.ts')
  const chains = await withMigratedDatabase(context, (db) => verifyAll(db, options.tenant))
  const broken = chains.filter(({ ok }) => !ok).length
  if (options.json) await printJson({ ok: broken === 0, chains: chains.map(presentVerified) })
  else {
    for (const chain of chains) await tellVerified(chain, context)
    await print(`\n${context.say(broken === 0 ? 'audit.whole' : 'audit.not_whole', { count: broken })}`)
  }
  if (broken > 0) process.exitCode = exitCodes.failed
}

/** `audit verify`: whether any line of the trail was changed, removed or added behind Sextant's back. */
export const auditCommand = (context: CommandContext): Command => {
  const { say } = context
  const verify = new Command('verify')
    .description(say('audit.verify'))
    .usage(say('audit.verify_usage'))
    .addOption(new Option('--tenant <client-id>', say('audit.tenant')))
    .addOption(new Option('--json', say('options.json')))
    .addHelpText('after', () => `\n${say('audit.examples')}`)
    .action((options: VerifyCommandOptions) => verifyAndTell(options, context))
  return new Command('audit')
    .description(say('audit.description'))
    .usage(say('audit.usage'))
    .addCommand(verify)
}
