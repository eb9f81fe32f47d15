import { existsSync } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { Tombstone } from '../../db/models/tombstone.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { hashAccount, type Subject } from './subject.ts'

/** A line of the file that is kept beside the generated secrets: no backup has it, so none brings back what it tells. */
const lineSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['person', 'account', 'tenant']),
  tenant_id: z.uuid(),
  person_id: z.uuid().nullable(),
  account_hashes: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  at: z.iso.datetime(),
})
export type TombstoneLine = z.infer<typeof lineSchema>

export const tombstoneFile = ({ dataDir }: Pick<Core, 'dataDir'>): string =>
  join(dataDir, 'secrets', 'tombstones.jsonl')

const parse = (text: string): TombstoneLine | null => {
  try {
    return lineSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/**
 * What a file of tombstones tells, each once. Half a line, of a process that died over it, counts for nothing: its work
 * had not begun.
 * @throws `invalid_value` for a file without a single line that can be read
 */
export const readTombstones = async (path: string): Promise<TombstoneLine[]> => {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const read = lines.flatMap((line) => parse(line) ?? [])
  if (lines.length > 0 && read.length === 0)
    throw new AppError('invalid_value', 'this is no file of tombstones', { details: { count: 1 } })
  return [...new Map(read.map((line) => [line.id, line])).values()]
}

const toLine = (row: Tombstone): TombstoneLine => ({
  id: row.id,
  kind: row.kind,
  tenant_id: row.tenantId,
  person_id: row.personId ?? null,
  account_hashes: row.accountHashes,
  at: row.createdAt.toISOString(),
})

/** Adds lines that the file does not have, and waits until they are on the disk. */
export const appendTombstones = async (
  core: Pick<Core, 'dataDir'>,
  lines: readonly TombstoneLine[],
): Promise<void> => {
  const path = tombstoneFile(core)
  const known = existsSync(path) ? await readTombstones(path).catch(() => []) : []
  const missing = lines.filter(({ id }) => !known.some((one) => one.id === id))
  if (missing.length === 0) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a', 0o600)
  try {
    // A line of its own, also behind half of one.
    await file.writeFile(`\n${missing.map((line) => JSON.stringify(line)).join('\n')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Says for ever that somebody, or a tenant, is to be gone: in the database and in the file, before anything is removed.
 * @param id of the task, so that it is said once
 */
export const setTombstone = async (
  core: Pick<Core, 'db' | 'dataDir'>,
  { id, kind, subject }: { id: string; kind: Tombstone['kind']; subject: Subject },
): Promise<void> => {
  const { tenantId, personId, accounts } = subject
  const accountHashes = accounts.map((account) => hashAccount(tenantId, account))
  const row = await asOwner(core.db, async () => {
    const { Tombstone } = core.db.models
    await Tombstone.bulkCreate([{ id, kind, tenantId, personId, accountHashes }], { ignoreDuplicates: true })
    return Tombstone.findByPk(id, { rejectOnEmpty: true })
  })
  await appendTombstones(core, [toLine(row)])
}

/** Takes the lines into the database. @returns those that it did not know: it was restored since they were written */
export const learnTombstones = async (
  db: Database,
  lines: readonly TombstoneLine[],
): Promise<TombstoneLine[]> => {
  if (lines.length === 0) return []
  const known = await asOwner(db, () =>
    db.models.Tombstone.findAll({ attributes: ['id'], where: { id: lines.map(({ id }) => id) }, raw: true }),
  )
  return lines.filter(({ id }) => !known.some((row) => row.id === id))
}

/** After what it tells has been done again. */
export const keepTombstone = (db: Database, line: TombstoneLine): Promise<void> =>
  asOwner(db, async () => {
    const { id, kind, tenant_id: tenantId, person_id: personId, account_hashes: accountHashes, at } = line
    const row = { id, kind, tenantId, personId, accountHashes, createdAt: new Date(at) }
    await db.models.Tombstone.bulkCreate([row], { ignoreDuplicates: true })
  })
