import test from 'ava'
import { personActor } from '../../core/access/can.ts'
import { undoEvent } from '../../core/projects/undo.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openProjectDesk, startProjectServer } from '../helpers/project-desk.ts'
import type { TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startProjectServer(shared)
})

const open = () => openProjectDesk(server)
type Event = { id: string; action: string; undone_by: string | null; changes: Record<string, unknown[]> }

test('tasks: made, given to members, blocked by others, unblocked, late', async (t) => {
  const { send, project, person, takeTold } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}`
  const [one, two] = [await person(), await person()]
  for (const { id: person_id } of [one, two]) await send('POST', `${path}/members`, { person_id })
  const make = async (json: Record<string, unknown>) => (await send('POST', `${path}/tasks`, json)).body
  const brief = await make({ name: 'Brief', assignee_ids: [one.id], due_on: '2020-01-03' })
  t.like(brief, { status: 'pending', priority: 'normal', late: true, blocked_by: [], assignee_ids: [one.id] })
  const art = await make({ name: 'Art' })
  const print = await make({ name: 'Print', depends_on: [brief.id, art.id], assignee_ids: [two.id] })
  t.deepEqual(print.blocked_by, [brief.id, art.id].sort())
  await takeTold()
  const patch = (task: { id: string }, json: Record<string, unknown>) =>
    send('PATCH', `${path}/tasks/${task.id}`, json)
  await patch(art, { status: 'cancelled' })
  t.deepEqual(await takeTold(), [], 'it is nobody’s, and the brief is still open')
  const ready = await patch(brief, { status: 'done' })
  t.like(ready.body, { status: 'done', late: false })
  t.deepEqual(
    (await takeTold()).map(({ type, to }) => [type, to]),
    [
      ['task.status_changed', [one.id]],
      ['task.unblocked', [two.id]],
    ],
  )
  t.deepEqual((await send('GET', `${path}/tasks/${print.id}`)).body.blocked_by, [])
  const given = await patch(print, { assignee_ids: [one.id, two.id], priority: 'critical' })
  t.like(given.body, { priority: 'critical', assignee_ids: [one.id, two.id].sort() })
  t.deepEqual(
    (await takeTold()).map(({ type, to }) => [type, to]),
    [['task.assigned', [one.id]]],
  )
  const names = async (query: string) =>
    (await send('GET', `${path}/tasks?${query}`)).body.items.map(({ name }: { name: string }) => name)
  t.deepEqual(await names(''), ['Brief', 'Art', 'Print'])
  t.deepEqual(await names(`assignee=${one.id}&status=pending`), ['Print'])
  t.deepEqual(await names('late=true'), [])
  t.is((await send('DELETE', `${path}/tasks/${art.id}`)).status, 204)
  t.deepEqual((await send('GET', `${path}/tasks/${print.id}`)).body.depends_on, [brief.id])
})

test('tasks that would wait for each other for ever are refused, also when both are said at once', async (t) => {
  const { send, project } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}/tasks`
  const make = async (name: string) => (await send('POST', path, { name })).body.id as string
  const [a, b, c] = [await make('a'), await make('b'), await make('c')]
  const wait = (task: string, ...others: string[]) => send('PATCH', `${path}/${task}`, { depends_on: others })
  const alone = (await send('GET', `${path}/${a}`)).body.updated_at
  const waiting = await wait(a, b)
  t.is(waiting.status, 200)
  t.not(waiting.body.updated_at, alone, 'another version')
  t.is((await wait(b, c)).status, 200)
  for (const answer of [await wait(c, a), await wait(c, c), await wait(b, c, a)]) {
    t.is(answer.status, 409)
    t.is(answer.body.code, 'dependency_cycle')
    t.regex(answer.body.errors[0].pointer, /^\/depends_on\/\d$/)
  }
  t.deepEqual((await send('GET', `${path}/${c}`)).body.depends_on, [])
  for (let round = 0; round < 5; round++) {
    const [one, two] = [await make('one'), await make('two')]
    const statuses = (await Promise.all([wait(one, two), wait(two, one)])).map(({ status }) => status)
    t.deepEqual(statuses.sort(), [200, 409])
  }
})

