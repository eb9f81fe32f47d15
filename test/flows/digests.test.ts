import test from 'ava'
import { digestRoutesOf } from '../../api/routes/schedule-digests.ts'
import { scheduleRoutes } from '../../api/routes/schedules.ts'
import { unsubscribeRoutes } from '../../api/routes/unsubscribe.ts'
import type { Core } from '../../core/core.ts'
import { notify } from '../../core/notifications/notify.ts'
import { updateProject } from '../../core/projects/projects.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openTestDatabase } from '../helpers/database.ts'
import { mailKey, makeSlippedProject, openDigestCore, openDigestDesk } from '../helpers/digest-desk.ts'
import { type MailServer, startMailServer } from '../helpers/mail-server.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let core: Core
let mails: MailServer
let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  const db = await openTestDatabase(shared)
  mails = await startMailServer(shared)
  core = await openDigestCore(shared, db, mails.url)
  const routes = () => [
    ...scheduleRoutes(core),
    ...digestRoutesOf(core),
    ...unsubscribeRoutes({ db, mailKey }),
  ]
  server = await startTestServer(shared, { db, dataDir: core.dataDir, routes })
})

const mailsTo = (address: string) => mails.received.filter(({ to }) => to.includes(address))
const plain = (text: string | undefined) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ')
const day = '2026-03-27'
const morning = `${day}T07:00:30Z`

test('next morning one mail explains what moved and what slipped, by how much and why', async (t) => {
  const desk = await openDigestDesk(core)
  const zoe = await desk.addPerson()
  await makeSlippedProject(core, desk.admin, { member: zoe })
  await desk.fireAt(`${day}T06:59:30Z`)
  t.is(mailsTo(zoe.email).length, 0, 'not before the hour')
  await desk.fireAt(morning)
  const [mail, ...more] = mailsTo(zoe.email)
  t.is(more.length, 0)
  const text = plain(mail?.mail.text)
  t.is(
    plain(mail?.mail.subject),
    '[Agence Étoile] Votre point du vendredi 27 mars : 1 glissement, 1 échéance proche, 1 changement',
  )
  t.regex(text, /Lancement bio · Étape « Maquettes » \[\+5 jours ouvrés\]/)
  t.regex(text, /Fin prévue le 20 mars 2026, désormais le 27 mars 2026\./)
  t.regex(text, /\+3 jours ouvrés : fin du 20 mars 2026 au 25 mars 2026, le mardi 24 mars, par Ada Admin/)
  t.regex(text, /\+2 jours ouvrés : fin du 25 mars 2026 au 27 mars 2026, le jeudi 26 mars, par Ada Admin/)
  const [row] = (await desk.digests()).filter(({ personId }) => personId === zoe.id)
  t.like(row, { state: 'sent', route: 'mail', period: day, kind: 'daily' })
  // Again, by however many: nothing.
  for (const at of [morning, `${day}T08:00:00Z`, `${day}T22:00:00Z`]) await desk.fireAt(at)
  t.is(mailsTo(zoe.email).length, 1)
}) // biome-ignore format: one story

