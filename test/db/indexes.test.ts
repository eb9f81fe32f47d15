import test from 'ava'
import { QueryTypes } from 'sequelize'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../helpers/database.ts'

const database = shareTestDatabase(test)
const uuid = '01a00000-0000-7000-8000-0000000000aa'
let tenantId: string

test.serial.before('a tenant with enough rows for the planner to care', async () => {
  const db = database()
  tenantId = await createTestTenant(db)
  await withTenant(db, tenantId, () =>
    db.sequelize.query(`
      insert into people (tenant_id, id, full_name, email)
        select '${tenantId}', gen_random_uuid(), 'n', 'p' || n || '@example.org' from generate_series(1, 2000) n;
      insert into assistants (tenant_id, id, name, theme, created_at)
        select '${tenantId}', gen_random_uuid(), 'a', 't', now() - n * interval '1 hour' from generate_series(1, 2000) n;
      insert into conversations (tenant_id, id, assistant_id, platform, place, session_id, updated_at)
        select tenant_id, gen_random_uuid(), id, 'web', 'p' || n, 's' || n, now() - n * interval '1 minute'
        from (select tenant_id, id, row_number() over () as n from assistants) a;
      insert into messages (tenant_id, id, conversation_id, position, role, content, created_at)
        select tenant_id, gen_random_uuid(), id, 0, 'user', 'c', updated_at from conversations;
      insert into audit_events (tenant_id, id, actor_kind, actor_id, action, target_kind, target_id, outcome, surface,
                                created_at)
        select '${tenantId}', gen_random_uuid(), 'person', 'p' || n % 200, 'thing' || n % 200 || '.done',
               'kind' || n % 100, 't' || n, case when n % 200 = 0 then 'denied' else 'allowed' end,
               case when n % 200 = 0 then 'cli' else 'rest' end, now() - n * interval '1 hour'
        from generate_series(1, 2000) n;
      insert into llm_calls (tenant_id, id, llm, provider, model, role, purpose, state, period, counts_request,
                             reserved_nano_usd, started_at)
        select '${tenantId}', gen_random_uuid(), 'l', 'p', 'm', 'default', 'word',
               case when n % 100 = 0 then 'reserved' else 'settled' end, '2026-01-01', true, 0,
               now() - n * interval '1 hour'
        from generate_series(1, 2000) n;
    `),
  )
  await asOwner(db, () =>
    db.sequelize.query(`
      insert into tenants (id, client_id, name)
        select gen_random_uuid(), 'other-' || n, 'n' from generate_series(1, 2000) n;
      insert into operators (id, email, full_name)
        select gen_random_uuid(), 'o' || n || '@example.org', 'n' from generate_series(1, 2000) n;
    `),
  )
  for (const table of [
    'people',
    'assistants',
    'conversations',
    'messages',
    'audit_events',
    'llm_calls',
    'tenants',
    'operators',
  ])
    await db.sequelize.query(`analyze ${table}`)
})

const planOf = async (sql: string): Promise<string> => {
  const rows = await database().sequelize.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, {
    type: QueryTypes.SELECT,
  })
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

