import test from 'ava'
import { phaseCodes } from '../../core/projects/codes.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openProjectDesk, startProjectServer } from '../helpers/project-desk.ts'
import type { TestAnswer, TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startProjectServer(shared)
})

const open = () => openProjectDesk(server)
const pointersOf = ({ body }: TestAnswer): string[] =>
  body.errors.map(({ pointer }: { pointer: string }) => pointer)
const namesOf = ({ body }: TestAnswer): string[] => body.items.map(({ name }: { name: string }) => name)

test('a project is made with its six phases, read, changed in its own version, deleted; its history stays', async (t) => {
  const { send, admin } = await open()
  const given = {
    name: '  Lancement   fibre ',
    priority: 'high',
    start_on: '2026-11-02',
    end_on: '2026-12-18',
  }
  const made = await send('POST', '/v1/projects', given)
  t.is(made.status, 201)
  t.like(made.body, {
    name: 'Lancement fibre', description: '', status: 'pending', priority: 'high', active: true, owner_id: admin.id,
    start_on: '2026-11-02', end_on: '2026-12-18', baseline_end_on: null, slip_days: null, progress: 0,
  }) // biome-ignore format: one project
  const path = made.headers.get('location')!
  t.deepEqual((await send('GET', path)).body, made.body)
  const { items } = (await send('GET', `${path}/phases`)).body
  t.deepEqual(
    items.map(({ code, position, status, progress }: Record<string, unknown>) => [
      code,
      position,
      status,
      progress,
    ]),
    phaseCodes.map((code, at) => [code, at + 1, 'pending', 0]),
  )
  t.is(items[4].name, 'Lancement commercial')
  const headers = { 'if-match': made.headers.get('etag')! }
  const changed = await send('PATCH', path, { name: 'Fibre 2', status: 'in_progress' }, { headers })
  t.like(changed.body, {
    name: 'Fibre 2',
    status: 'in_progress',
    baseline_end_on: '2026-12-18',
    slip_days: 0,
  })
  t.is((await send('PATCH', path, { name: 'Late' }, { headers })).status, 412)
  const moved = await send('PATCH', path, { end_on: '2026-12-22' })
  t.like(moved.body, { baseline_end_on: '2026-12-18', slip_days: 2 })
  t.is((await send('DELETE', path)).status, 204)
  t.is((await send('GET', path)).status, 404)
  const history = (await send('GET', `${path}/history`)).body.items
  t.deepEqual(
    history.map(({ action }: { action: string }) => action),
    [
      'project.deleted',
      'project.updated',
      'project.updated',
      'project.status_changed',
      'member.added',
      'project.created',
    ],
  )
  t.like(history[3], {
    surface: 'api',
    actor_id: admin.id,
    actor: 'A Person',
    changes: { status: ['pending', 'in_progress'] },
  })
  t.deepEqual((await send('GET', '/v1/phases')).body.items[0], {
    code: 'needs',
    name: 'Expression du besoin',
    position: 1,
  })
})

test('what cannot be is refused at its place: end before start, a late status, nobody as owner', async (t) => {
  const { send, project } = await open()
  const { id } = await project({ start_on: '2026-11-10' })
  const path = `/v1/projects/${id}`
  const tries: [string, string, object, number, string][] = [
    ['POST', '/v1/projects', { name: 'x', start_on: '2026-11-02', end_on: '2026-11-01' }, 422, '/end_on'],
    ['PATCH', path, { end_on: '2026-11-09' }, 422, '/end_on'],
    ['PATCH', path, { end_on: '2026-02-30' }, 422, '/end_on'],
    ['PATCH', path, { status: 'late' }, 422, '/status'],
    ['PATCH', path, { late: true }, 400, '/late'],
    ['PATCH', path, { progress: 50 }, 400, '/progress'],
    ['POST', '/v1/projects', { name: 'x', owner_id: crypto.randomUUID() }, 422, '/owner_id'],
    ['PATCH', path, { owner_id: crypto.randomUUID() }, 422, '/owner_id'],
    ['PATCH', `${path}/phases/design`, { start_on: '2026-11-09', end_on: '2026-11-01' }, 422, '/end_on'],
    ['PATCH', `${path}/phases/design`, { completed: true, ignored: true }, 422, '/ignored'],
    ['PATCH', `${path}/phases/design`, { status: 'pending', completed: true }, 422, '/completed'],
    [
      'POST',
      `${path}/steps`,
      { name: 'x', phase: 'needs', start_on: '2026-11-09', end_on: '2026-11-01' },
      422,
      '/end_on',
    ],
    ['POST', `${path}/steps`, { name: 'x', phase: 'nowhere' }, 422, '/phase'],
    ['POST', `${path}/steps`, { name: 'x', phase: 'needs', progress: 101 }, 422, '/progress'],
    ['POST', `${path}/steps`, { name: 'x', phase: 'needs', status: 'done', progress: 40 }, 422, '/progress'],
    ['POST', `${path}/tasks`, { name: 'x', step_id: crypto.randomUUID() }, 422, '/step_id'],
    ['POST', `${path}/tasks`, { name: 'x', depends_on: [crypto.randomUUID()] }, 422, '/depends_on/0'],
    ['POST', `${path}/members`, { person_id: crypto.randomUUID() }, 422, '/person_id'],
  ]
  for (const [method, to, json, status, pointer] of tries) {
    const answer = await send(method, to, json as Record<string, unknown>)
    t.deepEqual(
      [answer.status, ...pointersOf(answer)],
      [status, pointer],
      `${method} ${to} ${JSON.stringify(json)}`,
    )
  }
  t.is((await send('GET', path)).body.progress, 0)
})

