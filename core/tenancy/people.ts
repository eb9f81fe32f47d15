import { col, fn, Op, UniqueConstraintError, where } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { Operator } from '../../db/models/operator.ts'
import type { Person } from '../../db/models/person.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { recordAct, recordDeploymentAct } from '../access/audit.ts'
import { type Actor, authorize, type TenantActor } from '../access/can.ts'
import type { SystemRole } from '../access/permissions.ts'
import { AppError } from '../errors.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

export interface NewPerson {
  email: string | null
  userName?: string | null
  fullName: string
  role: SystemRole
  locale?: 'fr' | 'en' | null
  /** null = signs in through a chat platform only, or gets a set-up link. */
  password: string | null
}

export interface NewOperator {
  email: string
  userName?: string | null
  fullName: string
  password: string | null
}

const taken = (cause: unknown): unknown =>
  cause instanceof UniqueConstraintError
    ? new AppError('conflict', 'somebody has this e-mail address or user name already', { cause })
    : cause

const hashOf = (password: string | null) => (password === null ? null : hashPassword(password))

/** Adds a member to the actor's tenant. @throws AppError `forbidden`, `conflict`, `invalid_request` */
export const createPerson = async (db: Database, actor: TenantActor, values: NewPerson): Promise<Person> => {
  authorize(actor, 'users:manage')
  const { password, ...rest } = values
  const { tenantId } = actor
  // Before the transaction: hashing takes long, and on the embedded database everybody would wait.
  const passwordHash = await hashOf(password)
  try {
    return await withTenant(db, tenantId, async () => {
      const person = await db.models.Person.create({ ...rest, tenantId, passwordHash })
      const target = { kind: 'person', id: person.id }
      const details = { role: person.role }
      await recordAct(db, actor, { action: 'person.created', permission: 'users:manage', target, details })
      return person
    })
  } catch (cause) {
    throw taken(cause)
  }
}

/** Adds somebody who runs the deployment. @throws AppError `forbidden`, `conflict`, `invalid_request` */
export const createOperator = async (db: Database, actor: Actor, values: NewOperator): Promise<Operator> => {
  authorize(actor, 'tenants:manage')
  const { password, ...rest } = values
  const passwordHash = await hashOf(password)
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
