import { col, fn, Op, Transaction, UniqueConstraintError, where } from 'sequelize'
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { Operator } from '../../db/models/operator.ts'
import type { Person } from '../../db/models/person.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { recordAct, recordDeploymentAct } from '../access/audit.ts'
import { auditedFields, changesOf } from '../access/audit-changes.ts'
import { type Actor, authorize, type TenantActor } from '../access/can.ts'
import { recordingTries } from '../access/escalation.ts'
import { requireGivable } from '../access/roles.ts'
import { AppError } from '../errors.ts'
import { lineOfText, skeletonOf } from '../names.ts'
import { sendInvitation } from './invitations.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

const { maxNameCharacters, maxUserNameCharacters } = limits.people

/** What people of a tenant are made of. */
export const personFields = {
  /** Kept in lower case. */
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  /** One word without an @, which would make it an address. */
  userName: z
    .string()
    .normalize('NFC')
    .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u)
    .max(maxUserNameCharacters),
  fullName: lineOfText(maxNameCharacters),
  /** Code of a role of the tenant. */
  role: z.string().max(40),
  serviceId: z.uuid(),
  locale: z.enum(['fr', 'en']),
}

/** What the trail tells of a person; of who they are only that it changed. */
export const auditedPerson = auditedFields({
  shown: ['role', 'serviceId', 'locale', 'isActive'],
  hidden: ['email', 'userName', 'fullName'],
})

export interface NewPerson {
  email: string | null
  userName?: string | null
  fullName: string
  /** Code of a role of the tenant. */
  role: string
  serviceId?: string | null
  locale?: 'fr' | 'en' | null
  /** null = signs in through a chat platform only, or gets a link. */
  password: string | null
  /** Mails a link to choose a password. */
  isInvited?: boolean
}

export interface NewOperator {
  email: string
  userName?: string | null
  fullName: string
  password: string | null
}

export const taken = (cause: unknown): unknown =>
  cause instanceof UniqueConstraintError
    ? new AppError('conflict', 'somebody has this e-mail address, or a user name that looks like this one', {
        cause,
        details: { context: 'person_taken' },
      })
    : cause

const hashOf = (password: string | null, logins: (string | null | undefined)[]) =>
  password === null ? null : hashPassword(password, logins)

/** A name as it is kept, beside what no other name may look like. */
export const userNameColumns = (userName: string | null) => ({
  userName,
  userNameKey: userName === null ? null : skeletonOf(userName),
})

/** @throws AppError `invalid_value` for a department that the tenant does not have */
export const requireService = async (
  db: Database,
  tenantId: string,
  serviceId: string | null | undefined,
): Promise<void> => {
  if (serviceId === null || serviceId === undefined) return
  const where = { tenantId, id: serviceId }
  // Held until the person is in it: it cannot go meanwhile.
  if (await db.models.Service.findOne({ where, lock: Transaction.LOCK.SHARE })) return
  const errors = [{ in: 'body', pointer: '/service_id', reason: 'no such service' }]
  throw new AppError('invalid_value', 'there is no such service', { details: { errors, count: 1 } })
}

/**
 * Adds a member to the actor's tenant.
 * @throws AppError `forbidden`, also for a role that holds more than the actor does; `conflict` (context
 *   `person_taken`), `invalid_value` for a role or service that the tenant does not have, and what `hashPassword` throws
 */
export const createPerson = async (db: Database, actor: TenantActor, values: NewPerson): Promise<Person> => {
  authorize(actor, 'users:manage')
  const { password, isInvited = false, email, userName = null, ...rest } = values
  const { tenantId } = actor
  // Before the transaction: hashing takes long, and on the embedded database everybody would wait.
  const passwordHash = await hashOf(password, [email, userName])
  const work = () =>
    withTenant(db, tenantId, async () => {
      await requireGivable(db, actor, values.role)
      await requireService(db, tenantId, values.serviceId)
      const columns = { ...rest, ...userNameColumns(userName), email: email?.toLowerCase() ?? null }
      const person = await db.models.Person.create({ ...columns, tenantId, passwordHash })
      const target = { kind: 'person', id: person.id }
      const changes = changesOf(null, person, auditedPerson)
      await recordAct(db, actor, { action: 'person.created', permission: 'users:manage', target, changes })
      if (isInvited) await sendInvitation(db, actor, person.id)
      return person
    })
  try {
    return await recordingTries(db, actor, { action: 'person.created', permission: 'users:manage' }, work)
  } catch (cause) {
    throw taken(cause)
  }
}

/** Adds somebody who runs the deployment. @throws AppError `forbidden`, `conflict`, `invalid_value` */
export const createOperator = async (db: Database, actor: Actor, values: NewOperator): Promise<Operator> => {
  authorize(actor, 'tenants:manage')
  const { password, ...rest } = values
  const passwordHash = await hashOf(password, [values.email, values.userName])
  try {
    return await asOwner(db, async () => {
      const operator = await db.models.Operator.create({ ...rest, passwordHash })
      const target = { kind: 'operator', id: operator.id }
      await recordDeploymentAct(db, actor, {
        action: 'operator.created',
        permission: 'tenants:manage',
        target,
      })
      return operator
    })
  } catch (cause) {
    throw taken(cause)
  }
}

/** Whether the deployment has nobody to run it yet. */
export const hasNoOperator = (db: Database): Promise<boolean> =>
  asOwner(db, async () => (await db.models.Operator.count()) === 0)

export interface Credentials {
  /** E-mail address or user name, whatever its case. */
  login: string
  password: string
}

const byLogin = (login: string) => {
  const same = (column: string) => where(fn('lower', col(column)), login.trim().toLowerCase())
  return { isActive: true, [Op.or]: [same('email'), same('user_name')] }
}

const refused = () => new AppError('sign_in_failed', 'login or password is wrong')

/** @throws AppError `sign_in_failed`, in the same time whether the login is known or not */
export const checkOperator = async (db: Database, { login, password }: Credentials): Promise<Operator> => {
  const operator = await asOwner(db, () => db.models.Operator.findOne({ where: byLogin(login) }))
  const isRight = await verifyPassword(operator?.passwordHash ?? null, password)
  if (!operator || !isRight) throw refused()
  return operator
}

/** @throws AppError `sign_in_failed`, in the same time whether the login is known or not */
export const checkPerson = async (
  db: Database,
  tenantId: string,
  { login, password }: Credentials,
): Promise<Person> => {
  const person = await withTenant(db, tenantId, () =>
    db.models.Person.findOne({ where: { tenantId, ...byLogin(login) } }),
  )
  const isRight = await verifyPassword(person?.passwordHash ?? null, password)
  if (!person || !isRight) throw refused()
  return person
}