test('lists: newest first, in pages, by status, priority, service, member, words, late; off ones on demand', async (t) => {
  const { id: tenantId, send, project, person } = await open()
  const names = ['Été', 'Fibre', 'Mobile', 'Box']
  for (const name of names) await project({ name })
  const paged: string[] = []
  let next = '/v1/projects?limit=2'
  for (;;) {
    const answer = await send('GET', next)
    paged.push(...namesOf(answer))
    if (answer.body.next_cursor === null) break
    next = `/v1/projects?limit=2&cursor=${answer.body.next_cursor}`
  }
  t.deepEqual(paged, [...names].reverse())
  const all = (await send('GET', '/v1/projects')).body.items
  const idOf = (name: string): string => all.find((one: { name: string }) => one.name === name).id
  await send('PATCH', `/v1/projects/${idOf('Fibre')}`, { status: 'in_progress', end_on: '2020-01-01' })
  await send('PATCH', `/v1/projects/${idOf('Mobile')}`, { active: false, priority: 'low' })
  const colleague = await person()
  const serviceId = await withTenant(server.db, tenantId, async () => {
    const service = await server.db.models.Service.create({ tenantId, name: 'DSI', nameKey: 'dsi' })
    await server.db.models.Person.update({ serviceId: service.id }, { where: { tenantId, id: colleague.id } })
    return service.id
  })
  await send('POST', `/v1/projects/${idOf('Box')}/members`, { person_id: colleague.id, role: 'Pilote' })
  const listed = async (query: string) => namesOf(await send('GET', `/v1/projects?${query}`))
  t.deepEqual(await listed(''), ['Box', 'Fibre', 'Été'])
  t.deepEqual(await listed('active=false'), ['Mobile'])
  t.deepEqual(await listed('active=all&priority=low'), ['Mobile'])
  t.deepEqual(await listed('status=in_progress'), ['Fibre'])
  t.deepEqual(await listed('status=late'), ['Fibre'])
  t.deepEqual(await listed('late=true'), ['Fibre'])
  t.deepEqual(await listed('late=false'), ['Box', 'Été'])
  t.deepEqual(await listed(`service=${serviceId}`), ['Box'])
  t.deepEqual(await listed(`member=${colleague.id}`), ['Box'])
  t.deepEqual(await listed('q=ETE'), ['Été'])
  t.deepEqual(await listed('q=%25'), [])
  t.deepEqual(await listed('default=latest'), ['Box'])
  const board = (await send('GET', '/v1/projects?group=status')).body
  t.deepEqual(
    board.groups.map((group: { status: string; count: number; items: { name: string }[] }) => [
      group.status, group.count, group.items.map(({ name }) => name),
    ]),
    [['pending', 2, ['Box', 'Été']], ['in_progress', 1, ['Fibre']], ['done', 0, []], ['rejected', 0, []]],
  ) // biome-ignore format: a board
  const recent = (await send('GET', '/v1/dashboard/recent-projects?limit=2')).body.items
  t.deepEqual(
    recent.map(({ name, status, url }: Record<string, string>) => [name, status, url]),
    [
      ['Fibre', 'late', `/v1/projects/${idOf('Fibre')}`],
      ['Box', 'pending', `/v1/projects/${idOf('Box')}`],
    ],
  )
  const csv = await send('GET', '/v1/projects?format=csv')
  t.is(csv.text.trim().split('\r\n').length, 4)
  const { items } = (await send('GET', `/v1/projects/${idOf('Box')}/members`)).body
  t.like(items[1], { person_id: colleague.id, role: 'Pilote', service: 'DSI', owner: false })
})

