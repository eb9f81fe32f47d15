import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { Command, Option } from 'commander'
import type { Database } from '../../db/database.ts'
import { type CommandContext, UsageError } from '../context.ts'
import { print, printJson } from '../print.ts'

interface UserOptions {
  name?: string
  tenant?: string
  role: string
  passwordStdin?: boolean
  json?: boolean
}

/** From standard input, where no list of processes shows it; otherwise made up and told once. */
const choosePassword = async (fromInput: boolean): Promise<{ password: string; isGenerated: boolean }> => {
  if (!fromInput) return { password: randomBytes(15).toString('base64url'), isGenerated: true }
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password === '') throw new UsageError('usage_errors.no_password')
  return { password, isGenerated: false }
}

/** The roles are each tenant's own. */
const requireRole = async (db: Database, tenantId: string, role: string): Promise<void> => {
  const { listRoleCodes } = await import('../../core/access/roles.ts')
  const codes = await listRoleCodes(db, tenantId)
  if (!codes.includes(role))
    throw new UsageError('usage_errors.unknown_role', { what: role, roles: codes.join(', ') })
}

interface NewUser {
  email: string
  fullName: string
  password: string
}

/** Somebody who runs the deployment, or a member of one tenant. */
const create = async (
  db: Database,
  user: NewUser,
  member: { tenant: string; role: string } | null,
): Promise<string> => {
  const [{ createOperator, createPerson }, { findTenant }, { terminalActor }] = await Promise.all([
    import('../../core/tenancy/people.ts'),
    import('../../core/tenancy/tenants.ts'),
    import('../operator.ts'),
  ])
  if (member === null) return (await createOperator(db, terminalActor, user)).id
  const { id: tenantId } = await findTenant(db, member.tenant)
  await requireRole(db, tenantId, member.role)
  const person = await createPerson(db, { ...terminalActor, tenantId }, { ...user, role: member.role })
  return person.id
}

const createAndTell = async (email: string, options: UserOptions, context: CommandContext): Promise<void> => {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError('usage_errors.invalid_email', { what: email })
  const { tenant, role } = options
  const member = tenant === undefined ? null : { tenant, role }
  const { password, isGenerated } = await choosePassword(options.passwordStdin === true)
  const user = { email, fullName: options.name ?? email, password }
  const { withMigratedDatabase } = await import('../with-database.ts')
  const id = await withMigratedDatabase(context, (db) => create(db, user, member))
  if (options.json) return printJson({ id, email, ...(isGenerated && { password }) })
  await print(context.say('user.done', { email }))
  if (isGenerated) await print(context.say('user.password', { password }))
}

/** `user create EMAIL`: an operator, or with `--tenant` a member of that tenant. */
export const userCommand = (context: CommandContext): Command => {
  const { say } = context
  const create = new Command('create')
    .description(say('user.create'))
    .usage(say('user.create_usage'))
    .argument('<email>', say('user.email'))
    .addOption(new Option('--name <name>', say('user.name')))
    .addOption(new Option('--tenant <client-id>', say('user.tenant')))
    .addOption(new Option('--role <role>', say('user.role')).default('marketing', 'marketing'))
    .addOption(new Option('--password-stdin', say('user.password_stdin')))
    .addOption(new Option('--json', say('options.json')))
    .addHelpText('after', () => `\n${say('user.examples')}`)
    .action((email: string, options: UserOptions) => createAndTell(email, options, context))
  return new Command('user').description(say('user.description')).usage(say('user.usage')).addCommand(create)
}
