import test from 'ava'
import { v7 as uuid } from 'uuid'
import { preferenceRoutes } from '../../api/routes/me-preferences.ts'
import { notificationFeedRoutes } from '../../api/routes/notification-feed.ts'
import { notificationLogRoutes } from '../../api/routes/notification-log.ts'
import { notificationRoutes } from '../../api/routes/notifications.ts'
import { type NoticeEvent, notify } from '../../core/notifications/notify.ts'
import { raiseAlert } from '../../core/notifications/raise-alert.ts'
import { routeTenant } from '../../core/notifications/routing/route.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { readEvents } from '../helpers/event-reader.ts'
import { startTestServer, type TestAnswer, type TestMember, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)

test.before(async () => {
  server = await startTestServer(shared, {
    routes: ({ db }) => [
      ...notificationLogRoutes({ db }),
      ...notificationFeedRoutes({ db }),
      ...notificationRoutes({ db }),
      ...preferenceRoutes({ db }),
    ],
  })
})

interface Desk {
  tenantId: string
  clientId: string
  me: TestMember
  other: TestMember
  admin: TestMember
  tell(event?: Partial<NoticeEvent>): Promise<void>
  get(path: string, as?: TestMember): Promise<TestAnswer>
  post(path: string, json?: unknown, as?: TestMember): Promise<TestAnswer>
  patch(json: unknown, headers?: Record<string, string>): Promise<TestAnswer>
}

const project = { id: uuid(), name: 'Offre <été>' }

const openDesk = async (): Promise<Desk> => {
  const { id: tenantId, clientId } = await server.makeTenant()
  const [me, other, admin] = [
    await server.makePerson(tenantId, 'marketing'),
    await server.makePerson(tenantId, 'marketing'),
    await server.makePerson(tenantId, 'admin'),
  ]
  return {
    tenantId, clientId, me, other, admin,
    tell: (event = {}) =>
      notify(server.db, tenantId, {
        type: 'step.assigned', actor: { kind: 'person', id: other.id, label: 'Bob' }, project,
        step: { id: uuid(), name: 'Maquette' }, to: [me.id], data: {}, ...event,
      }),
    get: (path, as = me) => server.request('GET', `/v1${path}`, { token: as.token }),
    post: (path, json, as = me) =>
      server.request('POST', `/v1${path}`, { token: as.token, ...(json !== undefined && { json }) }),
    patch: (json, headers = {}) =>
      server.request('PATCH', '/v1/me/preferences', { token: me.token, json, headers }),
  } // biome-ignore format: one desk
}

test('the inbox: what, why, when, and how many are unread; filters and pages', async (t) => {
  const { tell, get, other } = await openDesk()
  await tell()
  await tell({
    type: 'task.late',
    task: { id: uuid(), name: 'Brief' },
    data: { due_on: '2026-11-18', late_days: 2 },
  })
  await tell({ type: 'project.updated' })
  const { status, body } = await get('/notifications')
  t.is(status, 200)
  t.is(body.unread_count, 3)
  t.deepEqual(
    body.items.map(({ type }: { type: string }) => type),
    ['project.updated', 'task.late', 'step.assigned'],
  )
  t.like(body.items[2], {
    title: 'Étape attribuée', priority: 'normal', category: 'steps', state: 'unread', read: false, rule: 'responsible',
    message: 'L’étape «\u202fMaquette\u202f» du projet «\u202fOffre <été>\u202f» vous a été confiée par Bob.', project,
  }) // biome-ignore format: one notice
  const english = await server.request('GET', '/v1/notifications?type=task.late', {
    token: (await openDesk()).me.token, headers: { 'accept-language': 'en' },
  }) // biome-ignore format: one request
  t.deepEqual(english.body.items, [])
  t.is((await get('/notifications?type=task.late')).body.items.length, 1)
  t.is((await get(`/notifications?project_id=${project.id}`)).body.items.length, 3)
  t.is((await get(`/notifications?project_id=${uuid()}`)).body.items.length, 0)
  const first = (await get('/notifications?limit=2')).body
  const next = (await get(`/notifications?limit=2&cursor=${first.next_cursor}`)).body
  t.deepEqual([first.items.length, next.items.length, next.next_cursor], [2, 1, null])
  t.deepEqual((await get('/notifications', other)).body, { items: [], next_cursor: null, unread_count: 0 })
  t.is((await get('/notifications?state=wrong')).status, 422)
  const shown = (await get('/dashboard/notifications')).body
  t.is(shown.unread_count, 3)
  t.like(shown.items[1], { type: 'warning', read: false, icon: '🔶' })
})

