import { col, fn, Op, where } from 'sequelize'
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { Person } from '../../db/models/person.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { type AppError, isAppError } from '../errors.ts'
import { type PersonChanges, updatePerson } from './manage-people.ts'
import { createPerson, personFields } from './people.ts'

/** Somebody as a list tells of them: made when nobody has the address yet, else changed to be so. */
export const listedPersonSchema = z.strictObject({
  email: personFields.email,
  fullName: personFields.fullName.optional(),
  userName: personFields.userName.nullish(),
  role: personFields.role.optional(),
  serviceId: personFields.serviceId.nullish(),
  locale: personFields.locale.nullish(),
  isActive: z.boolean().optional(),
})
export type ListedPerson = z.infer<typeof listedPersonSchema>

export const { maxBulk } = limits.people

/** What came of one of the list; `error` is why nothing did. */
export interface BulkOutcome {
  email: string
  outcome: 'created' | 'updated' | 'unchanged' | 'failed'
  id: string | null
  error: AppError | null
}

const findByEmail = (db: Database, tenantId: string, email: string): Promise<Person | null> =>
  withTenant(db, tenantId, () =>
    db.models.Person.findOne({ where: { tenantId, [Op.and]: where(fn('lower', col('email')), email) } }),
  )

const create = async (
  db: Database,
  actor: TenantActor,
  { listed, isInvited }: { listed: ListedPerson; isInvited: boolean },
): Promise<Person> => {
  const { email, fullName = email, role = 'marketing', isActive = true, ...rest } = listed
  const values = { ...rest, email, fullName, role, password: null, isInvited: isInvited && isActive }
  const person = await createPerson(db, actor, values)
  return isActive ? person : updatePerson(db, actor, { id: person.id, changes: { isActive } })
}

const applyOne = async (
  db: Database,
  actor: TenantActor,
  asked: { listed: ListedPerson; isInvited: boolean },
): Promise<Omit<BulkOutcome, 'email' | 'error'>> => {
  const { email, ...changes } = asked.listed
  const known = await findByEmail(db, actor.tenantId, email)
  if (!known) return { outcome: 'created', id: (await create(db, actor, asked)).id }
  const { id, updatedAt } = known
  const changed = await updatePerson(db, actor, { id, changes: changes satisfies PersonChanges })
  return { outcome: changed.updatedAt > updatedAt ? 'updated' : 'unchanged', id }
}

/**
 * Makes or changes people by their addresses, one after the other, each on their own: what fails keeps nobody else out.
 * @param asked.isInvited new ones are mailed a link to choose a password
 * @returns what came of each, in the order of the list
 * @throws AppError `forbidden`
 */
export const applyPeople = async (
  db: Database,
  actor: TenantActor,
  asked: { people: readonly ListedPerson[]; isInvited: boolean },
): Promise<BulkOutcome[]> => {
  authorize(actor, 'users:manage')
  const outcomes: BulkOutcome[] = []
  for (const listed of asked.people) {
    const { email } = listed
    try {
      const done = await applyOne(db, actor, { listed, isInvited: asked.isInvited })
      outcomes.push({ email, ...done, error: null })
    } catch (error) {
      if (!isAppError(error)) throw error
      outcomes.push({ email, outcome: 'failed', id: null, error })
    }
  }
  return outcomes
}
