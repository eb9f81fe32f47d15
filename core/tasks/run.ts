import { log, requestContext } from '../../config/log.ts'
import type { Task } from '../../db/models/task.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { type ErrorCode, isAppError } from '../errors.ts'
import { isWorthRetry, StoppedError } from '../jobs/attempts.ts'
import type { JobContext } from '../jobs/queue.ts'
import { TaskCancelledError, type TaskContext, type TaskFile, type TaskKind, type TaskStep } from './kinds.ts'
import { removeResult, writeResult } from './results.ts'
import { taskQueue } from './start.ts'

const open = ['queued', 'running']

/** The row while it is open, under a lock. Inside `asOwner`. */
const lockOpen = (core: Core, id: string): Promise<Task | null> =>
  core.db.models.Task.findOne({ where: { id, state: open }, lock: true })

/** Changes an open task. @returns it, or null when it has ended meanwhile */
const change = (core: Core, id: string, changes: (row: Task) => Partial<Task>): Promise<Task | null> =>
  asOwner(core.db, async () => {
    const row = await lockOpen(core, id)
    return row ? row.update(changes(row)) : null
  })

const shareOf = (kind: TaskKind, done: number, share = 0): number =>
  Math.min(1, (done + Math.min(1, Math.max(0, share))) / kind.steps.length)

interface Run {
  core: Core
  kind: TaskKind
  attempt: JobContext
}

/**
 * The row decides whether a file is the result: what a task that has ended meanwhile wrote is dropped. Under the row's
 * lock, so that whoever ends the task finds the file, or finds that there will be none.
 */
const keepResult = async ({ core }: Run, id: string, file: TaskFile): Promise<void> => {
  const written = await writeResult(core, id, file)
  const { fileName: resultName, mediaType: resultType } = file
  try {
    const isKept = await asOwner(core.db, async () => {
      const row = await lockOpen(core, id)
      await row?.update({ resultName, resultType, resultBytes: written.bytes })
      if (row) await written.keep()
      return row !== null
    })
    if (!isKept) throw new TaskCancelledError()
  } finally {
    // Kept, it bears another name by now.
    await written.drop()
  }
}

const openContext = (run: Run, task: Task): TaskContext => {
  const { core, kind, attempt } = run
  const report = async (share: number): Promise<void> => {
    if (attempt.signal.aborted) throw new StoppedError()
    const row = await change(core, task.id, ({ finishedSteps }) => ({
      progress: shareOf(kind, finishedSteps.length, share),
    }))
    if (!row) throw new TaskCancelledError()
  }
  return { core, task, report, keepResult: (file) => keepResult(run, task.id, file) }
}

const begin = (run: Run, id: string, step: TaskStep): Promise<Task | null> =>
  change(run.core, id, ({ startedAt, finishedSteps, isCancellable }) => ({
    state: 'running',
    step: step.name,
    startedAt: startedAt ?? new Date(),
    progress: shareOf(run.kind, finishedSteps.length),
    isCancellable: isCancellable && !step.isFinal,
  }))

const runStep = async (run: Run, id: string, step: TaskStep): Promise<void> => {
  if (run.attempt.signal.aborted) throw new StoppedError()
  const task = await begin(run, id, step)
  if (!task) throw new TaskCancelledError()
  if (task.finishedSteps.includes(step.name)) return
  await step.run(openContext(run, task))
  await change(run.core, id, ({ finishedSteps }) => ({
    finishedSteps: [...finishedSteps, step.name],
    progress: shareOf(run.kind, finishedSteps.length + 1),
  }))
}

const dayMs = 24 * 3600 * 1000

const finish = (core: Core, id: string, keepDays = 7): Promise<unknown> =>
  change(core, id, () => ({
    state: 'done',
    step: null,
    progress: 1,
    finishedAt: new Date(),
    expiresAt: new Date(Date.now() + keepDays * dayMs),
  }))

const fail = async (core: Core, id: string, errorCode: ErrorCode): Promise<void> => {
  await change(core, id, () => ({ state: 'failed', finishedAt: new Date(), errorCode, resultName: null }))
  await removeResult(core, id)
}

const work = async (run: Run, id: string): Promise<void> => {
  for (const step of run.kind.steps) await runStep(run, id, step)
  await finish(run.core, id, run.kind.keepDays)
}

/** What somebody can explain ends the task; the machine's faults and bugs are tried again from the step that they hit. */
const runTask = async (run: Run, id: string): Promise<void> => {
  const { core, attempt } = run
  try {
    await work(run, id)
  } catch (error) {
    if (error instanceof TaskCancelledError) return removeResult(core, id)
    if (isAppError(error) && error.code !== 'disk_full') return fail(core, id, error.code)
    if (isWorthRetry(error, attempt)) throw error
    log.error({ err: error, task: run.kind.kind }, 'a task could not be done')
    await fail(core, id, 'internal')
  }
}

interface TaskJob {
  task_id: string
}

/** Lets this process do tasks of these kinds. */
export const workOnTasks = (core: Core, kinds: readonly TaskKind[]): void => {
  const find = (id: string) => asOwner(core.db, () => core.db.models.Task.findByPk(id))
  const inContext = (task: Task, act: () => Promise<void>) => {
    const context = { requestId: task.requestId ?? task.id, tenantId: task.tenantId ?? undefined }
    return requestContext.run(context, act)
  }
  core.queue.work<TaskJob>(
    taskQueue,
    async ({ task_id: id }, attempt) => {
      const task = await find(id)
      if (!task || !open.includes(task.state)) return
      const kind = kinds.find((one) => one.kind === task.kind)
      if (!kind) throw new Error(`nobody works on tasks of the kind ${task.kind}`)
      await inContext(task, () => runTask({ core, kind, attempt }, id))
    },
    { concurrency: 2 },
  )
  core.queue.work<TaskJob>(`${taskQueue}.dead`, ({ task_id: id }) => fail(core, id, 'internal'))
}
