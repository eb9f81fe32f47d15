import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { addHousekeeping, openSchedule } from '../../../core/jobs/schedule.ts'
import { asOwner } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)

test.serial('three replicas with the same clock run each fire once', async (t) => {
  const fires: number[] = []
  const replicas = Array.from({ length: 3 }, () => openSchedule(database()))
  for (const replica of replicas)
    replica.add('tick', '* * * * * *', async () => void fires.push(Math.floor(Date.now() / 1000)))
  const started = Math.floor(Date.now() / 1000)
  while (fires.length < 3) await wait(20)
  await Promise.all(replicas.map((replica) => replica.stop()))
  const count = fires.length
  const seconds = Math.floor(Date.now() / 1000) - started + 1
  t.true(count <= seconds, `${count} fires in ${seconds} seconds`)
  t.is(await asOwner(database(), () => database().models.ScheduleRun.count()), count)
  await wait(1_200)
  t.is(fires.length, count, 'a stopped schedule fires no more')
})

test.serial('a task that fails does not stop the next one', async (t) => {
  let tries = 0
  const schedule = openSchedule(database())
  schedule.add('fails', '* * * * * *', async () => {
    tries++
    throw new Error('on purpose')
  })
  while (tries < 2) await wait(20)
  await schedule.stop()
  t.pass()
})

test.serial('housekeeping adds its tasks under their own names', async (t) => {
  const schedule = openSchedule(database())
  addHousekeeping(schedule, database(), { keys: async () => 0 })
  t.throws(() => schedule.add('sweep-keys', '* * * * *', async () => {}), { message: /already/ })
  await t.notThrowsAsync(database().maintain())
  await schedule.stop()
})
