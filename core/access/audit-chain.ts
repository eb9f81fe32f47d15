import { createHash } from 'node:crypto'
import { QueryTypes, type Transaction } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'

/**
 * - `changed`: the line, its link or their order is not what was written
 * - `removed`: a line or a link is missing, in the middle or at the end
 * - `unlinked`: a line that was not written by way of the database's own trigger
 * - `head_changed`: the chain's end is not the last link
 */
export type BreakReason = 'changed' | 'removed' | 'unlinked' | 'head_changed'

export interface ChainReport {
  ok: boolean
  /** Lines that are what was written. */
  checked: number
  /**
   * The end of the chain. Who can rewrite the whole database can rewrite a chain: whoever keeps this elsewhere can tell,
   * for the same `seq` never has another hash.
   */
  head: { seq: number; hash: string } | null
  /** Of what is wrong the earliest place; `eventId` null = the line is not there. */
  firstBroken: { seq: number | null; eventId: string | null; reason: BreakReason } | null
}

export interface VerifyOptions {
  batchRows?: number
  /** Stops between two batches. */
  signal?: AbortSignal
}

interface LinkRow {
  seq: string
  eventId: string
  hash: string
  isThere: boolean
  fields: (string | null)[]
}

interface Ends {
  headSeq: string | null
  headHash: string | null
  lastSeq: string | null
  links: string
  events: string
}

/** As the trigger of migration 0048 has it. */
const fieldsSql = `array[
  e.id::text, to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.actor_kind, e.actor_id,
  e.action, e.permission, e.target_kind, e.target_id, e.target_label, e.outcome, e.surface, e.changes::text,
  e.details::text, e.request_id, e.ip]::text[]`

/** A link's hash: of a JSON list of strings, as PostgreSQL writes one too. */
export const linkHash = (
  chain: string,
  { seq, fields, before }: { seq: number; fields: (string | null)[]; before: string },
): string =>
  createHash('sha256')
    .update(JSON.stringify([String(seq), chain, ...fields, before]))
    .digest('hex')

/** A chain and the rows that belong to it, as the owner of the tables sees them. */
interface Chain {
  name: string
  read<Row extends object>(sql: string, replacements?: object): Promise<Row[]>
  events: string
  isOurs: string
}

const chainOf = (db: Database, tenantId: string | null): Chain => {
  const name = tenantId ?? 'deployment'
  const select =
    <Row extends object>(sql: string, replacements: object) =>
    (transaction: Transaction) =>
      db.sequelize.query<Row>(sql, {
        type: QueryTypes.SELECT,
        replacements: { chain: name, tenantId, ...replacements },
        transaction,
      })
  return {
    name,
    events: tenantId === null ? 'deployment_audit_events' : 'audit_events',
    isOurs: tenantId === null ? 'true' : 'e.tenant_id = :tenantId',
    read: <Row extends object>(sql: string, replacements: object = {}) =>
      tenantId === null
        ? asOwner(db, select<Row>(sql, replacements))
        : inTenantAsOwner(db, tenantId, select<Row>(sql, replacements)),
  }
}

/** In one statement, so that all of it is of one moment. */
const readEnds = async ({ read, events, isOurs }: Chain): Promise<Ends> =>
  (
    await read<Ends>(`
      select (select seq from audit_heads where chain = :chain) as "headSeq",
             (select hash from audit_heads where chain = :chain) as "headHash",
             (select max(seq) from audit_links where chain = :chain) as "lastSeq",
             (select count(*) from audit_links where chain = :chain) as links,
             (select count(*) from ${events} e where ${isOurs}) as events`)
  )[0]!

const readLinks = ({ read, events, isOurs }: Chain, after: number, limit: number): Promise<LinkRow[]> =>
  read<LinkRow>(
    `select l.seq, l.event_id as "eventId", l.hash, e.id is not null as "isThere", ${fieldsSql} as fields
       from (select * from audit_links where chain = :chain and seq > :after order by seq limit :limit) l
       left join ${events} e on e.id = l.event_id and ${isOurs}
      order by l.seq`,
    { after, limit },
  )

