import { Command, Option } from 'commander'
import { type CommandContext, UsageError } from '../context.ts'
import { print, printJson } from '../print.ts'

interface TenantOptions {
  name: string
  language?: string
  timeZone?: string
  email?: string
  json?: boolean
}

const createAndTell = async (
  clientId: string,
  options: TenantOptions,
  context: CommandContext,
): Promise<void> => {
  const [{ withMigratedDatabase }, { createTenant, newTenantSchema }, { terminalActor }] = await Promise.all([
    import('../with-database.ts'),
    import('../../core/tenancy/tenants.ts'),
    import('../operator.ts'),
  ])
  const parsed = newTenantSchema.safeParse({
    clientId,
    name: options.name,
    locale: options.language,
    timeZone: options.timeZone,
    contactEmail: options.email,
  })
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
    throw new UsageError('usage_errors.invalid_fields', { what: fields.join(', ') })
  }
  const tenant = await withMigratedDatabase(context, (db) => createTenant(db, terminalActor, parsed.data))
  if (options.json) return printJson({ id: tenant.id, client_id: tenant.clientId, name: tenant.name })
  await print(context.say('tenant.done', { tenant: tenant.clientId }))
}

/** `tenant create CLIENT_ID --name NAME`. */
export const tenantCommand = (context: CommandContext): Command => {
  const { say } = context
  const create = new Command('create')
    .description(say('tenant.create'))
    .usage(say('tenant.create_usage'))
    .argument('<client-id>', say('tenant.client_id'))
    .addOption(new Option('--name <name>', say('tenant.name')).makeOptionMandatory())
    .addOption(new Option('--language <fr|en>', say('tenant.language')))
    .addOption(new Option('--time-zone <zone>', say('tenant.time_zone')))
    .addOption(new Option('--email <address>', say('tenant.email')))
    .addOption(new Option('--json', say('options.json')))
    .addHelpText('after', () => `\n${say('tenant.examples')}`)
    .action((clientId: string, options: TenantOptions) => createAndTell(clientId, options, context))
  return new Command('tenant')
    .description(say('tenant.description'))
    .usage(say('tenant.usage'))
    .addCommand(create)
}
