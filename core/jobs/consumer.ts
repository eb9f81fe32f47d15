import type { Job, PgBoss } from 'pg-boss'
import { log, requestContext } from '../../config/log.ts'
import type { Executor } from './ordered-fetch.ts'

export interface JobContext {
  id: string
  /** 0 at the first try. */
  retryCount: number
  /** Fires when the process stops: leave what can be left, another worker takes the job over. */
  signal: AbortSignal
}

export type JobHandler<Data extends object> = (data: Data, context: JobContext) => Promise<unknown>

export interface ConsumerOptions<Data extends object> {
  boss: PgBoss
  name: string
  handler: JobHandler<Data>
  /** Most jobs of the queue that this process works on at once. */
  concurrency: number
  /** How often to look without being woken: for delayed jobs, retries, and wake-ups that got lost. */
  pollMs: number
  heartbeatMs: number
  /** What a fetch runs on: see `ordered-fetch.ts`. */
  executor: Executor
}

export interface Consumer {
  /** A job was added: look now. */
  wake(): void
  /** Takes no more, lets what runs finish, and after `timeoutMs` hands the rest back for a retry. */
  stop(timeoutMs: number): Promise<void>
}

type Claimed = Job<object> & { retryCount: number }

/** What is stored of a failure: never a message, which may quote what people wrote. */
const outcomeOf = (error: unknown): object => {
  const { name, code } = error as { name?: unknown; code?: unknown }
  return { name: String(name ?? 'Error'), code: typeof code === 'string' ? code : null }
}

/**
 * Settling is worth some patience: a job that is done but not marked so would be done again, and one that failed with
 * its database would wait for its heartbeat to run out.
 */
const settleDelaysMs = [50, 250, ...Array.from({ length: 30 }, () => 1_000)]

const settle = async (name: string, act: () => Promise<unknown>): Promise<void> => {
  for (const delayMs of [...settleDelaysMs, null]) {
    try {
      await act()
      return
    } catch (error) {
      if (delayMs === null) return log.error({ err: error, queue: name }, 'a job could not be settled')
      await new Promise((resolve) => setTimeout(resolve, delayMs))
    }
  }
}

/**
 * Works on a queue. pg-boss's own `work()` settles a batch when its slowest job is done, or spends one fetch a worker
 * and wake-up; a chat turn can afford neither. Here one loop fetches for all free hands in one statement, each job
 * runs by itself, and jobs that finish together are completed together.
 */
export const openConsumer = <Data extends object>(options: ConsumerOptions<Data>): Consumer => {
  const { boss, name, handler, concurrency, pollMs, heartbeatMs, executor } = options
  const running = new Map<string, Claimed>()
  const stopping = new AbortController()
  const idlers = new Set<() => void>()
  let done: Claimed[] = []
  let isFlushing = false
  let isFetching = false
  let isWoken = false
  /**
   * Jobs that were announced and not met yet. They wait behind a running one of their key, or another process has
   * them: worth a look when a job ends, while looking every time would double the fetches.
   */
  let expected = 0

  const leave = (jobs: Claimed[]): void => {
    for (const { id } of jobs) running.delete(id)
    if (running.size === 0) for (const resolve of idlers) resolve()
    if (expected > 0) look()
  }

  const flush = async (): Promise<void> => {
    if (isFlushing) return
    isFlushing = true
    while (done.length > 0) {
      const batch = done
      done = []
      await settle(name, () => boss.complete(name, batch))
      leave(batch)
    }
    isFlushing = false
  }

  const fail = async (job: Claimed, error: unknown): Promise<void> => {
    // Whoever is told to stop leaves what it has begun: that is no fault.
    const level = stopping.signal.aborted ? 'warn' : 'error'
    log[level]({ err: error, queue: name, job_id: job.id, retry: job.retryCount }, 'a job failed')
    await settle(name, () => boss.fail(name, job, outcomeOf(error)))
    leave([job])
  }

  const run = async (job: Claimed): Promise<void> => {
    try {
      const context = { id: job.id, retryCount: job.retryCount, signal: stopping.signal }
      // Not within what woke us, which may be a request for something else.
      await requestContext.run({ requestId: job.id, surface: 'job' }, () =>
        handler(job.data as Data, context),
      )
    } catch (error) {
      if (running.has(job.id)) await fail(job, error)
      return
    }
    // Handed back by stop() in the meantime: no longer ours to complete.
    if (!running.has(job.id)) return
    done.push(job)
    // One turn of the loop, so that jobs that end together are settled together.
    setImmediate(() => void flush())
  }

  const fetchOnce = async (): Promise<boolean> => {
    const free = concurrency - running.size
    if (free <= 0) {
      expected = Math.max(expected, 1)
      return false
    }
    isWoken = false
    const known = expected
    const jobs = (await boss.fetch<object>(name, { batchSize: free, db: executor })) as Claimed[]
    noteMet(jobs.length, known)
    for (const job of jobs) {
      running.set(job.id, job)
      void run(job)
    }
    // All hands full: there may be more, which is for when one becomes free.
    return isWoken || jobs.length === free
  }

  const noteMet = (met: number, known: number): void => {
    expected = Math.max(0, expected - met)
    // Nobody announced these (a restart, a retry): more of the same may be behind them.
    if (met > known) expected += 1
    if (met === 0 && running.size === 0) expected -= Math.min(expected, known)
  }

  const lookUntilEmpty = async (): Promise<void> => {
    isFetching = true
    try {
      while (!stopping.signal.aborted && (await fetchOnce()));
    } catch (error) {
      log.error({ err: error, queue: name }, 'the queue could not be read')
    }
    isFetching = false
  }

  const look = (): void => {
    if (isFetching) isWoken = true
    else if (!stopping.signal.aborted) void lookUntilEmpty()
  }

  const wake = (): void => {
    expected += 1
    look()
  }

  const beat = async (): Promise<void> => {
    if (running.size === 0) return
    await boss.touch(name, [...running.values()]).catch((error: unknown) => {
      log.warn({ err: error, queue: name }, 'the heartbeat of running jobs failed')
    })
  }

  const timers = [setInterval(look, pollMs), setInterval(() => void beat(), heartbeatMs)]

  const stop = async (timeoutMs: number): Promise<void> => {
    for (const timer of timers) clearInterval(timer)
    stopping.abort()
    if (running.size > 0)
      await new Promise<void>((resolve) => {
        idlers.add(resolve)
        setTimeout(resolve, timeoutMs).unref()
      })
    const left = [...running.values()]
    running.clear()
    if (left.length > 0) await settle(name, () => boss.fail(name, left, { name: 'Stopped', code: null }))
  }

  look()
  return { wake, stop }
}
