import { Op, type WhereOptions } from 'sequelize'
import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { Person } from '../../db/models/person.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { recordingTries } from '../access/escalation.ts'
import { findRoleByCode, loadRole, requireGivable, requireNoMore } from '../access/roles.ts'
import { AppError } from '../errors.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { endAccessOf } from './end-holder-access.ts'
import { actorName } from './invitations.ts'
import { auditedPerson, requireService, taken, userNameColumns } from './people.ts'

const permission = 'users:manage'

export interface PeopleFilter {
  role?: string
  /** null = those who belong to none. */
  serviceId?: string | null
  isActive?: boolean
  /** Part of the name, the user name or the e-mail address, whatever its case. */
  part?: string
}

const like = (part: string): string => `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`

const filtered = ({ role, serviceId, isActive, part }: PeopleFilter): WhereOptions => ({
  ...(role !== undefined && { role }),
  ...(serviceId !== undefined && { serviceId }),
  ...(isActive !== undefined && { isActive }),
  ...(part && {
    [Op.and]: [
      {
        [Op.or]: ['fullName', 'email', 'userName'].map((field) => ({ [field]: { [Op.iLike]: like(part) } })),
      },
    ],
  }),
})

/** Newest first. @throws AppError `forbidden` */
export const listPeople = (
  db: Database,
  actor: TenantActor,
  { page, filter = {} }: { page: Page; filter?: PeopleFilter },
): Promise<Person[]> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const where = { tenantId, ...behind(page), ...filtered(filter) }
  return withTenant(db, tenantId, () =>
    db.models.Person.findAll({ where, order: newestFirst, limit: page.limit }),
  )
}

const notFound = (): AppError => new AppError('not_found', 'There is no such person.')

const find = async (db: Database, tenantId: string, id: string, lock?: true): Promise<Person> => {
  const person = isUuid(id) ? await db.models.Person.findOne({ where: { tenantId, id }, lock }) : null
  if (!person) throw notFound()
  return person
}

/** @throws AppError `forbidden`, `not_found` */
export const findPerson = (db: Database, actor: TenantActor, id: string): Promise<Person> => {
  authorize(actor, permission)
  return withTenant(db, actor.tenantId, () => find(db, actor.tenantId, id))
}

/** Somebody by their own id, for whoever it is. @throws AppError `not_found` */
export const findSelf = (db: Database, actor: TenantActor): Promise<Person> => {
  if (actor.kind !== 'person') throw notFound()
  return withTenant(db, actor.tenantId, () => find(db, actor.tenantId, actor.id))
}

export interface PersonChanges {
  email?: string | null
  userName?: string | null
  fullName?: string
  /** Code of a role of the tenant. */
  role?: string
  serviceId?: string | null
  locale?: 'fr' | 'en' | null
  isActive?: boolean
}

const isAdmin = ({ role, isActive }: Pick<Person, 'role' | 'isActive'>): boolean =>
  role === 'admin' && isActive

/** Of two admins who switch each other off at the same moment, the second waits here and finds that he is the last. */
const holdAdmins = async (db: Database, tenantId: string): Promise<void> => {
  await db.models.Role.findOne({ attributes: ['id'], where: { tenantId, code: 'admin' }, lock: true })
}

const requireAnotherAdmin = async (db: Database, { tenantId, id }: Person): Promise<void> => {
  const where = { tenantId, role: 'admin', isActive: true, id: { [Op.ne]: id } }
  if ((await db.models.Person.count({ where })) > 0) return
  const details = { context: 'last_admin' }
  throw new AppError('conflict', 'nobody would be left to administrate the tenant', { details })
}

const columnsOf = ({ email, userName, ...rest }: PersonChanges) => ({
  ...rest,
  ...(email !== undefined && { email: email?.toLowerCase() ?? null }),
  ...(userName !== undefined && userNameColumns(userName)),
})

/** Somebody's new role is told to them by mail, in the transaction that gives it; one's own act is no news. */
const tellNewRole = async (
  db: Database,
  actor: TenantActor,
  { person, before }: { person: Person; before: string },
): Promise<void> => {
  const { tenantId, id, role: after } = person
  if (actor.id === id) return
  const nameOf = async (code: string) => (await findRoleByCode(db, tenantId, code))?.name ?? null
  const data = {
    before,
    before_name: await nameOf(before),
    after,
    after_name: await nameOf(after),
    by: await actorName(db, actor),
  }
  const onceKey = `role ${id} ${uuidv7()}`
  await raiseAlert(db, tenantId, { type: 'role.changed', onceKey, data }, { personId: id })
}

/** The changes in the open transaction; what would change nothing is not a change. */
const change = async (
  db: Database,
  actor: TenantActor,
  { person, changes }: { person: Person; changes: PersonChanges },
): Promise<void> => {
  const { tenantId, id } = person
  // Whoever rules over somebody with more rights could take these: by their address, or by switching them off.
  if (actor.id !== id) requireNoMore(actor, (await loadRole(db, tenantId, person.role)).permissions)
  const held = heldBy(person, auditedPerson)
  const { role: before, isActive: wasActive } = person
  const isNewRole = changes.role !== undefined && changes.role !== before
  if (isNewRole) await requireGivable(db, actor, changes.role!)
  const wasAdmin = isAdmin(person)
  person.set(columnsOf(changes))
  const fields = person.changed()
  if (!fields) return
  if (wasAdmin && !isAdmin(person)) await requireAnotherAdmin(db, person)
  await person.save()
  if (isNewRole || wasActive !== person.isActive) {
    await endAccessOf(db, { kind: 'person', id, tenantId })
    await person.reload()
  }
  const target = { kind: 'person', id }
  const told = changesOf(held, person, auditedPerson)
  await recordAct(db, actor, { action: 'person.updated', permission, target, changes: told })
  if (isNewRole) await tellNewRole(db, actor, { person, before })
}

/**
 * Changes somebody of the tenant. Another role, switching off and on end what they are signed in with; of another role
 * they hear by mail.
 * @throws AppError `forbidden`, also for somebody, or a role, with more rights than the actor has; `not_found`;
 *   `conflict` (context `person_taken`, or `last_admin`); `invalid_value` for a role or service that is not there
 */
export const updatePerson = async (
  db: Database,
  actor: TenantActor,
  { id, changes }: { id: string; changes: PersonChanges },
): Promise<Person> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const attempt = { action: 'person.updated', permission, target: { kind: 'person', id } } as const
  const work = () =>
    withTenant(db, tenantId, async () => {
      await find(db, tenantId, id)
      // Always before the person's own row, so that two changes never wait for each other.
      await requireService(db, tenantId, changes.serviceId)
      if (changes.role !== undefined || changes.isActive === false) await holdAdmins(db, tenantId)
      const person = await find(db, tenantId, id, true)
      await change(db, actor, { person, changes })
      return person
    })
  try {
    return await recordingTries(db, actor, attempt, work)
  } catch (cause) {
    throw taken(cause)
  }
}

/** Switches somebody off: what they did stays, and they get in no more. @throws what `updatePerson` throws */
export const removePerson = async (db: Database, actor: TenantActor, id: string): Promise<void> => {
  await updatePerson(db, actor, { id, changes: { isActive: false } })
}
