import test from 'ava'
import fc from 'fast-check'
import type { Core } from '../../../core/core.ts'
import { scheduleRunners } from '../../../core/digests/work.ts'
import {
  instantOf,
  lastOccurrence,
  occurrenceAfter,
  occurrenceBefore,
} from '../../../core/schedules/clock.ts'
import { dueWindows, lateMs } from '../../../core/schedules/due.ts'
import { fireSchedules } from '../../../core/schedules/fire.ts'
import { withTenant } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { openTestDatabase } from '../../helpers/database.ts'
import { makeSlippedProject, openDigestCore, openDigestDesk } from '../../helpers/digest-desk.ts'
import { startMailServer } from '../../helpers/mail-server.ts'

const paris = 'Europe/Paris'
const shared = afterAll(test)
let core: Core
test.before(async () => {
  const db = await openTestDatabase(shared)
  core = await openDigestCore(shared, db, (await startMailServer(shared)).url)
})

test('an hour that is skipped comes at the next instant there is, one that is repeated comes once', (t) => {
  const at = (day: string, time: number, zone = paris) => instantOf(day, time, zone).toISOString()
  t.is(at('2026-03-29', 2 * 60 + 30), '2026-03-29T01:00:00.000Z')
  t.is(at('2026-03-29', 8 * 60), '2026-03-29T06:00:00.000Z')
  t.is(at('2026-10-25', 2 * 60 + 30), '2026-10-25T00:30:00.000Z')
  t.is(at('2026-10-25', 8 * 60), '2026-10-25T07:00:00.000Z')
  t.is(at('2026-10-04', 2 * 60 + 15, 'Australia/Lord_Howe'), '2026-10-03T15:30:00.000Z')
  t.is(at('2011-12-30', 8 * 60, 'Pacific/Apia'), '2011-12-30T10:00:00.000Z')
})

test('windows follow each other, a day or a week apart on the wall, in any zone', (t) => {
  const zones = [paris, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']
  const slot = fc.record({
    minuteOfDay: fc.integer({ min: 0, max: 1439 }),
    weekday: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }),
    timeZone: fc.constantFrom(...zones),
  })
  const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(slot, moment, (wanted, now) => {
      const last = lastOccurrence(wanted, now)
      const [before, after] = [occurrenceBefore(wanted, last), occurrenceAfter(wanted, last)]
      const days = (Date.parse(after.day) - Date.parse(last.day)) / 86_400_000
      return (
        before.at < last.at && last.at <= now && now < after.at && days === (wanted.weekday === null ? 1 : 7)
      )
    }),
    { numRuns: 500 },
  )
  t.pass()
})

test('what was missed for less than half a day is made up for, what is older is noted', (t) => {
  const slot = { minuteOfDay: 480, weekday: null, timeZone: paris, since: new Date('2026-03-01T00:00:00Z') }
  const due = (now: string, latest: string | null, countsFrom = slot.since) =>
    dueWindows(slot, { countsFrom, latest, now: new Date(now) }).map(({ period, state, isLate }) => [period, state, isLate])
  t.deepEqual(due('2026-03-28T07:00:20Z', '2026-03-27'), [['2026-03-28', 'running', false]])
  t.deepEqual(due('2026-03-28T06:59:59Z', '2026-03-27'), [])
  t.deepEqual(due('2026-03-28T18:00:00Z', '2026-03-27'), [['2026-03-28', 'running', true]])
  t.deepEqual(due('2026-03-31T18:30:00Z', '2026-03-28'), [
    ['2026-03-31', 'missed', true], ['2026-03-30', 'missed', true], ['2026-03-29', 'missed', true],
  ])
  t.is(lateMs, 12 * 3_600_000)
  t.deepEqual(due('2026-03-28T10:00:00Z', null, new Date('2026-03-28T09:00:00Z')), [], 'over before it was wanted')
}) // biome-ignore format: one story

const windows = Number(process.env.SCHEDULE_WINDOWS ?? 50)

test.serial('two schedulers on one database: each window once, one digest a reader and window, over a change of clocks too', async (t) => {
  const desk = await openDigestDesk(core)
  const zoe = await desk.addPerson()
  await makeSlippedProject(core, desk.admin, { member: zoe })
  const first = Date.parse('2026-03-27T00:00:00Z')
  for (let at = 0; at < windows; at++) {
    const now = new Date(instantOf(new Date(first + at * 86_400_000).toISOString().slice(0, 10), 480, paris).getTime() + 20_000)
    // As two replicas whose clocks tick in the same second, and one that ticks twice.
    await Promise.all([1, 2, 3].map(() => fireSchedules(core, scheduleRunners, now)))
  }
  await desk.settled()
  const daily = await desk.windows()
  t.is(daily.length, windows)
  t.is(new Set(daily.map(({ period }) => period)).size, windows)
  t.true(daily.every(({ state }) => state === 'done'))
  const mine = (await desk.digests()).filter(({ readerId, kind }) => readerId === zoe.id && kind === 'daily')
  t.is(mine.length, windows)
  t.is(new Set(mine.map(({ period }) => period)).size, windows)
}) // biome-ignore format: one story

test.serial('a person’s own hour is kept, in their zone, and a new hour is not for a time that was over', async (t) => {
  const desk = await openDigestDesk(core)
  const zoe = await desk.addPerson()
  await makeSlippedProject(core, desk.admin, { member: zoe })
  const { DigestPreference, NotificationPreference } = core.db.models
  const key = { tenantId: desk.tenantId, personId: zoe.id }
  await withTenant(core.db, desk.tenantId, async () => {
    await NotificationPreference.create({ ...key, timeZone: 'America/New_York' })
    await DigestPreference.create({ ...key, minuteOfDay: 18 * 60, countsFrom: new Date('2026-03-27T23:00:00Z') })
  })
  const states = async () => (await desk.digests()).filter(({ readerId }) => readerId === zoe.id).map(({ period }) => period)
  await desk.fireAt('2026-03-27T23:30:00Z')
  t.deepEqual(await states(), [], 'set an hour after')
  await desk.fireAt('2026-03-28T21:59:00Z')
  t.deepEqual(await states(), [])
  await desk.fireAt('2026-03-28T22:00:30Z')
  t.deepEqual(await states(), ['2026-03-28'])
}) // biome-ignore format: one story
