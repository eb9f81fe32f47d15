import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { knownDevice, markDevice } from '../../../core/tenancy/devices.ts'
import { type Attempt, openSignInGuard } from '../../../core/tenancy/sign-in-guard.ts'
import { asOwner } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
const attempt = (values: Partial<Attempt> = {}): Attempt => ({
  subjects: [uuidv7()],
  ip: '192.0.2.1',
  device: null,
  ...values,
})
/** An address of nobody's for each number. */
const address = (n: number) => `198.51.${Math.floor(n / 250)}.${(n % 250) + 1}`

/** How many of so many guesses at the same moment would have their password looked at. */
const evaluated = async (guesses: Attempt[]): Promise<number> => {
  const guard = openSignInGuard(database())
  const begun = await Promise.allSettled(guesses.map((guess) => guard.begin(guess)))
  return begun.filter(({ status }) => status === 'fulfilled').length
}

/** As if the time until the counters begin anew had passed. */
const passWaits = () =>
  asOwner(database(), () =>
    database().sequelize.query(`update sign_in_counters set ends_at = now() - interval '1 second'`),
  )

test.serial('of many guesses at the same moment five of one address are looked at', async (t) => {
  const guess = attempt()
  t.is(await evaluated(Array.from({ length: 40 }, () => guess)), 5)
})

test.serial('a list of passwords from many addresses gets twenty an hour', async (t) => {
  const subjects = [uuidv7()]
  const guesses = Array.from({ length: 120 }, (_, n) => attempt({ subjects, ip: address(n) }))
  t.is(await evaluated(guesses), 20)
})

test.serial('its owner gets in meanwhile: at a known address, and on a known device anywhere', async (t) => {
  const guard = openSignInGuard(database())
  const subjects = [uuidv7()]
  await guard.succeeded(attempt({ subjects, ip: '203.0.113.7' }))
  await evaluated(Array.from({ length: 60 }, (_, n) => attempt({ subjects, ip: address(n) })))
  await t.throwsAsync(guard.begin(attempt({ subjects, ip: '203.0.113.8' })), { code: 'too_many_requests' })
  await t.notThrowsAsync(guard.begin(attempt({ subjects, ip: '203.0.113.7' })))
  // Behind the very address that others guess from.
  await evaluated(Array.from({ length: 10 }, () => attempt({ subjects, ip: '203.0.113.7' })))
  await t.throwsAsync(guard.begin(attempt({ subjects, ip: '203.0.113.7' })), { code: 'too_many_requests' })
  await t.notThrowsAsync(guard.begin(attempt({ subjects, ip: '203.0.113.7', device: 'a-device' })))
})

test.serial('a known device is no way around the limit either', async (t) => {
  const guess = attempt({ device: 'stolen' })
  t.is(await evaluated(Array.from({ length: 20 }, () => guess)), 5)
})

test.serial('whoever goes on after a wait waits twice as long', async (t) => {
  const guard = openSignInGuard(database())
  const guess = attempt()
  const waits: number[] = []
  for (let round = 0; round < 3; round += 1) {
    await evaluated(Array.from({ length: 5 }, () => guess))
    const error = await t.throwsAsync(guard.begin(guess), { code: 'too_many_requests' })
    waits.push((error as unknown as { details: { seconds: number } }).details.seconds)
    await passWaits()
  }
  for (const [round, seconds] of waits.entries()) {
    const expected = 15 * 60 * 2 ** round
    t.true(seconds > expected - 30 && seconds <= expected, `round ${round}: ${seconds} s`)
  }
})

test.serial('a new process goes on counting where the one before was', async (t) => {
  const guess = attempt()
  for (let n = 0; n < 5; n += 1) await openSignInGuard(database()).begin(guess)
  await t.throwsAsync(openSignInGuard(database()).begin(guess), { code: 'too_many_requests' })
})

test.serial('the right password forgets what was counted', async (t) => {
  const guard = openSignInGuard(database())
  const guess = attempt()
  for (let n = 0; n < 30; n += 1) {
    await guard.begin(guess)
    await guard.succeeded(guess)
  }
  t.pass()
})

test.serial('the mark of a device is of one account, and cannot be made up', (t) => {
  const key = new Uint8Array(32).fill(7)
  const mark = markDevice(key, 'me')
  t.truthy(knownDevice(key, 'me', mark))
  t.is(knownDevice(key, 'you', mark), null)
  t.is(knownDevice(new Uint8Array(32), 'me', mark), null)
  for (const bad of [null, '', '.', mark.slice(1), `${mark}x`, mark.replace('.', ' ')])
    t.is(knownDevice(key, 'me', bad), null)
})
