/**
 * The inbox of somebody with 100,000 notices, half of them unread, over HTTP on a database of its own (PostgreSQL with
 * TEST_DATABASE_URL, else embedded), while others are told of things. Asked: under 20 ms of server time. And a notice to
 * 10,000 people at once: how long the change that tells it waits, and how fast they are routed.
 */
import { v7 as uuid } from 'uuid'
import { notificationRoutes } from '../../api/routes/notifications.ts'
import { notify } from '../../core/notifications/notify.ts'
import { routeTenant } from '../../core/notifications/routing/route.ts'
import { withTenant } from '../../db/tenant.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

const notices = Number(process.env.BENCH_NOTICES ?? 100_000)
const readers = Number(process.env.BENCH_READERS ?? 10_000)
const looks = 200
const askedMs = 20
/** Each is a change, its rows and their routing. */
const tellEveryMs = 100

const closers: (() => unknown)[] = []
const t = { teardown: (close: () => unknown) => void closers.push(close) }

/** Notices of the past, as many of the newest unread as of the oldest. */
const fill = (server: TestServer, tenantId: string, personId: string): Promise<unknown> =>
  withTenant(server.db, tenantId, async () => {
    const { sequelize } = server.db
    await sequelize.query(
      `insert into notification_events (tenant_id, id, type, project_id, project_name, step_name, routed_at, created_at)
       select $1, md5('e' || n)::uuid, 'step.assigned', md5('p' || n % 5000)::uuid, 'Projet ' || n % 5000, 'Étape ' || n,
              now(), now() - n * interval '1 minute' from generate_series(1, $2::int) n`,
      { bind: [tenantId, notices] },
    )
    await sequelize.query(
      `insert into notifications (tenant_id, id, event_id, person_id, type, project_id, rule, state, created_at)
       select $1, md5('n' || n)::uuid, md5('e' || n)::uuid, $3, 'step.assigned', md5('p' || n % 5000)::uuid, 'responsible',
              case when n % 2 = 0 then 'unread' else 'read' end, now() - n * interval '1 minute'
         from generate_series(1, $2::int) n`,
      { bind: [tenantId, notices, personId] },
    )
  })

const time = async (act: () => Promise<unknown>): Promise<number> => {
  const before = performance.now()
  await act()
  return performance.now() - before
}

const lookAt = async (
  server: TestServer,
  { path, token }: { path: string; token: string },
): Promise<number> => {
  const took: number[] = []
  for (let look = 0; look < looks; look++)
    took.push(
      await time(async () => {
        const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
        if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`)
        await answer.text()
      }),
    )
  return quantile(took, 0.5)
}

const timeInbox = async (server: TestServer, tenantId: string): Promise<void> => {
  const person = await server.makePerson(tenantId)
  await fill(server, tenantId, person.id)
  await server.db.sequelize.query('vacuum analyze notifications')
  await server.db.sequelize.query('vacuum analyze notification_events')
  const paths = {
    first_page: '/v1/notifications',
    unread_page: '/v1/notifications?state=unread&limit=50',
    one_type: '/v1/notifications?type=step.assigned',
  }
  const other = await server.makePerson(tenantId)
  const tell = async (): Promise<void> => {
    await notify(server.db, tenantId, { type: 'task.assigned', actor: null, to: [other.id], data: {} })
    await routeTenant(server.db, tenantId)
  }
  for (const [metric, path] of Object.entries(paths))
    printResult({
      bench: 'inbox', metric, value: await lookAt(server, { path, token: person.token }), unit: 'ms', baseline: askedMs,
      baseline_is: 'what is asked, as the median',
    }) // biome-ignore format: one line
  const telling = setInterval(() => void tell(), tellEveryMs)
  const value = await lookAt(server, { path: paths.first_page, token: person.token })
  clearInterval(telling)
  const [metric, baseline_is] = ['first_page_while_others_are_told', 'what is asked, as the median']
  printResult({ bench: 'inbox', metric, value, unit: 'ms', baseline: askedMs, baseline_is })
}

const timeMany = async (server: TestServer, tenantId: string): Promise<void> => {
  const people = Array.from({ length: readers }, () => uuid())
  await withTenant(server.db, tenantId, () =>
    server.db.models.Person.bulkCreate(
      people.map((id) => ({ tenantId, id, fullName: 'P', email: `${id}@example.org` })),
    ),
  )
  const event = { type: 'task.assigned' as const, actor: null, to: people, data: {} }
  const toldMs = await time(() => notify(server.db, tenantId, event))
  printResult({ bench: 'inbox', metric: `told_${readers}_people`, value: toldMs, unit: 'ms', baseline: null })
  const routedMs = await time(() => routeTenant(server.db, tenantId))
  printResult({
    bench: 'inbox',
    metric: 'routed',
    value: (readers / routedMs) * 1000,
    unit: 'rows/s',
    baseline: null,
  })
}

const server = await startTestServer(t, { routes: ({ db }) => notificationRoutes({ db }) })
try {
  await timeInbox(server, (await server.makeTenant()).id)
  await timeMany(server, (await server.makeTenant()).id)
} finally {
  for (const close of closers.reverse()) await close()
}
