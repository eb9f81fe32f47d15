import test from 'ava'
import { personActor } from '../../core/access/can.ts'
import { projectsOfChannel } from '../../core/projects/channels.ts'
import { listSteps } from '../../core/projects/list-steps.ts'
import { listTasks } from '../../core/projects/list-tasks.ts'
import { lastOwnChange } from '../../core/projects/undo.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openInstall } from '../helpers/installs.ts'
import { openProjectDesk, startProjectServer } from '../helpers/project-desk.ts'
import type { TestAnswer, TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startProjectServer(shared)
})

const open = () => openProjectDesk(server)
const namesOf = ({ body }: TestAnswer): string[] => body.items.map(({ name }: { name: string }) => name)

test('only members are given work; whoever leaves leaves what they had still to do', async (t) => {
  const { send, project, step, person, takeTold } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}`
  const colleague = await person()
  const stranger = await send('POST', `${path}/steps`, { name: 'x', phase: 'needs', owner_id: colleague.id })
  t.deepEqual([stranger.status, stranger.body.errors[0].pointer], [422, '/owner_id'])
  await send('POST', `${path}/members`, { person_id: colleague.id, role: 'Pilote' })
  t.is((await send('POST', `${path}/members`, { person_id: colleague.id })).status, 409)
  const todo = await step(id, { owner_id: colleague.id })
  const over = await step(id, { owner_id: colleague.id, status: 'done' })
  const task = (await send('POST', `${path}/tasks`, { name: 'T', assignee_ids: [colleague.id] })).body
  t.like((await send('PATCH', `${path}/members/${colleague.id}`, { role: null })).body, { role: null })
  await takeTold()
  t.is((await send('DELETE', `${path}/members/${colleague.id}`)).status, 204)
  t.deepEqual(
    (await takeTold()).map(({ type, to }) => [type, to]),
    [['member.removed', [colleague.id]]],
  )
  t.is((await send('GET', `${path}/steps/${todo.id}`)).body.owner_id, null)
  t.is((await send('GET', `${path}/steps/${over.id}`)).body.owner_id, colleague.id)
  t.deepEqual((await send('GET', `${path}/tasks/${task.id}`)).body.assignee_ids, [])
  const again = await send('PATCH', `${path}/tasks/${task.id}`, { assignee_ids: [colleague.id] })
  t.deepEqual([again.status, again.body.errors[0].pointer], [422, '/assignee_ids/0'])
  t.is((await send('DELETE', `${path}/members/${colleague.id}`)).status, 404)
  const { owner_id } = (await send('GET', path)).body
  t.is((await send('DELETE', `${path}/members/${owner_id}`)).status, 409)
})

test('a permission in one project adds to the role, there alone; the owner says who takes part', async (t) => {
  const { id: tenantId, send, as, project, step, person, personWith, takeTold } = await open()
  const [own, other] = [await project({ name: 'Own' }), await project({ name: 'Other' })]
  const path = `/v1/projects/${own.id}`
  const outsider = await personWith([])
  const theirs = as(outsider)
  const missing = async (method: string, to: string, json?: Record<string, unknown>) => {
    const { status, body } = await theirs(method, to, json)
    return status === 403 ? body.missing : status
  }
  t.is(await missing('GET', '/v1/projects'), 'projects:view')
  t.is(await missing('GET', path), 'projects:view')
  const denied = { tenantId, actorId: outsider.id, outcome: 'denied', permission: 'projects:view' }
  const count = () => server.db.models.AuditEvent.count({ where: denied })
  t.is(await withTenant(server.db, tenantId, count), 2)
  t.is((await send('PUT', `${path}/permissions/${outsider.id}`, { permissions: ['view'] })).status, 404)
  await send('POST', `${path}/members`, { person_id: outsider.id })
  await takeTold()
  const granted = await send('PUT', `${path}/permissions/${outsider.id}`, { permissions: ['edit', 'view'] })
  t.deepEqual(granted.body, { person_id: outsider.id, permissions: ['view', 'edit'] })
  t.deepEqual(
    (await takeTold()).map(({ type, to }) => [type, to]),
    [['permission.changed', [outsider.id]]],
  )
  t.deepEqual((await send('GET', `${path}/permissions`)).body.items, [granted.body])
  t.deepEqual(
    (await theirs('GET', '/v1/projects')).body.items.map(({ name }: { name: string }) => name),
    ['Own'],
  )
  t.is(await missing('PATCH', path, { description: 'Vu' }), 200)
  t.is(await missing('POST', `${path}/steps`, { name: 'S', phase: 'needs' }), 201)
  t.is(await missing('PATCH', path, { status: 'rejected' }), 'projects:approve')
  t.is(await missing('POST', `${path}/members`, { person_id: outsider.id }), 'members:manage')
  t.is(await missing('DELETE', `${path}/steps/${(await step(own.id)).id}`), 'steps:delete')
  t.is(await missing('DELETE', path), 'projects:delete')
  t.is(await missing('GET', `/v1/projects/${other.id}`), 'projects:view')
  const marketer = await person('marketing')
  const made = await as(marketer)('POST', '/v1/projects', { name: 'Mine' })
  const mine = `/v1/projects/${made.body.id}`
  t.is((await as(marketer)('POST', `${mine}/members`, { person_id: outsider.id })).status, 201)
  t.is(
    (await as(marketer)('PUT', `${mine}/permissions/${outsider.id}`, { permissions: ['view'] })).status,
    200,
  )
  const beyond = await as(marketer)('PUT', `${mine}/permissions/${outsider.id}`, { permissions: ['approve'] })
  t.deepEqual([beyond.status, beyond.body.missing], [403, 'projects:approve'])
  t.is(
    (await as(marketer)('POST', `${path}/members`, { person_id: marketer.id })).body.missing,
    'members:manage',
  )
  t.is((await as(marketer)('PATCH', path, { owner_id: marketer.id })).body.missing, 'members:manage')
  const approver = await personWith(['projects:view', 'projects:approve'])
  t.is((await as(approver)('PATCH', mine, { status: 'rejected' })).body.status, 'rejected')
  t.is((await as(approver)('PATCH', mine, { name: 'x' })).body.missing, 'projects:edit')
})

test('a channel of an own workspace hears of several projects, and of no other tenant’s', async (t) => {
  const { id: tenantId, send, project, admin } = await open()
  const actor = personActor({ id: admin.id, tenantId, role: 'admin' })
  const { id: install_id } = await openInstall(server.db, Buffer.alloc(32, 7), { admin: actor })
  const [one, two] = [await project({ name: 'Un' }), await project({ name: 'Deux' })]
  const bind = (id: string, json = {}) =>
    send('POST', `/v1/projects/${id}/channels`, { install_id, channel_id: 'C0000000001', ...json })
  const bound = await bind(one.id)
  t.like(bound.body, {
    install_id,
    platform: 'slack',
    workspace: 'Acme Marketing',
    channel_id: 'C0000000001',
  })
  t.is((await bind(one.id)).body.id, bound.body.id)
  t.is((await bind(two.id)).status, 201)
  t.is((await bind(one.id, { channel_id: 'C0000000002' })).status, 201)
  t.is((await send('GET', `/v1/projects/${one.id}/channels`)).body.items.length, 2)
  t.is((await bind(one.id, { install_id: crypto.randomUUID() })).status, 422)
  const other = await open()
  const theirs = await other.project()
  const foreign = { install_id, channel_id: 'C0000000001' }
  t.is((await other.send('POST', `/v1/projects/${theirs.id}/channels`, foreign)).status, 422)
  t.is((await send('DELETE', `/v1/projects/${one.id}/channels/${bound.body.id}`)).status, 204)
  t.is((await send('DELETE', `/v1/projects/${one.id}/channels/${bound.body.id}`)).status, 404)
})

test('to another tenant nothing of a project is there', async (t) => {
  const { send, project, step, admin } = await open()
  const { id } = await project()
  const { id: stepId } = await step(id)
  const { id: taskId } = (await send('POST', `/v1/projects/${id}/tasks`, { name: 'T' })).body
  const [event] = (await send('GET', `/v1/projects/${id}/history`)).body.items
  const other = await open()
  const mine = await other.project()
  const path = `/v1/projects/${id}`
  const tries: [string, string, object?][] = [
    ['GET', path], ['PATCH', path, { name: 'x' }], ['GET', `${path}/phases`], ['GET', `${path}/steps`],
    ['PATCH', `${path}/phases/needs`, { completed: true }], ['POST', `${path}/steps`, { name: 'x', phase: 'needs' }],
    ['GET', `${path}/steps/${stepId}`], ['PATCH', `${path}/steps/${stepId}`, { status: 'done' }],
    ['GET', `${path}/tasks`], ['POST', `${path}/tasks`, { name: 'x' }], ['GET', `${path}/tasks/${taskId}`],
    ['GET', `${path}/members`], ['POST', `${path}/members`, { person_id: other.admin.id }],
    ['GET', `${path}/permissions`], ['GET', `${path}/history`], ['GET', `${path}/channels`],
    ['POST', `/v1/events/${event.id}/undo`], ['DELETE', `${path}/steps/${stepId}`], ['DELETE', path],
    ['GET', `/v1/projects/${mine.id}/steps/${stepId}`], ['PATCH', `/v1/projects/${mine.id}/tasks/${taskId}`, { name: 'x' }],
  ] // biome-ignore format: one list
  for (const [method, to, json] of tries)
    t.is((await other.send(method, to, json as Record<string, unknown>)).status, 404, `${method} ${to}`)
  t.deepEqual(namesOf(await other.send('GET', `/v1/projects?member=${admin.id}`)), [])
  t.is((await other.send('GET', '/v1/projects')).body.items.length, 1)
  const foreign = { name: 'x', phase: 'needs', owner_id: admin.id }
  t.is((await other.send('POST', `/v1/projects/${mine.id}/steps`, foreign)).status, 422)
  t.is(
    (await other.send('POST', `/v1/projects/${mine.id}/tasks`, { name: 'x', depends_on: [taskId] })).status,
    422,
  )
  t.is((await send('GET', path)).status, 200)
})

test('members, steps, tasks and the history come in pages, without a gap or a repeat', async (t) => {
  const { send, project, step, person } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}`
  for (let count = 0; count < 3; count++) {
    await send('POST', `${path}/members`, { person_id: (await person()).id })
    await step(id, { name: `S${count}` })
    await send('POST', `${path}/tasks`, { name: `T${count}` })
  }
  for (const list of ['members', 'steps', 'tasks', 'history']) {
    const all = (await send('GET', `${path}/${list}`)).body.items
    t.true(all.length >= 3, list)
    const paged: unknown[] = []
    for (let next: string | null = ''; next !== null; ) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`
      const { body } = await send('GET', `${path}/${list}?limit=2${cursor}`)
      paged.push(...body.items)
      next = body.next_cursor
    }
    t.deepEqual(paged, all, list)
  }
})

test('the own work of all projects that are on, and what a channel hears of', async (t) => {
  const { id: tenantId, send, project, step, admin } = await open()
  const actor = personActor({ id: admin.id, tenantId, role: 'admin' })
  const stranger = personActor({ id: crypto.randomUUID(), tenantId, role: 'nobody' })
  const [one, two] = [await project({ name: 'On' }), await project({ name: 'Off' })]
  const { id: workspaceId } = await openInstall(server.db, Buffer.alloc(32, 7), { admin: actor })
  const place = { workspaceId, channelId: 'C0000000009' }
  for (const { id } of [one, two]) {
    await step(id, { owner_id: admin.id })
    await send('POST', `/v1/projects/${id}/tasks`, { name: 'T', assignee_ids: [admin.id] })
    await send('POST', `/v1/projects/${id}/channels`, {
      install_id: workspaceId,
      channel_id: place.channelId,
    })
  }
  await send('PATCH', `/v1/projects/${two.id}`, { active: false })
  const page = { limit: 10, after: null }
  const places = (rows: { projectId: string }[]) => rows.map(({ projectId }) => projectId)
  t.deepEqual(places(await listTasks(server.db, actor, { page, filter: { assigneeId: admin.id } })), [one.id])
  t.deepEqual(places(await listSteps(server.db, actor, { page, filter: { ownerId: admin.id } })), [one.id])
  t.deepEqual(
    (await projectsOfChannel(server.db, actor, place)).map(({ name }) => name),
    ['On'],
  )
  t.deepEqual(await projectsOfChannel(server.db, stranger, place), [])
  await t.throwsAsync(listTasks(server.db, stranger, { page }), { code: 'forbidden' })
  const change = await lastOwnChange(server.db, actor)
  t.like(change, { projectId: two.id, action: 'project.off' })
  t.is(await lastOwnChange(server.db, actor, { projectId: one.id }), null, 'what was made is not undone')
  t.is(await lastOwnChange(server.db, stranger), null)
})