test('one click ends it, without a sign-in; looking at the page does not', async (t) => {
  const desk = await openDigestDesk(core)
  const zoe = await desk.addPerson()
  await makeSlippedProject(core, desk.admin, { member: zoe })
  await desk.fireAt(morning)
  const header = (key: string) => mailsTo(zoe.email)[0]?.mail.headers.find((one) => one.key === key)?.value
  t.is(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  const url = new URL(/<(.*)>/.exec(header('list-unsubscribe') ?? '')?.[1] ?? '')
  const path = `${url.pathname}${url.search}`
  const page = await server.request('GET', path)
  t.is(page.status, 200)
  t.regex(page.text, /<form method="post"><button>Ne plus recevoir<\/button>/)
  t.regex(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*form-action 'self'/)
  t.is((await server.request('GET', path)).status, 200, 'still wanted')
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  for (let at = 0; at < 2; at++) t.is((await server.request('POST', path, { body })).status, 200)
  const forged = path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  t.is((await server.request('POST', forged.replace('?token=', '?token=x'))).status, 404)
  await desk.fireAt('2026-03-28T07:00:30Z')
  t.is(mailsTo(zoe.email).length, 1)
})

test('nothing to say: nothing is sent, and the log says so; unless it is wanted empty', async (t) => {
  const desk = await openDigestDesk(core)
  const zoe = await desk.addPerson()
  await desk.fireAt(morning)
  t.is(mailsTo(zoe.email).length, 0)
  const of = async (period: string) =>
    (await desk.digests()).find((row) => row.personId === zoe.id && row.period === period)
  t.is((await of(day))?.state, 'skipped_empty')
  await withTenant(core.db, desk.tenantId, () =>
    core.db.models.Schedule.update({ isForced: true }, { where: { tenantId: desk.tenantId } }),
  )
  await desk.fireAt('2026-03-28T07:00:30Z')
  t.is((await of('2026-03-28'))?.state, 'sent')
  t.regex(plain(mailsTo(zoe.email)[0]?.mail.text), /Rien de nouveau sur cette période\./)
})

test('what waited for the summary is told by the digest, and by nothing of its own after it', async (t) => {
  const desk = await openDigestDesk(core)
  const { tenantId } = desk
  const zoe = await desk.addPerson()
  const held = { isHeld: true, routeAt: new Date('2026-03-27T07:30:00Z') }
  const { Notification } = core.db.models
  const read = () => withTenant(core.db, tenantId, () => Notification.findOne({ where: { tenantId, personId: zoe.id }, raw: true }))
  await notify(core.db, tenantId, { type: 'task.assigned', actor: null, to: [zoe.id], data: {} })
  await withTenant(core.db, tenantId, () => Notification.update(held, { where: { tenantId, personId: zoe.id } }))
  await desk.fireAt(morning)
  t.is(mailsTo(zoe.email).length, 1)
  t.like(await read(), { state: 'unread', outcome: 'digest', routeAt: null })
}) // biome-ignore format: one story

test('rights are those of the moment when it is sent, and of a project that is off nothing is told', async (t) => {
  const desk = await openDigestDesk(core)
  const role = {
    tenantId: desk.tenantId,
    code: 'outsider',
    name: 'Externe',
    nameKey: 'externe',
    permissions: [],
  }
  await withTenant(core.db, desk.tenantId, () => core.db.models.Role.create(role))
  const [zoe, lea] = [await desk.addPerson({ role: 'outsider' }), await desk.addPerson()]
  const { projectId } = await makeSlippedProject(core, desk.admin, { name: 'Secret', member: zoe })
  const { projectId: off } = await makeSlippedProject(core, desk.admin, { name: 'En pause', member: lea })
  const context = { now: new Date('2026-03-26T16:00:00Z') }
  await updateProject(core.db, desk.admin, { id: off, fields: { isActive: false } }, context)
  await desk.fireAt(morning)
  t.is(mailsTo(zoe.email).length, 0, 'a member whose role sees no projects')
  t.is(mailsTo(lea.email).length, 0)
  const { ProjectPermission } = core.db.models
  const { tenantId } = desk
  const key = { tenantId, projectId, personId: zoe.id, code: 'view' as const }
  await withTenant(core.db, tenantId, () => ProjectPermission.create(key))
  await desk.fireAt('2026-03-28T07:00:30Z')
  t.is(mailsTo(zoe.email).length, 1, 'what was late by then is told once it may be')
  t.regex(plain(mailsTo(zoe.email)[0]?.mail.text), /Secret/)
})

test('schedules are listed, looked at, paused and run by whoever may, in their own tenant alone', async (t) => {
  const desk = await openDigestDesk(core)
  const { token } = await server.makePerson(desk.tenantId, 'admin')
  const zoe = await desk.addPerson({ locale: 'en' })
  await makeSlippedProject(core, desk.admin, { member: zoe })
  const send = (method: string, path: string, json?: unknown, by = token) =>
    server.request(method, `/v1/schedules${path}`, { token: by, json })
  const { items } = (await send('GET', '')).body
  t.deepEqual(
    items.map(({ kind, at, weekday }: Record<string, unknown>) => [kind, at, weekday]),
    [
      ['digest.daily', '08:00', null], ['digest.weekly', '08:00', 1], ['reminders', '08:00', null],
      ['retention', '03:00', null], ['quotas', '00:05', null],
    ], // biome-ignore format: one list
  )
  const [{ id }] = items
  const preview = await send('POST', `/${id}/preview`, { person_id: zoe.id })
  t.like(preview.body, { would_send: true, route: 'mail' })
  t.regex(preview.body.text, /LATE/)
  t.is(mailsTo(zoe.email).length, 0)
  const paused = await send('PATCH', `/${id}`, { paused: true, at: '07:30' })
  t.like(paused.body, { paused: true, at: '07:30', next_at: null })
  t.is((await send('PATCH', '/retention', { paused: true })).status, 422)
  await desk.fireAt(morning)
  t.is(mailsTo(zoe.email).length, 0)
  t.is((await send('POST', '/digest.daily/run')).status, 202)
  await desk.settled()
  t.is(mailsTo(zoe.email).length, 1)
  const { id: other } = await server.makeTenant()
  const stranger = await server.makePerson(other, 'admin')
  for (const [method, path, json] of [['GET', `/${id}`], ['PATCH', `/${id}`, { paused: false }], ['POST', `/${id}/run`]] as const)
    t.is((await send(method, path, json, stranger.token)).status, 404)
  t.is((await send('POST', '/digest.daily/preview', { person_id: zoe.id }, stranger.token)).status, 404)
  const member = await server.makePerson(desk.tenantId, 'marketing')
  t.is((await send('GET', '', undefined, member.token)).status, 403)
}) // biome-ignore format: one story

test('somebody without an account is asked first, and hears of what was named and may be seen', async (t) => {
  const desk = await openDigestDesk(core)
  const zoe = await server.makePerson(desk.tenantId, 'marketing')
  const { projectId } = await makeSlippedProject(core, desk.admin)
  await makeSlippedProject(core, desk.admin, { name: 'Autre chose' })
  const send = (method: string, path: string, json?: unknown, token = zoe.token) =>
    server.request(method, `/v1/digest-recipients${path}`, { token, json })
  const address = `cliente-${desk.tenantId}@example.org`
  const values = {
    address,
    locale: 'en',
    time_zone: 'Europe/Paris',
    frequency: 'daily',
    project_ids: [projectId],
  }
  t.is((await send('POST', '', { ...values, time_zone: 'Mars/Olympus' })).status, 422)
  t.is((await send('POST', '', { ...values, project_ids: [desk.tenantId] })).status, 422)
  const made = await send('POST', '', values)
  t.is(made.status, 201)
  t.is((await send('POST', '', values)).status, 409)
  t.is(made.body.confirmed_at, null)
  const now = new Date()
  const question = async () => {
    for (;;) {
      const [mail] = mailsTo(address)
      if (mail) return mail
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const asked = await question()
  const url = new URL(/https:\/\/\S+\/digests\/confirm\S+/.exec(asked.mail.text ?? '')?.[0] ?? '')
  const path = `${url.pathname}${url.search}`
  t.regex((await server.request('GET', path)).text, /Confirm my address/)
  t.is((await send('GET', `/${made.body.id}`)).body.confirmed_at, null)
  t.is((await server.request('POST', path)).status, 200)
  t.truthy((await send('GET', `/${made.body.id}`)).body.confirmed_at)
  // Its hour counts from when they said so.
  const later = new Date(now.getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
  await desk.fireAt(`${later}T07:00:30Z`)
  const [, digest] = mailsTo(address)
  t.regex(digest?.mail.text ?? '', /Lancement bio/)
  t.notRegex(digest?.mail.text ?? '', /Autre chose/)
  const { token: foreign } = await server.makePerson((await server.makeTenant()).id, 'admin')
  t.is((await send('GET', `/${made.body.id}`, undefined, foreign)).status, 404)
  t.deepEqual((await send('GET', '', undefined, foreign)).body.items, [])
  const other = await server.makePerson(desk.tenantId, 'marketing')
  t.is((await send('DELETE', `/${made.body.id}`, undefined, other.token)).status, 404)
  t.is((await send('DELETE', `/${made.body.id}`)).status, 204)
})
