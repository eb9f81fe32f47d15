import { operatorActor, personActor } from '../../core/access/can.ts'
import type { Core } from '../../core/core.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { requestPersonErasure } from '../../core/privacy/requests.ts'
import { requestTenantRemoval } from '../../core/privacy/tenant-requests.ts'
import { taskKinds } from '../../core/privacy/work.ts'
import type { TaskKind, TaskStep } from '../../core/tasks/kinds.ts'
import { workOnTasks } from '../../core/tasks/run.ts'
import { defineTaskQueue } from '../../core/tasks/start.ts'
import { openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { asOwner } from '../../db/tenant.ts'
import { openRoom, plantPerson } from '../helpers/privacy-world.ts'
import { endedTask } from '../helpers/task-core.ts'

/** `plant`, or what to do with whoever was planted; `<step> <moment>` at which the process dies, or nothing. */
const [dataDir = '', act = '', fatal = ''] = process.argv.slice(2)
const [fatalStep, moment] = fatal.split(' ')

const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  // The signal comes before the next statement.
  throw new Error('still alive')
}

const lethal = (step: TaskStep): TaskStep => ({
  ...step,
  run: async (context) => {
    const isIt = step.name === fatalStep
    if (isIt && moment === 'before') die()
    const report = async (share: number): Promise<void> => {
      await context.report(share)
      if (isIt && moment === 'within' && share > 0) die()
    }
    await step.run({ ...context, report })
    if (isIt) die()
  },
})
const kinds: TaskKind[] = taskKinds.map((kind) => ({ ...kind, steps: kind.steps.map(lethal) }))

const db = await openDatabase({ databaseUrl: null, dataDir })
await migrate(db)
const queue = await openQueue(db, { worker: act !== 'plant' })
const core: Core = { db, queue, dataDir }
await defineTaskQueue(core)

const plant = async (): Promise<object> => {
  const [room, other] = [await openRoom(core, 'here'), await openRoom(core, 'there')]
  const zoe = await plantPerson(core, room, { mark: 'CANARYZOE', at: 0 })
  const ada = await plantPerson(core, room, { mark: 'KEEPADA', at: 2, role: 'admin' })
  await plantPerson(core, other, { mark: 'FOREIGN', at: 0 })
  return { room, other, zoe: zoe.subject, ada: ada.subject }
}

const begin = async (): Promise<string> => {
  const open = await asOwner(db, () => db.models.Task.findOne({ where: { state: ['queued', 'running'] } }))
  if (open) return open.id
  const tenant = await asOwner(db, () =>
    db.models.Tenant.findOne({ where: { clientId: 'here' }, rejectOnEmpty: true }),
  )
  const operator = operatorActor('01a00000-0000-7000-8000-0000000000aa', null)
  if (act === 'remove') {
    const started = await requestTenantRemoval(core, operator, { clientId: 'here', confirm: 'here' })
    return started.task.id
  }
  const id = process.argv[5] ?? ''
  const self = personActor({ id, tenantId: tenant.id, role: 'marketing' })
  return (await requestPersonErasure(core, self, { whom: { personId: id }, confirm: id })).task.id
}

if (act === 'plant') process.stdout.write(JSON.stringify(await plant()))
else {
  const id = await begin()
  workOnTasks(core, kinds)
  const { state, errorCode } = await endedTask(core, id)
  process.stdout.write(JSON.stringify({ id, state, errorCode }))
}
await queue.stop()
await db.close()
