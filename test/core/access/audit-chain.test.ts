import test from 'ava'
import { requestContext } from '../../../config/log.ts'
import { recordAct, recordDeploymentAct } from '../../../core/access/audit.ts'
import { type BreakReason, verifyChain } from '../../../core/access/audit-chain.ts'
import { type AuditFilter, listAudit } from '../../../core/access/audit-list.ts'
import { operatorActor, personActor, sessionActor, type TenantActor } from '../../../core/access/can.ts'
import type { Database } from '../../../db/database.ts'
import { migrate, migrateDown } from '../../../db/migrate.ts'
import { asOwner, inTenantAsOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant, openTestDatabase, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
const id = '01a00000-0000-7000-8000-0000000000aa'
const operator = operatorActor(id, null)

const act = (db: Database, tenantId: string, details: Record<string, unknown> = {}): Promise<void> =>
  withTenant(db, tenantId, () =>
    recordAct(db, personActor({ id, tenantId, role: 'admin' }), {
      action: 'thing.done',
      target: { kind: 'thing', id, label: 'Zoë “x”\n\u2028\u007f\\' },
      details: { text: 'Zoë “é”\n\u2028\u007f\\/', number: 1.1e-7, nested: [{ a: null }], ...details },
      changes: { name: { before: null, after: 'ü' } },
    }),
  )

/** A tenant with five acts in its trail, each in a transaction of its own. */
const makeTrail = async (db: Database, acts = 5): Promise<string> => {
  const tenantId = await createTestTenant(db)
  for (let at = 0; at < acts; at++) await act(db, tenantId, { at })
  return tenantId
}

/** As somebody who has the database in their hands: no trigger and no key holds them. */
const asSuperuser = (db: Database, sql: string): Promise<unknown> =>
  asOwner(db, async (transaction) => {
    await db.sequelize.query('set local role none; set local session_replication_role = replica', {
      transaction,
    })
    await db.sequelize.query(sql, { transaction })
  })

const linksOf = (db: Database, chain: string): Promise<{ seq: string; eventId: string }[]> =>
  asOwner(db, () => db.models.AuditLink.findAll({ where: { chain }, order: [['seq', 'ASC']], raw: true }))

test.serial(
  'acts are links of their own tenant’s chain, in whatever transaction they are done',
  async (t) => {
    const db = database()
    const [one, other] = [await makeTrail(db, 3), await makeTrail(db, 2)]
    await withTenant(db, one, async () => {
      await act(db, one)
      await act(db, one)
    })
    await inTenantAsOwner(db, one, () => act(db, one))
    await t.throwsAsync(
      withTenant(db, one, async () => {
        await act(db, one)
        throw new Error('after all')
      }),
    )
    t.like(await verifyChain(db, one, { batchRows: 2 }), { ok: true, checked: 6, firstBroken: null })
    t.like(await verifyChain(db, other), { ok: true, checked: 2 })
    t.deepEqual(
      (await linksOf(db, one)).map(({ seq }) => Number(seq)),
      [1, 2, 3, 4, 5, 6],
    )
    const unknown = await verifyChain(db, await createTestTenant(db))
    t.deepEqual(unknown, { ok: true, checked: 0, head: null, firstBroken: null })
  },
)

interface Tampering {
  name: string
  /** `$t`: the tenant; `$o`: another one; `$1` to `$5`: its acts, the oldest first. */
  sql: string
  reason: BreakReason
  seq: number | null
  /** Which act is named; null = one that is gone and whose name nobody knows. */
  event: number | null
}

const removed = `delete from audit_events where tenant_id = $t and id =`
const unlinked = `delete from audit_links where chain = $t and event_id =`
const tamperings: Tampering[] = [
  ...[
    `outcome = 'denied'`, `actor_id = 'somebody'`, `action = 'thing.undone'`, `target_label = 'x'`, 'target_id = null',
    `details = details || '{"a": 1}'`, `changes = '{}'`, `surface = 'web'`, `ip = '127.0.0.1'`, `request_id = ''`,
    `created_at = created_at + interval '1 ms'`, `actor_kind = 'system'`, `permission = 'x'`, `target_kind = 'x'`,
  ].map((change): Tampering => ({
    name: `a field changed: ${change}`, sql: `update audit_events set ${change} where tenant_id = $t and id = $3`,
    reason: 'changed', seq: 3, event: 3,
  })),
  { name: 'a line removed from the middle', sql: `${removed} $3`, reason: 'removed', seq: 3, event: 3 },
  { name: 'a line removed with its link', sql: `${removed} $3; ${unlinked} $3`, reason: 'removed', seq: 3, event: null },
  { name: 'the first line removed with its link', sql: `${removed} $1; ${unlinked} $1`, reason: 'removed', seq: 1, event: null },
  { name: 'the last line removed with its link', sql: `${removed} $5; ${unlinked} $5`, reason: 'removed', seq: 5, event: null },
  {
    name: 'two lines swapped', reason: 'changed', seq: 2, event: 4,
    sql: `update audit_links set event_id = case event_id when $2 then $4::uuid else $2::uuid end
           where chain = $t and event_id in ($2, $4)`,
  },
  {
    name: 'two lines swapped, with their ids', reason: 'changed', seq: 2, event: 2,
    sql: `update audit_events set id = '${id}' where id = $2; update audit_events set id = $2 where id = $4;
          update audit_events set id = $4 where id = '${id}'`,
  },
  {
    name: 'a line of another tenant', reason: 'removed', seq: 3, event: 3,
    sql: `update audit_events set tenant_id = $o where id = $3`,
  },
  {
    name: 'a line added beside the chain', reason: 'unlinked', seq: null, event: 0,
    sql: `insert into audit_events (tenant_id, id, actor_kind, action, outcome)
          values ($t, '${id}', 'person', 'thing.forged', 'allowed')`,
  },
  { name: 'another end', sql: `update audit_heads set hash = 'x' where chain = $t`, reason: 'head_changed', seq: 5, event: null },
  { name: 'the end set back', sql: `update audit_heads set seq = 4 where chain = $t`, reason: 'head_changed', seq: 4, event: null },
  { name: 'no end any more', sql: `delete from audit_heads where chain = $t`, reason: 'head_changed', seq: 0, event: null },
] // biome-ignore format: a table

for (const { name, sql, reason, seq, event } of tamperings)
  test.serial(`what was done to the trail is found: ${name}`, async (t) => {
    const db = database()
    const [tenantId, other] = [await makeTrail(db), await createTestTenant(db)]
    const links = await linksOf(db, tenantId)
    const idOf = (at: number) => links[at - 1]!.eventId
    const filled = sql
      .replaceAll('$t', `'${tenantId}'`)
      .replaceAll('$o', `'${other}'`)
      .replaceAll(/\$(\d)/g, (_, at) => `'${idOf(Number(at))}'`)
    await asSuperuser(db, filled)
    const report = await verifyChain(db, tenantId)
    const eventId = event === null ? null : event === 0 ? id : idOf(event)
    t.false(report.ok)
    t.deepEqual(report.firstBroken, { seq, eventId, reason })
  })

test.serial('the deployment’s own acts are a chain too', async (t) => {
  const db = await openTestDatabase(t)
  for (const action of ['tenant.created', 'tenant.updated', 'tenant.updated'])
    await recordDeploymentAct(db, operator, { action })
  t.like(await verifyChain(db, null), { ok: true, checked: 3 })
  await asSuperuser(
    db,
    `update deployment_audit_events set outcome = 'failed' where action = 'tenant.created'`,
  )
  t.like(await verifyChain(db, null), { ok: false, firstBroken: { seq: 1, reason: 'changed' } })
})

test.serial('nobody changes, removes or empties the trail, not even the owner of the tables', async (t) => {
  // Its own: emptying would wait for whoever reads.
  const db = await openTestDatabase(t)
  const tenantId = await makeTrail(db, 2)
  await recordDeploymentAct(db, operator, { action: 'tenant.created' })
  const statements = [
    'update audit_events set ip = null', 'delete from audit_events', 'truncate audit_events',
    'update deployment_audit_events set ip = null', 'delete from deployment_audit_events',
    'truncate deployment_audit_events', `update audit_links set hash = ''`, 'delete from audit_links',
    'truncate audit_links', 'update audit_heads set seq = 0', 'delete from audit_heads', 'truncate tenants cascade',
  ] // biome-ignore format: a list
  for (const sql of statements)
    await t.throwsAsync(
      inTenantAsOwner(db, tenantId, () => db.sequelize.query(sql)),
      { message: /only ever added to/ },
      sql,
    )
  t.true((await verifyChain(db, tenantId)).ok)
})

test.serial('a tenant’s request reaches neither links nor ends', async (t) => {
  const db = database()
  const tenantId = await makeTrail(db, 1)
  const statements = [
    'select * from audit_links', 'select * from audit_heads', 'delete from audit_links',
    `insert into audit_links values ('${tenantId}', 2, '${id}', '')`, 'update audit_heads set seq = 0',
    `select link_audit_event('${tenantId}', null, array['${id}'])`, 'set local session_replication_role = replica',
    'alter table audit_events disable trigger all',
  ] // biome-ignore format: a list
  for (const sql of statements)
    await t.throwsAsync(
      withTenant(db, tenantId, () => db.sequelize.query(sql)),
      { message: /permission denied|must be owner/ },
      sql,
    )
})

test.serial('a tenant that is deleted takes its trail along, and no other', async (t) => {
  const db = database()
  const [gone, stays] = [await makeTrail(db), await makeTrail(db)]
  await asOwner(db, () => db.models.Tenant.destroy({ where: { id: gone } }))
  t.deepEqual(await linksOf(db, gone), [])
  t.is(await asOwner(db, () => db.models.AuditHead.count({ where: { chain: gone } })), 0)
  t.is(await withTenant(db, gone, () => db.models.AuditEvent.count({ where: { tenantId: gone } })), 0)
  t.like(await verifyChain(db, stays), { ok: true, checked: 5 })
})

test.serial('an act that cannot become a link is not done', async (t) => {
  const db = database()
  const tenantId = await makeTrail(db)
  await asSuperuser(db, `delete from audit_heads where chain = '${tenantId}'`)
  const rename = () =>
    withTenant(db, tenantId, async () => {
      await db.models.Person.create({ tenantId, fullName: 'A' })
      await act(db, tenantId)
    })
  await t.throwsAsync(rename(), { message: /head of the audit trail .* is gone/ })
  t.is(await withTenant(db, tenantId, () => db.models.Person.count({ where: { tenantId } })), 0)
  t.is(await withTenant(db, tenantId, () => db.models.AuditEvent.count({ where: { tenantId } })), 5)
})

/** Each transaction records early and locks rows afterwards, in either order. */
const rename = (db: Database, tenantId: string, ids: readonly string[]): Promise<void> =>
  withTenant(db, tenantId, async () => {
    for (const personId of ids) {
      await act(db, tenantId, { personId })
      await db.models.Person.update({ fullName: `A ${Math.random()}` }, { where: { tenantId, id: personId } })
    }
  })

test.serial(
  '200 acts from many connections are one whole chain, and none waits for another for ever',
  async (t) => {
    const db = database()
    const tenants = [await createTestTenant(db), await createTestTenant(db)]
    const people = await Promise.all(
      tenants.map((tenantId) =>
        withTenant(db, tenantId, async () => {
          const made = await db.models.Person.bulkCreate(
            Array.from({ length: 10 }, (_, at) => ({ tenantId, fullName: `P${at}` })),
          )
          return made.map((person) => person.id)
        }),
      ),
    )
    await Promise.all(
      Array.from({ length: 10 }, async (_, hand) => {
        for (let round = 0; round < 10; round++) {
          const at = (hand + round) % 2
          const ids = people[at]!
          // Rows always in one order; the trail in between.
          await rename(db, tenants[at]!, [ids[hand]!])
          await inTenantAsOwner(db, tenants[at]!, () => act(db, tenants[at]!))
          await recordDeploymentAct(db, operator, { action: 'bench.ran' })
        }
      }),
    )
    for (const tenantId of tenants) t.like(await verifyChain(db, tenantId), { ok: true, checked: 100 })
    t.true((await verifyChain(db, null)).ok)
  },
)

test.serial('who records before taking its rows waits for no one who holds them', async (t) => {
  const db = database()
  if (db.kind === 'embedded') return t.pass('one transaction at a time there')
  const tenantId = await createTestTenant(db)
  const { id: personId } = await withTenant(db, tenantId, () =>
    db.models.Person.create({ tenantId, fullName: 'A' }),
  )
  let recorded: () => void = () => undefined
  let taken: () => void = () => undefined
  const hasRecorded = new Promise<void>((resolve) => (recorded = resolve))
  const hasTaken = new Promise<void>((resolve) => (taken = resolve))
  const where = { where: { tenantId, id: personId } }
  await Promise.all([
    withTenant(db, tenantId, async () => {
      await act(db, tenantId)
      recorded()
      await hasTaken
      await db.models.Person.update({ fullName: 'B' }, where)
    }),
    withTenant(db, tenantId, async () => {
      await hasRecorded
      await db.models.Person.update({ fullName: 'C' }, where)
      taken()
      await act(db, tenantId)
    }),
  ])
  t.like(await verifyChain(db, tenantId), { ok: true, checked: 2 })
})

test.serial(
  'an account and an address stand in the trail under pseudonyms; forgotten, the chain is whole',
  async (t) => {
    const db = database()
    const [tenantId, other] = [await makeTrail(db, 1), await createTestTenant(db)]
    const account = 'slack:T1:UCANARY'
    const [address, elsewhere] = ['203.0.113.7', '203.0.113.8']
    const record = (of: string, actor: TenantActor, ip: string) =>
      requestContext.run({ requestId: id, ip }, () =>
        withTenant(db, of, () => recordAct(db, actor, { action: 'session.opened' })),
      )
    const person = personActor({ id, tenantId, role: 'admin' })
    for (let at = 0; at < 2; at++) await record(tenantId, sessionActor(account, tenantId), address)
    await record(tenantId, person, address)
    await record(tenantId, person, elsewhere)
    await record(other, sessionActor(account, other), address)
    const list = (of: string, filter: AuditFilter = {}) =>
      listAudit(db, operatorActor(id, of), { page: { limit: 50, after: null }, filter })
    const shown = async (filter: AuditFilter = {}) =>
      (await list(tenantId, { action: 'session.', ...filter })).map(({ actorId, ip }) => [actorId, ip])
    t.deepEqual(await shown({ actorId: account }), [
      [account, address],
      [account, address],
    ])
    t.deepEqual(await shown({ actorId: id }), [
      [id, elsewhere],
      [id, address],
    ])
    // Written before there were pseudonyms: shown, found and verified as ever.
    await withTenant(db, tenantId, () =>
    db.models.AuditEvent.create({
      tenantId, actorKind: 'session', actorId: account, action: 'session.before', outcome: 'allowed', ip: address,
    }),
  ) // biome-ignore format: one row
    t.is((await shown({ actorId: account })).length, 3)
    const raw = await withTenant(db, tenantId, () =>
      db.models.AuditEvent.findAll({ where: { tenantId }, raw: true }),
    )
    const written = JSON.stringify(raw.filter(({ action }) => action === 'session.opened'))
    t.false(written.includes('UCANARY') || written.includes('203.0.113'))
    const pseudonyms = raw.filter(({ action }) => action === 'session.opened').map(({ ip }) => ip)
    t.is(
      new Set(pseudonyms).size,
      3,
      'one a subject and address, so that erasing one says nothing of the other',
    )
    t.like(await verifyChain(db, tenantId), { ok: true, checked: 6 })
    const forget = (subject: string) =>
      inTenantAsOwner(db, tenantId, () => db.models.AuditIdentity.destroy({ where: { tenantId, subject } }))
    await forget(id)
    t.deepEqual(await shown({ actorId: id }), [
      [id, null],
      [id, null],
    ])
    await forget(account)
    const left = await shown()
    t.is(
      left.filter(([actorId, ip]) => /^pseudonym:[0-9a-f-]{36}$/.test(actorId ?? '') && ip === null).length,
      2,
    )
    t.like(await verifyChain(db, tenantId), { ok: true, checked: 6 })
    t.deepEqual(
      (await list(other, { actorId: account })).map(({ ip }) => ip),
      [address],
      'nothing of another tenant',
    )
    await t.throwsAsync(
      withTenant(db, tenantId, () => db.models.AuditIdentity.destroy({ where: { tenantId } })),
      { message: /permission denied/ },
    )
  },
)

const chainMigration = '0048-audit-chain.ts'

test.serial('what was recorded before there were chains becomes one', async (t) => {
  const db = await openTestDatabase(t)
  const tenantId = await makeTrail(db)
  await recordDeploymentAct(db, operator, { action: 'tenant.created' })
  await migrateDown(db, { to: chainMigration })
  await withTenant(db, tenantId, () =>
    db.sequelize.query(
      `insert into audit_events (tenant_id, id, actor_kind, action, outcome, created_at)
       values ('${tenantId}', '${id}', 'person', 'thing.first', 'allowed', '2020-01-01')`,
    ),
  )
  await migrate(db)
  t.is((await linksOf(db, tenantId))[0]?.eventId, id)
  t.like(await verifyChain(db, tenantId), { ok: true, checked: 6 })
  await act(db, tenantId)
  t.like(await verifyChain(db, tenantId), { ok: true, checked: 7 })
  t.like(await verifyChain(db, null), { ok: true, checked: 1 })
})