test('the own last change is undone within ten minutes, with all that followed; not when it is overtaken', async (t) => {
  const { id: tenantId, send, as, project, step, person, admin } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}`
  const one = await step(id)
  const stepPath = `${path}/steps/${one.id}`
  const last = async (filter = `subject_id=${one.id}`): Promise<Event> =>
    (await send('GET', `${path}/history?limit=1&${filter}`)).body.items[0]
  const undo = (event: Event, sender = send) => sender('POST', `/v1/events/${event.id}/undo`)
  await send('PATCH', stepPath, { progress: 40 })
  await send('PATCH', stepPath, { status: 'done', name: 'Brief final' })
  t.is((await send('GET', `${path}/phases/needs`)).body.status, 'done')
  const { items } = (await send('GET', `${path}/history?subject_id=${one.id}`)).body
  const done = items.find(({ action }: Event) => action === 'step.completed')
  const undone = await undo(done)
  t.is(undone.status, 200)
  t.like(undone.body, { undoes: done.id, action: 'step.status_changed' })
  t.like((await send('GET', stepPath)).body, { status: 'in_progress', progress: 40, name: 'Brief final' })
  t.is((await send('GET', `${path}/phases/needs`)).body.status, 'in_progress')
  const kept = (await send('GET', `${path}/history?subject_id=${one.id}`)).body.items as Event[]
  t.is(kept.find(({ id: event }) => event === done.id)?.undone_by, undone.body.id)
  const reason = async (event: Event, sender = send) => {
    const { status, body } = await undo(event, sender)
    return status === 409 ? body.detail : status
  }
  t.regex(await reason(done), /déjà été annulé/)
  t.regex(await reason(await last('subject_kind=phase')), /ne s’annule pas/)
  t.regex(await reason(items.at(-1)), /ne s’annule pas/, 'a step that was made')
  const colleague = await person()
  await send('PATCH', stepPath, { priority: 'high' })
  const mine = await last()
  t.regex(await reason(mine, as(colleague)), /quelqu’un d’autre/)
  await as(colleague)('PATCH', stepPath, { priority: 'low' })
  t.regex(await reason(mine), /modifié depuis/)
  await as(colleague)('PATCH', stepPath, { priority: 'high' })
  t.regex(await reason(mine), /modifié depuis/, 'the value is the same again')
  await send('PATCH', path, { status: 'rejected', active: false })
  const off = (await send('GET', `${path}/history?subject_kind=project`)).body.items as Event[]
  for (const event of off.slice(0, 2)) t.is((await undo(event)).status, 200)
  t.like((await send('GET', path)).body, { status: 'in_progress', active: true })
  await send('PATCH', `${path}/phases/design`, { end_on: '2026-12-01', ignored: true })
  for (const event of (await send('GET', `${path}/history?subject_id=design`)).body.items)
    t.is((await undo(event)).status, 200)
  t.like((await send('GET', `${path}/phases/design`)).body, { end_on: null, status: 'pending' })
  await send('PATCH', stepPath, { end_on: '2026-12-01' })
  const late = await last()
  const actor = personActor({ id: admin.id, tenantId, role: 'admin' })
  const after = (ms: number) => ({ now: new Date(Date.now() + ms) })
  await t.throwsAsync(undoEvent(server.db, actor, { id: late.id }, after(11 * 60_000)), { code: 'conflict' })
  t.is((await undoEvent(server.db, actor, { id: late.id }, after(9 * 60_000))).undoes, late.id)
  t.is((await undo({ id: crypto.randomUUID() } as Event)).status, 404)
})

test('the history is only ever added to', async (t) => {
  const { id: tenantId, project } = await open()
  await project()
  const { ProjectEvent } = server.db.models
  const tries: (() => Promise<unknown>)[] = [
    () => ProjectEvent.update({ action: 'x' }, { where: { tenantId } }),
    () => ProjectEvent.destroy({ where: { tenantId } }),
  ]
  for (const act of tries) {
    const error = await t.throwsAsync(withTenant(server.db, tenantId, act))
    t.regex(String(error?.message), /permission denied/)
  }
})

test('changes of one project at once all count', async (t) => {
  const { send, project, step } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}`
  const steps: { id: string }[] = []
  for (let count = 0; count < 8; count++) steps.push(await step(id))
  const answers = await Promise.all(
    steps.map((one, at) =>
      send('PATCH', `${path}/steps/${one.id}`, at < 4 ? { status: 'done' } : { progress: 50 }),
    ),
  )
  t.true(answers.every(({ status }) => status === 200))
  t.like((await send('GET', `${path}/phases/needs`)).body, {
    progress: 75,
    steps: 8,
    steps_done: 4,
    status: 'in_progress',
  })
  t.is((await send('GET', path)).body.progress, 12.5)
  await Promise.all(steps.slice(4).map((one) => send('PATCH', `${path}/steps/${one.id}`, { progress: 100 })))
  t.like((await send('GET', `${path}/phases/needs`)).body, { progress: 100, steps_done: 8, status: 'done' })
})

test('an off project tells nobody; statuses, priorities, on and off tell its members', async (t) => {
  const { send, as, project, person, step, takeTold } = await open()
  const { id } = await project()
  const path = `/v1/projects/${id}`
  const colleague = await person()
  await send('POST', `${path}/members`, { person_id: colleague.id })
  await takeTold()
  const told = async (json: Record<string, unknown>) => {
    t.is((await send('PATCH', path, json)).status, 200)
    return (await takeTold()).map(({ type, to }) => (to.includes(colleague.id) ? type : `${type}?`))
  }
  t.deepEqual(await told({ status: 'in_progress' }), ['project.status_changed'])
  t.deepEqual(await told({ priority: 'low' }), ['project.priority_changed'])
  t.deepEqual(await told({ description: 'Mieux' }), ['project.updated'])
  t.deepEqual(await told({ status: 'done' }), ['project.completed'])
  t.deepEqual(await told({ status: 'rejected' }), ['project.rejected'])
  t.deepEqual(await told({ status: 'in_progress', active: false }), ['project.off'])
  t.deepEqual(await told({ priority: 'high' }), [])
  await step(id, { owner_id: colleague.id })
  t.deepEqual(await takeTold(), [])
  t.deepEqual(await told({ active: true }), ['project.on'])
  t.is((await as(colleague)('GET', path)).status, 200)
  t.is((await send('DELETE', path)).status, 204)
  t.deepEqual(
    (await takeTold()).map(({ type, to }) => [type, to]),
    [['project.deleted', [colleague.id]]],
  )
})