test('read one, many, all; archived is out of sight and still there', async (t) => {
  const desk = await openDesk()
  const { tell, get, post, other } = desk
  for (let count = 0; count < 4; count++) await tell()
  const ids = (await get('/notifications')).body.items.map(({ id }: { id: string }) => id)
  t.deepEqual((await post('/notifications/mark_read', { ids: [ids[0], uuid()] })).body, {
    changed: 1,
    unread_count: 3,
  })
  t.deepEqual((await post('/notifications/mark_read', { ids: [ids[1]] }, other)).body, {
    changed: 0,
    unread_count: 0,
  })
  t.deepEqual((await post('/notifications/archive', { ids: [ids[1]] })).body, { changed: 1, unread_count: 2 })
  t.deepEqual((await post('/notifications/mark_read', { all: true })).body, { changed: 2, unread_count: 0 })
  t.is((await get('/notifications')).body.items.length, 3)
  t.is((await get('/notifications?state=archived')).body.items[0].id, ids[1])
  t.is((await get('/notifications?state=read')).body.items.length, 3)
  for (const body of [{}, { ids: [] }, { all: false }, { ids: ['x'] }])
    t.true([400, 422].includes((await post('/notifications/mark_read', body)).status), JSON.stringify(body))
})

test('why names the rule; mute silences it in one call, and the preferences bring it back', async (t) => {
  const desk = await openDesk()
  const { tell, get, post, patch, other } = desk
  await tell()
  const [{ id }] = (await get('/notifications')).body.items
  const why = (await get(`/notifications/${id}/why`)).body
  t.like(why, { rule: 'responsible', type: 'step.assigned', mute: ['type', 'project', 'type_in_project'] })
  t.regex(why.text, /responsable de l’étape «\u202fMaquette\u202f»/)
  t.is((await get(`/notifications/${id}/why`, other)).status, 404)
  t.is((await post(`/notifications/${id}/mute`, {}, other)).status, 404)
  t.is((await post(`/notifications/${id}/mute`)).status, 204)
  await tell()
  t.is((await get('/notifications')).body.unread_count, 1, 'muted')
  t.is((await get('/notifications?state=archived')).body.items.length, 1, 'and kept')
  t.deepEqual((await get('/me/preferences')).body.types, { 'step.assigned': false })
  t.deepEqual((await patch({ types: { 'step.assigned': true } })).body.types, {})
  await tell()
  t.is((await get('/notifications')).body.unread_count, 2)
  await tell({ type: 'auth.suspicious' })
  const [critical] = (await get('/notifications?type=auth.suspicious')).body.items
  t.deepEqual((await get(`/notifications/${critical.id}/why`)).body.mute, [])
  t.is((await post(`/notifications/${critical.id}/mute`, { scope: 'type' })).status, 422)
})

test('preferences: zone, hours, frequency, channels, types and projects; bad ones are refused with their place', async (t) => {
  const { get, patch } = await openDesk()
  const { body, headers } = await get('/me/preferences')
  t.like(body, {
    time_zone: null, effective_time_zone: 'Europe/Paris', hours: null, frequency: 'immediate',
    channels: { mail: true, chat: true }, types: {}, projects: {},
  }) // biome-ignore format: one resource
  const changed = await patch({
    time_zone: 'America/Montreal', hours: { from: '08:00', to: '19:30' }, frequency: 'daily', channels: { mail: false },
    projects: { [project.id]: false }, locale: 'en',
  }) // biome-ignore format: one change
  t.is(changed.status, 200)
  t.like(changed.body, {
    effective_time_zone: 'America/Montreal', hours: { from: '08:00', to: '19:30' }, frequency: 'daily', locale: 'en',
    channels: { mail: false, chat: true }, projects: { [project.id]: false },
  }) // biome-ignore format: one resource
  t.is((await patch({ hours: null }, { 'if-match': headers.get('etag') ?? '' })).status, 412)
  t.is((await patch({ hours: null }, { 'if-match': changed.headers.get('etag') ?? '' })).body.hours, null)
  const bad = [
    [{ time_zone: 'Mars/Olympus' }, '/time_zone'],
    [{ time_zone: '+02:00' }, '/time_zone'],
    [{ hours: { from: '25:00', to: '19:00' } }, '/hours/from'],
    [{ types: { 'no.such': false } }, '/types/no.such'],
    [{ types: { 'auth.suspicious': false } }, '/types/auth.suspicious'],
  ] as const
  for (const [json, pointer] of bad) {
    const { status, body: problem } = await patch(json)
    t.deepEqual([status, problem.errors?.[0]?.pointer], [422, pointer], JSON.stringify(json))
  }
  t.is(
    (
      await server.request('GET', '/v1/me/preferences', {
        token: (await server.makeOperator()).token,
        tenant: 'nobody',
      })
    ).status,
    404,
  )
})

