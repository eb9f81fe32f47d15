import { AppError } from '../errors.ts'
import type { Change } from './change.ts'
import { unacceptable } from './fields.ts'

type Place = Pick<Change, 'db' | 'tenantId'>

/** Of these those who are in the tenant and may sign in. */
const readActive = async ({ db, tenantId }: Place, ids: readonly string[]): Promise<Map<string, string>> => {
  const where = { tenantId, id: [...ids], isActive: true }
  const people = await db.models.Person.findAll({ attributes: ['id', 'fullName'], where, raw: true })
  return new Map(people.map(({ id, fullName }) => [id, fullName]))
}

/**
 * Somebody of the tenant. @returns their name
 * @throws AppError `invalid_value` at the pointer
 */
export const requirePerson = async (place: Place, id: string, pointer: string): Promise<string> => {
  const name = (await readActive(place, [id])).get(id)
  if (name === undefined) throw unacceptable(pointer, 'nobody here has this id')
  return name
}

/**
 * People who can be given work in a project: its members who are still there.
 * @param pointerOf the place of each in the request
 * @throws AppError `invalid_value` with every one who is none
 */
export const requireMembers = async (
  change: Change,
  ids: readonly string[],
  pointerOf: (at: number) => string,
): Promise<void> => {
  if (ids.length === 0) return
  const { db, tenantId, project } = change
  const active = await readActive(change, ids)
  const where = { tenantId, projectId: project.id, personId: [...ids] }
  const rows = await db.models.ProjectMember.findAll({ attributes: ['personId'], where, raw: true })
  const members = new Set(rows.map(({ personId }) => personId))
  const errors = ids.flatMap((id, at) => {
    if (members.has(id) && active.has(id)) return []
    const reason = active.has(id) ? 'not a member of the project: add them first' : 'nobody here has this id'
    return [{ in: 'body', pointer: pointerOf(at), reason }]
  })
  if (errors.length > 0)
    throw new AppError('invalid_value', 'only members of the project can be given work in it', {
      details: { errors, count: errors.length },
    })
}

/** Makes these people members who are none yet; the history knows since when. */
export const joinProject = async (
  change: Change,
  ids: readonly (string | null | undefined)[],
): Promise<void> => {
  const { db, tenantId, project, now } = change
  const people = [...new Set(ids.filter((id): id is string => typeof id === 'string'))]
  if (people.length === 0) return
  const where = { tenantId, projectId: project.id, personId: people }
  const there = await db.models.ProjectMember.findAll({ attributes: ['personId'], where, raw: true })
  const missing = people.filter((id) => !there.some(({ personId }) => personId === id))
  if (missing.length === 0) return
  const names = await readActive(change, missing)
  const rows = missing.map((personId) => ({ tenantId, projectId: project.id, personId, createdAt: now }))
  await db.models.ProjectMember.bulkCreate(rows)
  for (const id of missing) {
    const subject = { kind: 'member' as const, id, name: names.get(id) ?? '' }
    change.note({ subject, action: 'member.added' })
    change.tell({ type: 'member.added', to: [id], data: { role: null } })
  }
}
