import { type RunCoordinator, schedule as startCron } from 'node-cron'
import { Op, QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'

export interface Schedule {
  /**
   * Runs `work` at the times of a cron expression (UTC, five or six fields), once whatever the number of replicas.
   * Work for tenants should only enqueue a job: a fire that was missed is not made up for.
   */
  add(name: string, expression: string, work: () => Promise<unknown>): void
  stop(): Promise<void>
}

/** Longer than any two replicas' clocks differ, and than anybody wants to know whether something ran. */
const keepDays = 7

/** Whoever inserts the row of a fire first runs it. The key has the name and the time that the expression names. */
const openCoordinator = (db: Database): RunCoordinator => ({
  shouldRun: (key) =>
    asOwner(db, async (transaction) => {
      const inserted = await db.sequelize.query(
        'insert into schedule_runs (key) values ($1) on conflict do nothing returning key',
        { bind: [key], transaction, type: QueryTypes.SELECT },
      )
      return inserted.length === 1
    }),
})

/** Forgets fires of the past. @returns rows removed */
const sweepRuns = (db: Database): Promise<number> =>
  asOwner(db, () => {
    const before = new Date(Date.now() - keepDays * 24 * 3600 * 1000)
    return db.models.ScheduleRun.destroy({ where: { createdAt: { [Op.lt]: before } } })
  })

const runLogged = async (name: string, work: () => Promise<unknown>): Promise<void> => {
  const started = performance.now()
  try {
    const result = await work()
    const durationMs = Math.round(performance.now() - started)
    log.info(
      { schedule: name, duration_ms: durationMs, ...(typeof result === 'number' && { result }) },
      'ran',
    )
  } catch (error) {
    log.error({ err: error, schedule: name }, 'a scheduled task failed')
  }
}

/** Opens the clock of this process. Two replicas that fire at the same time agree through the database. */
export const openSchedule = (db: Database): Schedule => {
  const runCoordinator = openCoordinator(db)
  const running = new Set<Promise<void>>()
  const tasks = new Map<string, ReturnType<typeof startCron>>()

  const run = (name: string, work: () => Promise<unknown>): Promise<void> => {
    const done = runLogged(name, work).finally(() => running.delete(done))
    running.add(done)
    return done
  }

  return {
    add: (name, expression, work) => {
      if (tasks.has(name)) throw new Error(`the schedule has ${name} already`)
      const options = {
        name,
        timezone: 'UTC',
        distributed: true,
        runCoordinator,
        noOverlap: true,
        unref: true,
      }
      const task = startCron(expression, () => run(name, work), options)
      task.on('execution:skipped', ({ reason, error }) => {
        if (reason === 'coordinator-error')
          log.warn({ err: error, schedule: name }, 'a scheduled task was skipped')
      })
      tasks.set(name, task)
    },
    stop: async () => {
      await Promise.all([...tasks.values()].map((task) => task.destroy()))
      await Promise.all(running)
    },
  }
}

/**
 * What every deployment does by itself: vacuum the embedded database each hour, and throw away what has expired.
 * @param sweeps by name; each returns how many it removed
 */
export const addHousekeeping = (
  schedule: Schedule,
  db: Database,
  sweeps: Record<string, () => Promise<unknown>>,
): void => {
  if (db.kind === 'embedded') schedule.add('vacuum', '17 * * * *', () => db.maintain())
  schedule.add('sweep-schedule-runs', '41 3 * * *', () => sweepRuns(db))
  for (const [name, sweep] of Object.entries(sweeps)) schedule.add(`sweep-${name}`, '11 * * * *', sweep)
}
