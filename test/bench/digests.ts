/**
 * Ten thousand readers of one tenant's digest: prepared (each with their own projects, tasks and rights), and handed to
 * a mail server on loopback, one connection, one mail at a time. Asked: at least 300 prepared and 150 handed over a
 * second, with memory growing by less than 100 MB. `DIGEST_READERS` measures fewer. On the embedded database, or on
 * PostgreSQL where TEST_DATABASE_URL names one.
 */

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { QueryTypes } from 'sequelize'
import type { Core } from '../../core/core.ts'
import { prepareDigests } from '../../core/digests/prepare.ts'
import { openDigestMails } from '../../core/digests/send.ts'
import { divideReaders, listReaders } from '../../core/digests/slots.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { ensureSchedules } from '../../core/schedules/rows.ts'
import { beginWindow } from '../../core/schedules/windows.ts'
import { withTenant } from '../../db/tenant.ts'
import { printResult } from '../helpers/bench-result.ts'
import { openTestDatabase } from '../helpers/database.ts'
import { mailKey, makeSlippedProject, openDigestDesk, publicUrl } from '../helpers/digest-desk.ts'

const readers = Number(process.env.DIGEST_READERS ?? 10_000)
const projects = 50

/** Takes everything and keeps nothing: what is measured is what hands it over. */
const openSink = async (): Promise<{ url: string; count(): number; close(): void }> => {
  let taken = 0
  const answer = (socket: Socket): void => {
    let isText = false
    let rest = ''
    socket.write('220 sink\r\n')
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1')
      for (;;) {
        const end = rest.indexOf(isText ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const line = rest.slice(0, end)
        rest = rest.slice(end + (isText ? 5 : 2))
        if (isText) taken += 1
        const isData = !isText && /^DATA/i.test(line)
        isText = isData
        socket.write(
          isData ? '354 go on\r\n' : /^EHLO/i.test(line) ? '250-sink\r\n250 8BITMIME\r\n' : '250 ok\r\n',
        )
      }
    })
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, count: () => taken, close: () => server.close() }
}

const closers: (() => unknown)[] = []
const t = { teardown: (close: () => unknown) => void closers.push(close) }
const db = await openTestDatabase(t)
const core = { db, dataDir: '/nowhere' } as Core
const desk = await openDigestDesk(core)
const made: string[] = []
for (let at = 0; at < projects; at++)
  made.push((await makeSlippedProject(core, desk.admin, { name: `Projet ${at}` })).projectId)
const { tenantId } = desk
await withTenant(db, tenantId, () =>
  db.sequelize.query(
    `with made as (
       insert into people (tenant_id, id, full_name, email, role, created_at)
       select $1, gen_random_uuid(), 'Lecteur ' || n, 'lecteur' || n || '@example.org', 'marketing', '2026-03-01'
         from generate_series(1, $2::integer) n returning id
     )
     insert into project_members (tenant_id, project_id, person_id)
     select $1, ($3::uuid[])[1 + (row_number() over ()) % cardinality($3::uuid[])], id from made`,
    { bind: [tenantId, readers, made] },
  ),
)
const schedule = await withTenant(db, tenantId, async () => {
  const tenant = await db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true })
  return (await ensureSchedules(db, tenant))[0]!
})
const window = await withTenant(db, tenantId, () =>
  beginWindow(db, schedule, {
    slot: '08:00 Europe/Paris', period: '2026-03-27', coversFrom: new Date('2026-03-26T07:00:00Z'),
    coversTo: new Date('2026-03-27T07:00:00Z'), state: 'running', isLate: false,
  }),
) // biome-ignore format: one window

global.gc?.()
const memoryBefore = process.memoryUsage().rss
const began = performance.now()
const shares = await withTenant(db, tenantId, () => divideReaders(db, schedule, window!))
let prepared = 0
for (const share of shares) {
  const rows = await withTenant(db, tenantId, () => listReaders(db, { schedule, window: window!, share }))
  const wanted = { of: share.of, ids: rows.map(({ id }) => id) }
  prepared += (await prepareDigests(db, { schedule, window: window!, readers: wanted, bound: [] })).sent
}
const preparing = (performance.now() - began) / 1000
if (prepared !== readers) throw new Error(`${prepared} of ${readers} were prepared`)
printResult({
  bench: 'digests',
  metric: `${db.kind}_prepared`,
  value: prepared / preparing,
  unit: 'rows/s',
  baseline: 300,
  baseline_is: 'least that is asked',
})

const sink = await openSink()
const handing = performance.now()
const digests = openDigestMails(db, { publicUrl, key: mailKey })
const mails = openMailDispatcher(core, { smtpUrl: sink.url, mailFrom: null, publicUrl, digests })
let peak = 0
while (sink.count() < prepared) {
  await new Promise((resolve) => setTimeout(resolve, 200))
  peak = Math.max(peak, process.memoryUsage().rss)
}
const seconds = (performance.now() - handing) / 1000
await mails.close()
const rows = await withTenant(db, tenantId, () =>
  db.sequelize.query<{ state: string; count: number }>(
    `select state, count(*)::int as count from digests where tenant_id = $1 and route = 'mail' group by state`,
    { bind: [tenantId], type: QueryTypes.SELECT },
  ),
)
if (rows.length !== 1 || rows[0]!.state !== 'sent' || sink.count() !== readers)
  throw new Error(`not every digest was sent once: ${JSON.stringify(rows)}, ${sink.count()} arrived`)
printResult({
  bench: 'digests',
  metric: `${db.kind}_handed`,
  value: prepared / seconds,
  unit: 'rows/s',
  baseline: 150,
  baseline_is: 'least that is asked',
})
printResult({
  bench: 'digests',
  metric: `${db.kind}_memory_grown`,
  value: Math.max(0, peak - memoryBefore) / 2 ** 20,
  unit: 'MB',
  baseline: 100,
  baseline_is: 'most that is allowed',
})
sink.close()
for (const close of closers.reverse()) await close()
