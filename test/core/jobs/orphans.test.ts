import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { openQueue } from '../../../core/jobs/queue.ts'
import { openEmbeddedTestDatabase } from '../../helpers/database.ts'

test('what a process left behind when it died is taken up again by the next one', async (t) => {
  const db = await openEmbeddedTestDatabase()
  t.teardown(() => db.close())
  const dead = await openQueue(db, { worker: true })
  await dead.defineQueue('left', { policy: 'singleton' })
  const started = new Promise<void>((resolve) => {
    dead.work('left', () => {
      resolve()
      return new Promise(() => {})
    })
  })
  await dead.enqueue('left', { at: 1 }, { singletonKey: 'k' })
  await dead.enqueue('left', { at: 2 }, { singletonKey: 'k' })
  await started
  t.deepEqual(await dead.count('left'), { waiting: 1, active: 1, dead: 0 })

  // The dead process neither completes nor lets go; to the database that is all there is to see.
  const next = await openQueue(db, { worker: true })
  t.deepEqual(await next.count('left'), { waiting: 2, active: 0, dead: 0 })
  const done: number[] = []
  await dead.stop({ timeoutMs: 0 })
  next.work<{ at: number }>('left', async ({ at }) => done.push(at))
  for (let tries = 0; done.length < 2 && tries < 500; tries++) await wait(20)
  t.deepEqual(done.sort(), [1, 2])
  await next.stop()
})
