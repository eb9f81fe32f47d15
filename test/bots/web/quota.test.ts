import test from 'ava'
import { webEdge } from '../../../bots/web/edge.ts'
import { noticeOf } from '../../../core/quotas/notice.ts'
import { openAuthentication } from '../../../core/tenancy/authentication.ts'
import { openTestDatabase } from '../../helpers/database.ts'
import { startTestServer, type TestAnswer } from '../../helpers/server.ts'

const month = {
  period: '2026-12',
  timeZone: 'Europe/Paris',
  resetsAt: new Date('2026-12-31T23:00:00Z'),
  percent: null,
  limits: [],
}
const requests = (used: number, limit: number | null) => ({
  requests: { used, limit, remaining: limit === null ? null : Math.max(0, limit - used) },
})
const budget = (spentNanoUsd: number, limitNanoUsd: number | null) => ({
  budget: { spentNanoUsd, reservedNanoUsd: 0, limitNanoUsd, remainingNanoUsd: null, unknownCalls: 0 },
})

test('nothing is said while there is plenty, or no limit', (t) => {
  t.is(noticeOf({ ...month, ...requests(79, 100), ...budget(79, 100) }), null)
  t.is(noticeOf({ ...month, ...requests(5_000, null), ...budget(5_000, null) }), null)
})

test('from four fifths on, what is nearest to its end is told, with the day in the tenant’s calendar', (t) => {
  t.deepEqual(noticeOf({ ...month, ...requests(83, 100), ...budget(10, 100) }), {
    kind: 'requests',
    used_percent: 83,
    limit: 100,
    remaining: 17,
    refills_on: '2027-01-01',
  })
  t.like(noticeOf({ ...month, ...requests(83, 100), ...budget(95, 100) }), {
    kind: 'budget',
    used_percent: 95,
    limit: null,
    remaining: null,
  })
  t.like(noticeOf({ ...month, ...requests(0, 0), ...budget(0, null) }), { used_percent: 100, remaining: 0 })
  const member = {
    kind: 'member' as const,
    subjectId: 'm',
    ...requests(9, 10),
    ...budget(0, null),
    percent: 90,
  }
  t.like(noticeOf({ ...month, ...requests(83, 100), ...budget(0, null), limits: [member] }), {
    kind: 'limit',
    used_percent: 90,
  })
})

test('members are told their own tenant’s quota and models, visitors nothing', async (t) => {
  const db = await openTestDatabase(t)
  const server = await startTestServer(t, { db })
  const usableModels = async () => [{ name: 'sage-1', maxTokens: 4_000, apiKey: 'never-shown' }]
  const withEdge = await startTestServer(t, {
    db,
    edges: webEdge({
      db,
      key: server.key,
      authentication: openAuthentication(db, server.key),
      isOpen: false,
      openTenant: 'demo',
      publicUrl: null,
      sessionCookie: 'sextant_session',
      visitorCookie: 'sextant_visitor',
      signedInCookies: () => [],
      usableModels,
    }),
  })
  const [mine, theirs] = [await server.makeTenant(), await server.makeTenant()]
  const limit = async (id: string, monthlyQuota: number) =>
    db.models.Tenant.update({ monthlyQuota }, { where: { id } })
  await limit(mine.id, 0)
  await limit(theirs.id, 1_000)
  const read = async (path: string, token?: string): Promise<TestAnswer['body']> => {
    const headers = token ? { cookie: `sextant_session=${token}` } : undefined
    const response = await fetch(`${withEdge.url}${path}`, { headers })
    t.is(response.headers.get('cache-control'), 'no-store')
    return response.json()
  }
  const me = await server.makePerson(mine.id, 'marketing')
  const other = await server.makePerson(theirs.id, 'marketing')
  t.like((await read('/web/quota', me.token)).quota, { kind: 'requests', used_percent: 100, limit: 0 })
  t.is((await read('/web/quota', other.token)).quota, null)
  t.is((await read('/web/quota')).quota, null)
  t.deepEqual(await read('/web/models', me.token), { items: [{ name: 'sage-1', max_tokens: 4_000 }] })
  t.deepEqual(await read('/web/models'), { items: [] })
  const posted = await fetch(`${withEdge.url}/web/quota`, { method: 'POST' })
  t.is(posted.status, 405)
})
