import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { operatorActor, sessionActor, type TenantActor } from '../../../core/access/can.ts'
import type { Core } from '../../../core/core.ts'
import { AppError } from '../../../core/errors.ts'
import type { TaskKind } from '../../../core/tasks/kinds.ts'
import { resultPath, sweepTasks } from '../../../core/tasks/results.ts'
import { requeueTasks, startTask, taskQueue } from '../../../core/tasks/start.ts'
import {
  cancelTask,
  findTask,
  listTasks,
  openTaskResult,
  openTaskResultByKey,
} from '../../../core/tasks/tasks.ts'
import type { Task } from '../../../db/models/task.ts'
import { asOwner } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { openTestDatabase } from '../../helpers/database.ts'
import { endedTask, openTaskMember as openMember, openTaskCore, untilTask } from '../../helpers/task-core.ts'

const shared = afterAll(test)
let core: Core
let admin: TenantActor
let member: TenantActor
let foreign: TenantActor
const operator = operatorActor('01a00000-0000-7000-8000-0000000000aa', null)

/** What the steps of these tests did, and what holds one up. */
const did: string[] = []
let gate = Promise.resolve()
let faults = 0
/** What happens while a file is being written, and when that is over. */
let during: (id: string) => Promise<void> = async () => {}
let written = Promise.resolve()

const kinds: TaskKind[] = [
  {
    kind: 'test.file',
    steps: [
      { name: 'one', run: async ({ task }) => void did.push(`one ${task.id}`) },
      {
        name: 'two',
        run: async ({ task, report, keepResult }) => {
          await report(0.5)
          const write = async (path: string) => writeFileSync(path, `result of ${task.id}`)
          await keepResult({ fileName: 'résultat.txt', mediaType: 'text/plain', write })
        },
      },
    ],
  },
  {
    kind: 'test.slow',
    steps: [
      {
        name: 'write',
        run: ({ task, keepResult }) => {
          const write = async (path: string) => {
            await during(task.id)
            writeFileSync(path, 'late')
          }
          const kept = keepResult({ fileName: 'late.txt', mediaType: 'text/plain', write })
          written = kept.catch(() => {})
          return kept
        },
      },
    ],
  },
  {
    kind: 'test.long',
    steps: [
      {
        name: 'rounds',
        run: async ({ report }) => {
          for (;;) {
            await report(0.1)
            await wait(5)
          }
        },
      },
    ],
  },
  {
    kind: 'test.final',
    steps: [
      { name: 'gone', isFinal: true, run: () => gate },
      { name: 'end', run: async () => {} },
    ],
  },
  {
    kind: 'test.faulty',
    steps: [
      { name: 'fine', run: async ({ task }) => void did.push(`fine ${task.id}`) },
      {
        name: 'faulty',
        run: async () => {
          faults += 1
          if (faults < 2) throw new Error('a bug')
        },
      },
    ],
  },
  {
    kind: 'test.explained',
    steps: [{ name: 'no', run: () => Promise.reject(new AppError('storage_full', 'no room')) }],
  },
]

test.before(async () => {
  const db = await openTestDatabase(shared)
  core = await openTaskCore(shared, db, kinds)
  admin = await openMember(db, 'one')
  member = await openMember(db, 'one', 'marketing')
  foreign = await openMember(db, 'two')
})

const until = (id: string, isWanted: (task: Task) => boolean) => untilTask(core, id, isWanted)
const ended = (id: string) => endedTask(core, id)
const page = { limit: 50, after: null }

test('steps run in order, once; the result is for who asked and for holders of its permission', async (t) => {
  const { task, isNew } = await startTask(core, member, { kind: 'test.file', input: {} })
  t.true(isNew)
  const done = await ended(task.id)
  t.like(done, {
    state: 'done',
    progress: 1,
    step: null,
    resultName: 'résultat.txt',
    finishedSteps: ['one', 'two'],
  })
  t.true(Math.abs(done.expiresAt!.getTime() - Date.now() - 7 * 86_400_000) < 60_000)
  t.is(did.filter((line) => line === `one ${task.id}`).length, 1)
  for (const actor of [member, admin, operator]) {
    const result = await openTaskResult(core, actor, task.id)
    t.is(await text(result.body), `result of ${task.id}`)
  }
  const other = await openMember(core.db, 'one', 'marketing')
  await t.throwsAsync(openTaskResult(core, other, task.id), { code: 'not_found' })
  await t.throwsAsync(openTaskResult(core, foreign, task.id), { code: 'not_found' })
  const mine = await listTasks(core, member, { page })
  t.true(mine.every(({ requestedBy }) => requestedBy === member.id))
  t.deepEqual(await listTasks(core, foreign, { page }), [])
  t.true((await listTasks(core, admin, { page })).some(({ id }) => id === task.id))
  t.true((await listTasks(core, operator, { page, filter: { kind: 'test.file' } })).length > 0)
})

test('a result that needs another permission is forbidden to who may only look', async (t) => {
  const { task } = await startTask(core, member, {
    kind: 'test.file',
    input: {},
    resultPermission: 'tenants:manage',
  })
  await ended(task.id)
  t.is((await findTask(core, admin, task.id)).id, task.id)
  await t.throwsAsync(openTaskResult(core, admin, task.id), { code: 'forbidden' })
})

