import type { Database } from '../../db/database.ts'
import type { Task } from '../../db/models/task.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { type StartedTask, startTask } from '../tasks/start.ts'
import { accountSubject, loadPerson, type Subject } from './subject.ts'

/** Whom it is about: a person of the tenant, or an account on a chat platform that is linked to nobody. */
export type Whom = { personId: string } | { account: string }

/** As the task's row says. */
export const subjectOf = async (db: Database, { tenantId, input }: Task): Promise<Subject> => {
  if (tenantId === null) throw new Error('a task about a person names its tenant')
  const { personId, account } = input as { personId?: string; account?: string }
  if (personId !== undefined) return loadPerson(db, tenantId, personId)
  return account === undefined
    ? { tenantId, personId: null, accounts: [], person: null }
    : accountSubject(tenantId, account)
}

/** Whom somebody means who speaks of themselves. @throws `forbidden` for who is nobody's account, such as a visitor */
export const selfOf = ({ kind, id }: TenantActor): Whom => {
  if (kind === 'person') return { personId: id }
  if (kind === 'session' && /^(slack|discord):[^:]+:[^:]+$/.test(id)) return { account: id }
  throw new AppError('forbidden', 'This needs a sign-in.')
}

const keyOf = ({ tenantId }: TenantActor, whom: Whom): string =>
  `${tenantId} ${'personId' in whom ? whom.personId : whom.account}`

/** Everybody sees to their own data. @throws `forbidden`, `not_found` */
const authorizeFor = async (db: Database, actor: TenantActor, whom: Whom): Promise<void> => {
  const isSelf =
    'personId' in whom ? actor.kind === 'person' && actor.id === whom.personId : actor.id === whom.account
  if (!isSelf) authorize(actor, 'users:manage')
  if (!('personId' in whom)) return
  const { tenantId } = actor
  const where = { tenantId, id: whom.personId }
  const count = await withTenant(db, tenantId, () => db.models.Person.count({ where }))
  if (count === 0) throw new AppError('not_found', 'there is no such person')
}

/**
 * Collects everything about somebody into a file, see `personExport`. A second request while one is open is that one.
 * @param options.wantsKey for a chat: makes a key by which whoever has no sign-in takes the file
 * @throws `forbidden`, `not_found`
 */
export const requestPersonExport = async (
  core: Pick<Core, 'db' | 'queue'>,
  actor: TenantActor,
  whom: Whom,
  { wantsKey = false }: { wantsKey?: boolean } = {},
): Promise<StartedTask> => {
  await authorizeFor(core.db, actor, whom)
  return startTask(core, actor, {
    kind: 'person.export',
    input: { ...whom },
    onceKey: `${keyOf(actor, whom)} ${actor.kind}:${actor.id}`,
    resultPermission: 'users:manage',
    wantsKey,
  })
}

const sameText = (left: string, right: string): boolean =>
  left.trim().toLowerCase() === right.trim().toLowerCase()

/** The last admin would leave a tenant behind that nobody can manage. Inside `withTenant`. */
const keepAnAdmin = async (db: Database, tenantId: string, personId: string): Promise<void> => {
  const where = { tenantId, role: 'admin', isActive: true }
  const admins = await db.models.Person.findAll({ attributes: ['id'], where, raw: true })
  if (admins.length === 1 && admins[0]?.id === personId)
    throw new AppError('conflict', 'the last admin of a tenant stays', { details: { context: 'last_admin' } })
}

/**
 * Forgets somebody, see `personErase`. There is no way back.
 * @param confirm the person's e-mail address or id, as a sign that it is meant; null where a button has asked
 * @throws `forbidden`, `not_found`, `invalid_value` for another confirmation, `conflict` for the last admin
 */
export const requestPersonErasure = async (
  core: Pick<Core, 'db' | 'queue'>,
  actor: TenantActor,
  { whom, confirm }: { whom: Whom; confirm: string | null },
): Promise<StartedTask> => {
  const { db } = core
  const { tenantId } = actor
  await authorizeFor(db, actor, whom)
  if ('personId' in whom)
    await withTenant(db, tenantId, async () => {
      const { personId: id } = whom
      const person = await db.models.Person.findOne({
        where: { tenantId, id },
        rejectOnEmpty: true,
        raw: true,
      })
      const isMeant =
        confirm === null || [person.email ?? '', id].some((one) => one !== '' && sameText(one, confirm))
      if (!isMeant)
        throw new AppError('invalid_value', 'confirm must be the e-mail address or the id of the person', {
          details: {
            errors: [{ in: 'body', pointer: '/confirm', reason: 'e-mail address or id' }],
            count: 1,
          },
        })
      await keepAnAdmin(db, tenantId, id)
    })
  return startTask(core, actor, {
    kind: 'person.erase',
    input: { ...whom },
    onceKey: keyOf(actor, whom),
    resultPermission: 'users:manage',
  })
}