/** What is asked often, and the index that must answer it. `$t` stands for the tenant. */
const asked: [string, string][] = [
  [
    'select * from messages where tenant_id = $t order by created_at desc limit 20',
    'messages_created_at_idx',
  ],
  [
    `select count(*) from messages where tenant_id = $t and created_at > now() - interval '1 hour'`,
    'messages_created_at_idx',
  ],
  [`select * from conversations where tenant_id = $t and session_id = 's5'`, 'conversations_session_id_idx'],
  [
    `select * from conversations where tenant_id = $t and assistant_id = '${uuid}' order by updated_at desc limit 20`,
    'conversations_assistant_id_idx',
  ],
  [
    'select * from assistants where tenant_id = $t order by created_at desc limit 20',
    'assistants_created_at_idx',
  ],
  [
    `select * from messages where tenant_id = $t and conversation_id = '${uuid}' order by position`,
    'messages_position_key',
  ],
  [
    'select * from audit_events where tenant_id = $t order by created_at desc limit 50',
    'audit_events_created_at_idx',
  ],
  [
    `select * from audit_events where tenant_id = $t and action >= 'thing7.' and action < 'thing7.~'
      order by created_at desc, id desc limit 50`,
    'audit_events_action_idx',
  ],
  [
    `select * from audit_events where tenant_id = $t and actor_id = 'p7' order by created_at desc, id desc limit 50`,
    'audit_events_actor_id_idx',
  ],
  [
    `select * from audit_events where tenant_id = $t and target_kind = 'kind7'
      order by created_at desc, id desc limit 50`,
    'audit_events_target_kind_idx',
  ],
  [
    `select * from audit_events where tenant_id = $t and target_id = 't7' order by created_at desc, id desc limit 50`,
    'audit_events_target_id_idx',
  ],
  [
    `select * from audit_events where tenant_id = $t and outcome = 'denied' order by created_at desc, id desc limit 5`,
    'audit_events_outcome_idx',
  ],
  [
    `select * from audit_events where tenant_id = $t and surface = 'cli' order by created_at desc, id desc limit 5`,
    'audit_events_surface_idx',
  ],
  [
    `select * from audit_events where tenant_id = $t and created_at <= now() - interval '1000 hours'
      and (created_at < now() - interval '1000 hours' or created_at = now() - interval '1000 hours' and id < '${uuid}')
      order by created_at desc, id desc limit 50`,
    'Index Cond: .*created_at',
  ],
  [
    `select llm, sum(cost_nano_usd) from llm_calls where tenant_id = $t
        and started_at >= (current_date - 1)::timestamp at time zone 'Europe/Paris' and started_at < now() group by 1`,
    'llm_calls_started_at_idx',
  ],
  [
    `select id from llm_calls where tenant_id = $t and state = 'reserved' and started_at < now() - interval '1 hour'`,
    'llm_calls_open_idx',
  ],
  [
    'select * from people where tenant_id = $t order by created_at desc, id desc limit 51',
    'people_created_at_idx',
  ],
  [`select count(*) from people where tenant_id = $t and service_id = '${uuid}'`, 'people_service_id_idx'],
  [`select * from llm_calls where tenant_id = $t and id = '${uuid}'`, 'llm_calls_pkey'],
]

for (const [sql, index] of asked)
  test(`an index answers, inside row-level security: ${sql}`, async (t) => {
    const plan = await withTenant(database(), tenantId, () => planOf(sql.replace('$t', `'${tenantId}'`)))
    t.regex(plan, new RegExp(index))
    t.notRegex(plan, /Seq Scan/)
  })

test("somebody's e-mail address is looked for among the tenant's people only", async (t) => {
  // lower() is not leakproof, so row-level security keeps the planner off its index; the tenant's key narrows it.
  const small = await createTestTenant(database())
  const sql = `select * from people where tenant_id = '${small}' and lower(email) = 'p7@example.org'`
  const plan = await withTenant(database(), small, () => planOf(sql))
  t.regex(plan, /people_(pkey|\w+_key|\w+_idx)/)
  t.notRegex(plan, /Seq Scan/)
})

test('client ids and operators are found by their unique index', async (t) => {
  t.regex(await planOf(`select * from tenants where client_id = 'other-3'`), /tenants_client_id_key/)
  t.regex(
    await planOf(`select * from operators where lower(email) = 'o7@example.org'`),
    /operators_email_key/,
  )
})

test('the unique ones are unique, whatever the case', async (t) => {
  const db = database()
  const { Operator, Tenant, Person } = db.models
  await t.throwsAsync(
    asOwner(db, () => Tenant.create({ clientId: 'other-1', name: 'x' })),
    {
      name: 'SequelizeUniqueConstraintError',
    },
  )
  await t.throwsAsync(
    asOwner(db, () => Operator.create({ email: 'O7@Example.org', fullName: 'x' })),
    {
      name: 'SequelizeUniqueConstraintError',
    },
  )
  await t.throwsAsync(
    withTenant(db, tenantId, () => Person.create({ tenantId, email: 'P7@example.org', fullName: 'x' })),
    { name: 'SequelizeUniqueConstraintError' },
  )
})