test('a key opens the result without a sign-in, another one does not', async (t) => {
  const visitor = sessionActor('slack:T1:U1', member.tenantId)
  const { task, resultKey } = await startTask(core, visitor, { kind: 'test.file', input: {}, wantsKey: true })
  await ended(task.id)
  t.is(await text((await openTaskResultByKey(core, task.id, resultKey!)).body), `result of ${task.id}`)
  await t.throwsAsync(openTaskResultByKey(core, task.id, `${resultKey}x`), { code: 'not_found' })
})

test('while one is open with the same key, a second request is that one, from two replicas at once too', async (t) => {
  const open = Promise.withResolvers<void>()
  gate = open.promise
  const wanted = { kind: 'test.final', input: {}, onceKey: 'the same' }
  const started = await Promise.all([1, 2, 3].map(() => startTask(core, admin, wanted)))
  t.is(new Set(started.map(({ task }) => task.id)).size, 1)
  t.is(started.filter(({ isNew }) => isNew).length, 1)
  const { id } = started[0]!.task
  await until(id, ({ step }) => step === 'gone')
  await t.throwsAsync(cancelTask(core, admin, id), { code: 'conflict' })
  open.resolve()
  t.is((await ended(id)).state, 'done')
  t.true((await startTask(core, admin, wanted)).isNew)
})

test('what runs can be cancelled by who asked, not by who may only look; it stops at once', async (t) => {
  const { task } = await startTask(core, member, {
    kind: 'test.long',
    input: {},
    resultPermission: 'tenants:manage',
  })
  await until(task.id, ({ state }) => state === 'running')
  await t.throwsAsync(cancelTask(core, admin, task.id), { code: 'forbidden' })
  await t.throwsAsync(cancelTask(core, foreign, task.id), { code: 'not_found' })
  t.is((await cancelTask(core, member, task.id)).state, 'cancelled')
  // The only two hands are free again.
  for (let at = 0; at < 2; at++) {
    const { task: next } = await startTask(core, member, { kind: 'test.file', input: {} })
    t.is((await ended(next.id)).state, 'done')
  }
  t.is((await cancelTask(core, member, task.id)).state, 'cancelled')
})

test('a fault is tried again from its step; what can be explained ends it', async (t) => {
  const { task } = await startTask(core, admin, { kind: 'test.faulty', input: {} })
  t.is((await ended(task.id)).state, 'done')
  t.is(faults, 2)
  t.is(did.filter((line) => line === `fine ${task.id}`).length, 1)
  const { task: refused } = await startTask(core, admin, { kind: 'test.explained', input: {} })
  t.like(await ended(refused.id), { state: 'failed', errorCode: 'storage_full' })
})

test('a task without a job, as after a restore, gets one again', async (t) => {
  const row = {
    kind: 'test.file',
    tenantId: admin.tenantId,
    requestedKind: 'person',
    requestedBy: admin.id,
    resultPermission: 'jobs:view',
  }
  const { id } = await asOwner(core.db, () => core.db.models.Task.create(row))
  t.true((await requeueTasks(core, -1_000)) >= 1)
  t.is((await ended(id)).state, 'done')
  // A job too many finds it done.
  await core.queue.enqueue(taskQueue, { task_id: id }, { singletonKey: id })
  const { task } = await startTask(core, admin, { kind: 'test.file', input: {} })
  await ended(task.id)
  t.is(did.filter((line) => line === `one ${id}`).length, 1)
})

test('what a task writes that has ended meanwhile is dropped: the row says whose file is kept', async (t) => {
  const names = (id: string) => readdirSync(`${core.dataDir}/results`).filter((name) => name.startsWith(id))
  const { task } = await startTask(core, admin, { kind: 'test.file', input: {} })
  await ended(task.id)
  t.deepEqual(names(task.id), [task.id])
  for (const end of ['cancelled', 'swept'] as const) {
    during = async (id) => {
      if (end === 'cancelled') return void (await cancelTask(core, admin, id))
      // Another process was faster, and its result is over already.
      const over = { state: 'done' as const, resultName: 'other', expiresAt: new Date(0) }
      await asOwner(core.db, () => core.db.models.Task.update(over, { where: { id } }))
      await sweepTasks(core)
    }
    const { task: late } = await startTask(core, admin, { kind: 'test.slow', input: {} })
    await until(late.id, ({ state }) => state !== 'queued' && state !== 'running')
    await written
    // The hands are free again when the run has ended.
    await Promise.all(
      [1, 2].map(async () => ended((await startTask(core, admin, { kind: 'test.file', input: {} })).task.id)),
    )
    t.deepEqual(names(late.id), [], end)
  }
})

test('a result goes when it has expired, and a file of no task with it', async (t) => {
  const { task } = await startTask(core, admin, { kind: 'test.file', input: {} })
  const { expiresAt } = await ended(task.id)
  const before = new Date(expiresAt!.getTime() - 1)
  await sweepTasks(core, before)
  t.is(readFileSync(resultPath(core, task.id), 'utf8'), `result of ${task.id}`)
  await sweepTasks(core, expiresAt!)
  t.false(existsSync(resultPath(core, task.id)))
  await t.throwsAsync(openTaskResult(core, admin, task.id), { code: 'not_found' })
  t.is((await findTask(core, admin, task.id)).state, 'done')
  t.false(readdirSync(`${core.dataDir}/results`).some((name) => name.startsWith(task.id)))
})
