import test from 'ava'
import pg from 'pg'
import { findPostgres, startCluster } from '../helpers/postgres-cluster.ts'
import { postgresEnv } from './crash-postgres.ts'
import { openOperator } from './operator.ts'
import { launchFor, makeDataDir } from './place.ts'

test('two replicas start on an empty PostgreSQL at once; one takes the questions, the other answers', async (t) => {
  t.timeout(120_000)
  const bin = findPostgres()
  if (!bin) {
    t.log('PostgreSQL is not installed here: skipped')
    return void t.pass()
  }
  const cluster = await startCluster(t, bin)
  const dataDir = await makeDataDir(t)
  const env = postgresEnv(cluster.url, dataDir)
  const web = launchFor(t, { ...env, SERVICES: 'api,web' })
  const worker = launchFor(t, { ...env, SERVICES: 'worker' })
  const [{ url, readyMs }, { readyMs: workerReadyMs }] = await Promise.all([web.ready, worker.ready])
  const database = new pg.Client({ connectionString: cluster.url })
  await database.connect()
  t.teardown(() => database.end())
  const { rows } = await database.query(
    'select count(*)::int as n, count(distinct name)::int as d from schema_migrations',
  )
  t.is(rows[0].n, rows[0].d)
  t.true(rows[0].n > 0)
  const tenants = await database.query('select client_id from tenants')
  t.deepEqual(
    tenants.rows.map((row) => row.client_id),
    ['demo'],
  )
  const operators = await database.query('select count(*)::int as n from operators')
  t.is(operators.rows[0].n, 1, 'both want to make the first operator')

  const client = await openOperator({ url })
  const { body: assistants } = await client.request('GET', '/v1/assistants')
  t.is(assistants.items.length, 1, 'both want to seed the demo')
  const times: number[] = []
  for (let at = 0; at < 5; at++) {
    const startedAt = performance.now()
    const { status, body } = await client.request('POST', `/v1/assistants/${assistants.items[0].id}/chat`, {
      json: { message: 'Quel est l’indice du souci Poids chez les mariés ?' },
    })
    times.push(Math.round(performance.now() - startedAt))
    t.is(status, 200)
    t.true(body.claims.length > 0)
  }
  t.is(await worker.stop(), 0)
  t.is(await web.stop(), 0)
  t.deepEqual([...web.bugs, ...worker.bugs], [])
  t.log(
    `ready after ${Math.round(readyMs)} and ${Math.round(workerReadyMs)} ms; a question across takes ${times.join(', ')} ms`,
  )
})