const readUnlinked = async ({ read, events, isOurs }: Chain): Promise<string | null> => {
  const rows = await read<{ id: string }>(`
    select e.id from ${events} e where ${isOurs}
       and not exists (select from audit_links l where l.chain = :chain and l.event_id = e.id)
     order by e.created_at, e.id limit 1`)
  return rows[0]?.id ?? null
}

/** Where the walk along the links has come to. */
interface Walked {
  seq: number
  hash: string
  broken: ChainReport['firstBroken']
}

const step = (chain: string, walked: Walked, link: LinkRow): Walked => {
  const seq = Number(link.seq)
  const { seq: last, hash: before } = walked
  if (seq !== last + 1) return { ...walked, broken: { seq: last + 1, eventId: null, reason: 'removed' } }
  if (!link.isThere) return { ...walked, broken: { seq, eventId: link.eventId, reason: 'removed' } }
  if (link.hash !== linkHash(chain, { seq, fields: link.fields, before }))
    return { ...walked, broken: { seq, eventId: link.eventId, reason: 'changed' } }
  return { seq, hash: link.hash, broken: null }
}

const walk = async (
  chain: Chain,
  from: Walked,
  { batchRows = 1_000, signal }: VerifyOptions,
): Promise<Walked> => {
  let walked = from
  for (;;) {
    signal?.throwIfAborted()
    const links = await readLinks(chain, walked.seq, batchRows)
    for (const link of links) {
      walked = step(chain.name, walked, link)
      if (walked.broken) return walked
    }
    if (links.length < batchRows) return walked
  }
}

/** What only the whole chain shows: an end that was cut off, lines beside it. */
const breakAtEnd = async (chain: Chain, walked: Walked, ends: Ends): Promise<ChainReport['firstBroken']> => {
  const headSeq = Number(ends.headSeq ?? 0)
  if (headSeq > walked.seq) return { seq: walked.seq + 1, eventId: null, reason: 'removed' }
  if (headSeq < walked.seq || (ends.headHash ?? '') !== walked.hash)
    return { seq: headSeq, eventId: null, reason: 'head_changed' }
  if (ends.links === ends.events) return null
  return { seq: null, eventId: await readUnlinked(chain), reason: 'unlinked' }
}

/**
 * Reads a chain from its beginning and holds every line against its link. In short transactions of a batch each: acts
 * go on meanwhile, and those that come in are read too.
 * @param tenantId null = the deployment's own
 */
export const verifyChain = async (
  db: Database,
  tenantId: string | null,
  options: VerifyOptions = {},
): Promise<ChainReport> => {
  const chain = chainOf(db, tenantId)
  let walked: Walked = { seq: 0, hash: '', broken: null }
  for (;;) {
    walked = await walk(chain, walked, options)
    const ends = walked.broken ? null : await readEnds(chain)
    // More has come in since the last batch.
    if (ends && Number(ends.lastSeq ?? 0) > walked.seq) continue
    const firstBroken = ends ? await breakAtEnd(chain, walked, ends) : walked.broken
    const { seq, hash } = walked
    return { ok: firstBroken === null, checked: seq, head: seq === 0 ? null : { seq, hash }, firstBroken }
  }
}

/** Whose chains there are, the deployment's own (null) first. */
export const listChains = (db: Database): Promise<{ id: string | null; clientId: string | null }[]> =>
  asOwner(db, async () => {
    const attributes = ['id', 'clientId']
    const tenants = await db.models.Tenant.findAll({ attributes, order: ['clientId'], raw: true })
    return [{ id: null, clientId: null }, ...tenants.map(({ id, clientId }) => ({ id, clientId }))]
  })

/** How many acts are on record, in all chains. */
export const countLinks = (db: Database): Promise<number> =>
  asOwner(db, async () => Number((await db.models.AuditHead.sum('seq')) ?? 0))