test('the catalogue is public in the tenant; the log and the alerts are the admins’', async (t) => {
  const desk = await openDesk()
  const { tenantId, tell, get, post, me, admin, other } = desk
  const types = (await get('/notifications/types')).body.items
  t.true(types.length >= 53)
  t.like(
    types.find(({ code }: { code: string }) => code === 'project.late'),
    { audience: 'both', priority: 'high', can_be_muted: true },
  )
  for (const path of ['/notifications/log', '/alerts']) t.is((await get(path)).status, 403)
  await tell()
  await routeTenant(server.db, tenantId)
  const [line] = (await get('/notifications/log', admin)).body.items
  t.like(line, {
    to: { id: me.id },
    types: ['step.assigned'],
    result: 'skipped',
    reason: 'project_gone',
    route: 'none',
  })
  await tell({ type: 'export.ready', data: { name: 'usage.xlsx' }, project: undefined as never })
  await routeTenant(server.db, tenantId)
  const mail = (await get('/notifications/log?route=mail', admin)).body.items[0]
  t.like(mail, { route: 'mail', target: me.login, result: null })
  t.is(
    (await post(`/notifications/log/${mail.id}/redeliver`, undefined, admin)).status,
    409,
    'it is on its way',
  )
  await withTenant(server.db, tenantId, async () => {
    const where = { tenantId, sendId: mail.id }
    await server.db.models.OutboxMessage.update({ state: 'failed', failure: 'mailbox' }, { where })
  })
  await routeTenant(server.db, tenantId)
  t.like((await get('/notifications/log?result=failed', admin)).body.items[0], {
    id: mail.id,
    reason: 'mailbox',
  })
  t.is((await post(`/notifications/log/${mail.id}/redeliver`, undefined, other)).status, 403)
  const again = await post(`/notifications/log/${mail.id}/redeliver`, undefined, admin)
  t.is(again.status, 202)
  t.is(
    (await post(`/notifications/log/${mail.id}/redeliver`, undefined, admin)).body.code,
    'conflict',
    'once',
  )
  t.is((await post(`/notifications/log/${uuid()}/redeliver`, undefined, admin)).status, 404)
  t.like((await get('/alerts', admin)).body.items[0], { type: 'delivery.failed', priority: 'high' })
  await raiseAlert(
    server.db,
    tenantId,
    { type: 'password.reset', onceKey: 'p', data: { holder_kind: 'person', holder_id: me.id } },
    { personId: me.id },
  )
  t.is((await get('/alerts', admin)).body.items.length, 1, 'what one person was told is not the admins’')
  t.is((await get('/notifications?type=delivery.failed', admin)).body.items.length, 1)
})

test('another tenant sees nothing of it, and can do nothing to it', async (t) => {
  const [desk, stranger] = [await openDesk(), await openDesk()]
  await desk.tell()
  await routeTenant(server.db, desk.tenantId)
  const [{ id }] = (await desk.get('/notifications')).body.items
  const [{ id: sendId }] = (await desk.get('/notifications/log', desk.admin)).body.items
  t.deepEqual((await stranger.get('/notifications')).body.items, [])
  t.deepEqual((await stranger.get('/notifications/log', stranger.admin)).body.items, [])
  t.is((await stranger.get(`/notifications/${id}/why`)).status, 404)
  t.is((await stranger.post(`/notifications/${id}/mute`, {})).status, 404)
  t.is((await stranger.post(`/notifications/log/${sendId}/redeliver`, undefined, stranger.admin)).status, 404)
  t.is((await stranger.post('/notifications/mark_read', { ids: [id] })).body.changed, 0)
  t.is((await desk.get('/notifications')).body.unread_count, 1)
})

test('the feed tells new ones to their reader alone, as they come', async (t) => {
  const desk = await openDesk()
  await desk.tell()
  t.is((await server.request('GET', '/v1/notifications/feed')).status, 401)
  const plain = (await desk.get('/notifications/feed')).body
  t.deepEqual([plain.unread_count, plain.items.length], [1, 1])
  const gone = new AbortController()
  const open = (member: TestMember) =>
    fetch(`${server.url}/v1/notifications/feed`, {
      headers: { authorization: `Bearer ${member.token}`, accept: 'text/event-stream' },
      signal: gone.signal,
    })
  const response = await open(desk.me)
  t.is(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const events = readEvents(response)
  t.deepEqual(await events.next('unread'), { unread_count: 1 })
  await desk.tell({ to: [desk.other.id] })
  await desk.tell({ type: 'task.assigned', task: { id: uuid(), name: 'Devis' } })
  t.like(await events.next('notification'), { type: 'task.assigned', task: { name: 'Devis' } })
  t.deepEqual(await events.next('unread'), { unread_count: 2 })
  gone.abort()
})
