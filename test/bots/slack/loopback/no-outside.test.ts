import test from 'ava'
import { noOutside } from '../../../helpers/slack/no-outside.ts'
import { openTown } from './town.ts'

/** The teardown of a test inside this one. */
const openGuard = () => {
  let end = () => {}
  noOutside({
    teardown: (done: () => void) => {
      end = done
    },
  } as never)
  return { end: () => end() }
}

test.serial('what leaves loopback is stopped and told; what stays is let through', async (t) => {
  const guard = openGuard()
  const { client } = await openTown(t)
  t.true((await client.auth.test()).ok)
  const error = await t.throwsAsync(fetch('http://192.0.2.1/'))
  t.regex(String((error.cause as Error).message), /192\.0\.2\.1:80 is outside loopback/)
  t.throws(guard.end, { message: /connected outside: 192\.0\.2\.1:80/ })
})

test.serial('a quiet test ends well, and the guard goes with the last one', (t) => {
  const guard = openGuard()
  t.notThrows(guard.end)
})
