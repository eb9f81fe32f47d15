import { v4 as uuidv4 } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { AuditIdentity } from '../../db/models/audit-identity.ts'
import type { Actor } from './can.ts'

const prefix = 'pseudonym:'
const nameOf = (id: string): string => `${prefix}${id}`

export const isPseudonym = (text: string | null): text is string => text?.startsWith(prefix) ?? false

/** Of somebody on a chat platform who is linked to no person: that id leads to them, and to nobody else. */
const isAccount = ({ kind, id }: Pick<Actor, 'kind' | 'id'>): boolean =>
  kind === 'session' && /^(?:slack|discord):/.test(id)

type Identity = Pick<AuditIdentity, 'tenantId' | 'subject' | 'kind' | 'value'>

/** The same for the same value of the same subject, by chance and not computed: without its row it tells nothing. */
const pseudonymOf = async (db: Database, identity: Identity): Promise<string> => {
  const find = () =>
    db.models.AuditIdentity.findOne({ attributes: ['id'], where: { ...identity }, raw: true })
  const known = await find()
  if (known) return nameOf(known.id)
  // Of two who write it at the same moment, the second waits for the first and finds its row.
  await db.models.AuditIdentity.bulkCreate([{ ...identity, id: uuidv4() }], { ignoreDuplicates: true })
  return nameOf((await find())!.id)
}

/**
 * What the trail of a tenant writes in place of an account and of an address, which must be forgettable although the
 * trail is not. In the tenant's open transaction.
 */
export const disguise = async (
  db: Database,
  tenantId: string,
  { actor, ip }: { actor: Pick<Actor, 'kind' | 'id'>; ip: string | null },
): Promise<{ actorId: string; ip: string | null }> => {
  const { id: subject } = actor
  const hidden = (kind: 'account' | 'ip', value: string) =>
    pseudonymOf(db, { tenantId, subject, kind, value })
  return {
    actorId: isAccount(actor) ? await hidden('account', subject) : subject,
    ip: ip === null ? null : await hidden('ip', ip),
  }
}

/** The ids under which the trail knows an actor: the own one, and that of a disguise. Inside `withTenant`. */
export const trailIdsOf = async (db: Database, tenantId: string, actorId: string): Promise<string[]> => {
  const where = { tenantId, kind: 'account', value: actorId }
  const rows = await db.models.AuditIdentity.findAll({ attributes: ['id'], where, raw: true })
  return [actorId, ...rows.map(({ id }) => nameOf(id))]
}

/**
 * Puts back what lines of the trail stand for: of those who were forgotten the pseudonym stays, and no address. Inside
 * `withTenant`.
 */
export const undisguise = async (
  db: Database,
  tenantId: string,
  lines: readonly { actorId: string | null; ip: string | null }[],
): Promise<void> => {
  const names = lines.flatMap(({ actorId, ip }) => [actorId, ip].filter(isPseudonym))
  if (names.length === 0) return
  const ids = [...new Set(names.map((name) => name.slice(prefix.length)))]
  const rows = await db.models.AuditIdentity.findAll({ where: { tenantId, id: ids }, raw: true })
  const values = new Map(rows.map(({ id, value }) => [nameOf(id), value]))
  for (const line of lines) {
    if (isPseudonym(line.actorId)) line.actorId = values.get(line.actorId) ?? line.actorId
    if (isPseudonym(line.ip)) line.ip = values.get(line.ip) ?? null
  }
}
