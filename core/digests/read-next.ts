import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { DigestKind } from '../../db/models/digest.ts'
import { type Reader, readPeople, readRecipients } from './readers.ts'

interface Wanted {
  personId: string | null
  recipientId: string | null
  kind: DigestKind
}

/** So many whose turn comes next are read along with one: looking each up alone takes longer than sending a mail. */
const ahead = 50
/** Rights are looked at when a digest is sent: no reader is older than this. */
const freshMs = 1_000

interface Kept {
  at: number
  readers: Map<string, Reader>
}
const kept = new WeakMap<Database, Map<string, Kept>>()

/** Whose digests of this kind leave next. Inside `withTenant`. */
const listNext = async (db: Database, tenantId: string, kind: DigestKind): Promise<string[]> => {
  const rows = await db.sequelize.query<{ id: string }>(
    `select d.person_id as id
       from (select digest_id from outbox where tenant_id = $1 and state in ('pending', 'sending')
              order by created_at, position, id limit ${ahead}) o
       join digests d on d.tenant_id = $1 and d.id = o.digest_id
      where d.kind = $2 and d.person_id is not null`,
    { type: QueryTypes.SELECT, bind: [tenantId, kind] },
  )
  return rows.map(({ id }) => id)
}

/** A reader as they are now, to the second. Inside `withTenant`. */
export const readNext = async (
  db: Database,
  tenantId: string,
  { personId, recipientId, kind }: Wanted,
): Promise<Reader | undefined> => {
  if (personId === null) return (await readRecipients(db, tenantId, { ids: [recipientId!], kind }))[0]
  const ofDatabase = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, ofDatabase)
  const key = `${tenantId} ${kind}`
  const known = ofDatabase.get(key)
  const reader = known && performance.now() - known.at < freshMs ? known.readers.get(personId) : undefined
  if (reader) return reader
  const at = performance.now()
  const ids = [...new Set([personId, ...(await listNext(db, tenantId, kind))])]
  const rows = await readPeople(db, tenantId, { ids, kind })
  const readers = new Map(rows.map((row) => [row.id, row]))
  ofDatabase.clear()
  ofDatabase.set(key, { at, readers })
  return readers.get(personId)
}