test('a step changed: its phase, its project, the history and the notices, all at once', async (t) => {
  const { send, project, step, person, takeTold, typesTold, admin } = await open()
  const { id } = await project()
  t.deepEqual(await typesTold(), ['project.created'], 'nobody is told of their own acts, the channels are')
  const path = `/v1/projects/${id}`
  const colleague = await person()
  await send('POST', `${path}/members`, { person_id: colleague.id })
  const one = await step(id, { owner_id: colleague.id, end_on: '2026-12-04' })
  const two = await step(id)
  t.deepEqual(
    (await takeTold()).filter(({ to }) => to.length > 0).map(({ type, to }) => [type, to]),
    [
      ['member.added', [colleague.id]],
      ['step.assigned', [colleague.id]],
    ],
  )
  const half = await send('PATCH', `${path}/steps/${one.id}`, { progress: 50 })
  t.like(half.body, { status: 'in_progress', progress: 50, baseline_end_on: '2026-12-04' })
  const phaseOf = async (code = 'needs') => (await send('GET', `${path}/phases/${code}`)).body
  t.like(await phaseOf(), { status: 'in_progress', progress: 25, completed: false, steps: 2, steps_done: 0 })
  t.like((await send('GET', path)).body, { progress: 4.17, status: 'in_progress' })
  t.deepEqual(
    (await takeTold()).map(({ type }) => type),
    ['step.status_changed', 'phase.started', 'project.status_changed'],
  )
  await send('PATCH', `${path}/steps/${two.id}`, { status: 'cancelled' })
  t.like(await phaseOf(), { status: 'in_progress', progress: 50 })
  await takeTold()
  const done = await send('PATCH', `${path}/steps/${one.id}`, { status: 'done' })
  t.like(done.body, { status: 'done', progress: 100 })
  t.like(await phaseOf(), { status: 'done', completed: true, progress: 100, steps: 1, steps_done: 1 })
  t.is((await send('GET', path)).body.progress, 16.67)
  t.deepEqual(
    (await takeTold()).map(({ type, to }) => [type, to]),
    [
      ['step.status_changed', [colleague.id]],
      ['step.completed', []],
      ['phase.completed', [colleague.id]],
    ],
  )
  const again = await send('PATCH', `${path}/steps/${one.id}`, { status: 'in_progress' })
  t.like(again.body, { progress: 50 }, 'what was typed before it was done')
  t.like(await phaseOf(), { status: 'in_progress', progress: 50 })
  t.true((await takeTold()).some(({ type }) => type === 'phase.reopened'))
  const { items } = (await send('GET', `${path}/history?subject_kind=phase`)).body
  t.deepEqual(
    items.map(({ action, changes }: { action: string; changes: object }) => [action, changes]),
    [
      ['phase.reopened', { status: ['done', 'in_progress'] }],
      ['phase.completed', { status: ['in_progress', 'done'] }],
      ['phase.started', { status: ['pending', 'in_progress'] }],
    ],
  )
  t.true(items.every((event: { caused_by: string | null }) => event.caused_by !== null))
  t.is((await send('DELETE', `${path}/steps/${one.id}`)).status, 204)
  t.like(await phaseOf(), { progress: 0, steps: 0, status: 'in_progress' })
  t.is((await send('GET', path)).body.owner_id, admin.id)
})

test('phases: ignored ones do not weigh, done by hand is 100 %, all cancelled does not close, new work reopens', async (t) => {
  const { send, project, step, typesTold } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}`
  const patch = (code: string, json: Record<string, unknown>) => send('PATCH', `${path}/phases/${code}`, json)
  const progress = async () => (await send('GET', path)).body.progress
  t.like((await patch('design', { completed: true })).body, { status: 'done', progress: 100 })
  t.is(await progress(), 16.67)
  for (const code of ['needs', 'feasibility', 'development', 'launch']) await patch(code, { ignored: true })
  t.is(await progress(), 50)
  const types = await typesTold()
  for (const type of ['phase.completed', 'phase.ignored', 'project.progress_25_50_75_100'])
    t.true(types.includes(type), type)
  const one = await step(id, { phase: 'design', progress: 20 })
  t.is((await send('GET', `${path}/phases/design`)).body.status, 'in_progress', 'new work')
  t.is(await progress(), 10)
  await patch('design', { status: 'done' })
  await send('PATCH', `${path}/steps/${one.id}`, { progress: 30 })
  t.like(
    (await send('GET', `${path}/phases/design`)).body,
    { status: 'done', progress: 100 },
    'closed by hand',
  )
  await send('PATCH', `${path}/steps/${one.id}`, { status: 'cancelled' })
  await patch('design', { completed: false })
  t.like((await send('GET', `${path}/phases/design`)).body, { status: 'in_progress', progress: 0 })
  await step(id, { phase: 'retirement', status: 'cancelled' })
  t.is((await send('GET', `${path}/phases/retirement`)).body.status, 'pending')
  t.like((await patch('launch', { ignored: false })).body, { status: 'pending', ignored: false })
  for (const code of phaseCodes) await patch(code, { ignored: true })
  t.is(await progress(), 0)
  t.is((await patch('nowhere', {})).status, 404)
})
