import test from 'ava'
import { v7 as uuid } from 'uuid'
import { readNoticeSending } from '../../../core/notifications/delivery/read-sending.ts'
import { settleHeld } from '../../../core/notifications/inbox/held.ts'
import { sweepTenantNotices } from '../../../core/notifications/sweep.ts'
import { withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { dueAt, noon, openNoticeDesk, tell } from '../../helpers/notice-desk.ts'

const database = shareTestDatabase(test)
const minutes = (count: number): Date => new Date(noon.getTime() + count * 60_000)

test('nobody is told of their own acts, each person once, nobody of another tenant, and nothing when the change fails', async (t) => {
  const [desk, other] = [await openNoticeDesk(database()), await openNoticeDesk(database())]
  const [ada, bob, gone] = [await desk.person(), await desk.person(), await desk.person({ isActive: false })]
  const stranger = await other.person()
  await desk.notify({
    type: 'step.assigned',
    actor: { kind: 'person', id: ada, label: 'Ada' },
    to: [ada, bob, bob, gone, stranger],
  })
  t.deepEqual(await desk.notices(ada), [])
  t.is((await desk.notices(bob)).length, 1)
  t.deepEqual(await desk.notices(gone), [])
  t.deepEqual(await other.notices(stranger), [])
  await t.throwsAsync(
    withTenant(database(), desk.tenantId, async () => {
      await desk.notify({ type: 'task.assigned', to: [bob] })
      throw new Error('the change failed')
    }),
  )
  for (let turn = 0; turn < 2; turn++) await desk.notify({ type: 'step.late', to: [bob], onceKey: 'late' })
  t.deepEqual(
    (await desk.notices(bob)).map(({ type }) => type),
    ['step.assigned', 'step.late'],
  )
})

test('the best route: Slack, else Discord, else mail; what is turned off is not taken', async (t) => {
  const desk = await openNoticeDesk(database())
  const email = 'a@example.org'
  const [slack, discord, mail] = [
    await desk.person({ email }, ['slack', 'discord']),
    await desk.person({ email: 'b@example.org' }, ['discord']),
    await desk.person({ email: 'c@example.org' }),
  ]
  const quiet = await desk.person({ email: 'd@example.org' }, ['slack'])
  const none = await desk.person({ email: 'e@example.org' }, ['slack'])
  await desk.prefer(quiet, { isChatOn: false })
  await desk.prefer(none, { isChatOn: false, isMailOn: false })
  await tell(desk, { type: 'task.assigned', to: [slack, discord, mail, quiet, none] })
  const routes = async (id: string) => (await desk.sends(id)).map(({ route, target }) => `${route} ${target}`)
  t.deepEqual(await routes(slack), [`slack slack-${slack}`])
  t.deepEqual(await routes(discord), [`discord discord-${discord}`])
  t.deepEqual(await routes(mail), ['mail c@example.org'])
  t.deepEqual(await routes(quiet), ['mail d@example.org'])
  t.like((await desk.sends(none))[0], { route: 'none', result: 'skipped', reason: 'no_route' })
  t.is((await desk.notices(none))[0]?.state, 'unread')
})

test('general news go once to each bound channel, and not again to members who are there', async (t) => {
  const desk = await openNoticeDesk(database())
  const { tenantId, project, slackRow } = desk
  await withTenant(database(), tenantId, () =>
    database().models.ProjectChannel.create({
      tenantId,
      projectId: project.id,
      workspaceId: slackRow,
      channelId: 'C1',
    }),
  )
  const [inside, outside] = [
    await desk.person({}, ['slack']),
    await desk.person({ email: 'out@example.org' }),
  ]
  await tell(desk, { type: 'project.completed', to: [inside, outside] })
  t.deepEqual(
    (await desk.sends(null)).map(({ route, target }) => [route, target]),
    [['slack', 'C1']],
  )
  t.deepEqual(await desk.sends(inside), [])
  t.like((await desk.notices(inside))[0], { state: 'unread', outcome: 'channel' })
  t.is((await desk.sends(outside))[0]?.route, 'mail')
  await tell(desk, { type: 'project.updated', to: [outside] }, minutes(10))
  t.is((await desk.sends(outside)).length, 1, 'low news of all wait in the inbox')
  t.is((await desk.sends(null)).length, 2)
  // The channel takes none any more: who would have read it there is told otherwise, and the admins of it.
  const admin = await desk.person({ role: 'admin' }, ['slack'])
  for (const { id } of await desk.sends(null)) await desk.end(id, 'failed', 'not_in_channel')
  await desk.route(minutes(11))
  t.deepEqual(
    (await desk.sends(inside)).map(({ route }) => route),
    ['slack'],
  )
  t.true((await desk.notices(admin)).some(({ type }) => type === 'delivery.failed'))
})

test('what comes at night waits for the morning, over both changes of the clock, and comes as one message', async (t) => {
  const nights = [
    ['2026-03-28T22:30:00Z', '2026-03-29T05:59:00Z', '2026-03-29T06:00:00.000Z'],
    ['2026-10-24T21:30:00Z', '2026-10-25T06:59:00Z', '2026-10-25T07:00:00.000Z'],
  ] as const
  for (const [evening, before, opening] of nights) {
    const desk = await openNoticeDesk(database())
    const person = await desk.person({}, ['slack'])
    await desk.prefer(person, { timeZone: 'Europe/Paris', hoursFrom: '08:00', hoursTo: '20:00' })
    await tell(
      desk,
      { type: 'step.assigned', step: { id: uuid(), name: 'A' }, to: [person] },
      new Date(evening),
    )
    await tell(
      desk,
      { type: 'step.due_soon', step: { id: uuid(), name: 'B' }, to: [person] },
      new Date(evening),
    )
    t.deepEqual(await desk.sends(person), [])
    t.deepEqual(
      (await desk.notices(person)).map(({ routeAt }) => routeAt?.toISOString()),
      [opening, opening],
    )
    t.is(await desk.route(new Date(before)), 0)
    await desk.route(new Date(opening))
    const [send, ...others] = await desk.sends(person)
    t.deepEqual([send?.route, others], ['slack', []])
    const sending = await readNoticeSending(database(), desk.tenantId, send!.id)
    t.deepEqual([sending?.isHeld, sending?.notices.length], [true, 2])
    await tell(desk, { type: 'auth.suspicious', to: [person] }, new Date(evening))
    t.is((await desk.sends(person)).length, 2, 'critical breaks through')
  }
})

test('five edits within five minutes are one message that is edited, and one mail', async (t) => {
  const desk = await openNoticeDesk(database())
  const [chat, mail] = [await desk.person({}, ['slack']), await desk.person({ email: 'm@example.org' })]
  const step = { id: uuid(), name: 'Maquette' }
  const edit = (at: Date) =>
    tell(desk, { type: 'step.status_changed', step, to: [chat, mail], data: { to: 'done' } }, at)
  await edit(minutes(0))
  const [send] = await desk.sends(chat)
  await desk.end(send!.id, 'sent')
  for (const at of [1, 2, 3, 4]) await edit(minutes(at))
  t.is((await desk.sends(chat)).length, 1)
  // What was sent is edited once for all that came until it was sent again.
  t.deepEqual(
    (await desk.rows(send!.id)).map(({ position, state }) => [position, state]),
    [
      [0, 'sent'],
      [1, 'pending'],
    ],
  )
  t.is((await readNoticeSending(database(), desk.tenantId, send!.id))?.notices.length, 5)
  const mails = await desk.sends(mail)
  t.is(mails.length, 1)
  const [row, ...more] = await desk.rows(mails[0]!.id)
  t.deepEqual([row?.notBefore, more], [minutes(5), []])
  t.is((await readNoticeSending(database(), desk.tenantId, mails[0]!.id))?.notices.length, 5)
  await edit(minutes(6))
  t.is((await desk.sends(chat)).length, 2, 'later it is news again')
})

test('what one route does not take goes the next way, and then to the admins; what may have arrived goes nowhere', async (t) => {
  const desk = await openNoticeDesk(database())
  const admin = await desk.person({ role: 'admin', email: 'admin@example.org' }, ['discord'])
  const person = await desk.person({ email: 'p@example.org' }, ['slack', 'discord'])
  await tell(desk, { type: 'task.assigned', to: [person] })
  const reasons = ['cannot_dm_bot', 'discord_50007', 'mailbox']
  for (const [at, reason] of reasons.entries()) {
    const last = (await desk.sends(person)).find(({ result }) => result === null)
    await desk.end(last!.id, 'failed', reason)
    await desk.route(minutes(at + 1))
  }
  t.deepEqual(
    (await desk.sends(person)).map(({ route, result, reason }) => [route, result, reason]),
    [['slack', 'failed', 'cannot_dm_bot'], ['discord', 'failed', 'discord_50007'], ['mail', 'failed', 'mailbox']],
  ) // biome-ignore format: one list
  await dueAt(desk, minutes(9))
  await desk.route(minutes(9))
  t.is((await desk.notices(person))[0]?.outcome, 'undelivered')
  t.deepEqual(
    (await desk.notices(admin)).map(({ type }) => type),
    ['delivery.failed'],
  )
  t.deepEqual(
    (await desk.sends(admin)).map(({ route }) => route),
    ['discord'],
  )
  const alerts = await withTenant(database(), desk.tenantId, () =>
    database().models.OutboxMessage.findAll({
      where: { tenantId: desk.tenantId, platform: 'mail', sendId: null },
      raw: true,
    }),
  )
  t.deepEqual(
    alerts.map(({ destination }) => destination),
    ['admin@example.org'],
  )
  const unsure = await desk.person({ email: 'u@example.org' }, ['slack'])
  await tell(desk, { type: 'task.assigned', to: [unsure] }, minutes(20))
  await desk.end((await desk.sends(unsure))[0]!.id, 'unknown')
  await desk.route(minutes(21))
  t.deepEqual(
    (await desk.sends(unsure)).map(({ route, result }) => [route, result]),
    [['slack', 'unknown']],
  )
})

test('what was deleted, muted, or is not theirs to see any more is not sent, and the log says why', async (t) => {
  const desk = await openNoticeDesk(database())
  const { tenantId, project } = desk
  const db = database()
  await withTenant(db, tenantId, () =>
    db.models.Role.create({
      tenantId,
      code: 'nobody',
      name: 'Nobody',
      nameKey: 'nobody',
      permissions: [],
    }),
  )
  const [blind, muted, seeing] = [
    await desk.person({ role: 'nobody' }, ['slack']),
    await desk.person({}, ['slack']),
    await desk.person({}, ['slack']),
  ]
  await withTenant(db, tenantId, async () => {
    await db.models.NotificationMute.create({ tenantId, personId: muted, type: '', projectId: project.id })
  })
  await tell(desk, { type: 'step.assigned', to: [blind, muted, seeing] })
  t.like((await desk.sends(blind))[0], { route: 'none', result: 'skipped', reason: 'no_right' })
  t.deepEqual(
    (await desk.notices(muted)).map(({ state, outcome }) => [state, outcome]),
    [['archived', 'muted']],
  )
  const [send] = await desk.sends(seeing)
  await withTenant(db, tenantId, () => db.models.Project.destroy({ where: { tenantId, id: project.id } }))
  t.is(await readNoticeSending(db, tenantId, send!.id), null)
  t.like((await desk.sends(seeing))[0], { result: 'skipped', reason: 'project_gone' })
  await tell(desk, { type: 'project.deleted', to: [seeing] }, minutes(7))
  const [, last] = await desk.sends(seeing)
  t.is((await readNoticeSending(db, tenantId, last!.id))?.notices[0]?.type, 'project.deleted')
})

test('a thousand at once are rows of few statements, in batches', async (t) => {
  const desk = await openNoticeDesk(database())
  const { tenantId } = desk
  const people = Array.from({ length: 1_200 }, () => uuid())
  await withTenant(database(), tenantId, () =>
    database().models.Person.bulkCreate(
      people.map((id) => ({ tenantId, id, fullName: 'P', email: `${id}@example.org` })),
    ),
  )
  await desk.notify({ type: 'task.assigned', to: people })
  t.is(await desk.route(new Date()), 1_200)
  const count = await withTenant(database(), tenantId, () =>
    database().models.OutboxMessage.count({ where: { tenantId, platform: 'mail', state: 'pending' } }),
  )
  t.is(count, 1_200)
})

test('what a digest has told comes not again, and what is old is forgotten', async (t) => {
  const desk = await openNoticeDesk(database())
  const { tenantId } = desk
  const person = await desk.person({}, ['slack'])
  await desk.prefer(person, { frequency: 'daily' })
  for (const type of ['task.assigned', 'step.assigned'] as const) await tell(desk, { type, to: [person] })
  const held = await withTenant(database(), tenantId, () =>
    database().models.Notification.findAll({
      where: { tenantId, personId: person },
      order: ['id'],
      raw: true,
    }),
  )
  t.true(held.every(({ isHeld, routeAt }) => isHeld && routeAt !== null))
  const other = await desk.person()
  t.is(await settleHeld(database(), tenantId, { personId: other, ids: [held[0]!.id] }), 0)
  t.is(await settleHeld(database(), tenantId, { personId: person, ids: [held[0]!.id] }), 1)
  await desk.route(new Date('2026-11-21T07:30:00Z'))
  const [send, ...more] = await desk.sends(person)
  t.deepEqual(more, [])
  t.is((await readNoticeSending(database(), tenantId, send!.id))?.notices.length, 1)
  await sweepTenantNotices(database(), tenantId, new Date(Date.now() + 91 * 24 * 3_600_000))
  t.deepEqual(await desk.sends(person), [])
  t.is((await desk.notices(person)).length, 2)
  await sweepTenantNotices(database(), tenantId, new Date(Date.now() + 366 * 24 * 3_600_000))
  t.deepEqual(await desk.notices(person), [])
})
