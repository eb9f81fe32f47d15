import test from 'ava'
import { makeState, readState } from '../../../bots/slack/install/state.ts'

const secret = 'a secret of sixteen letters'
const minute = 60_000

test('a state that we made comes back in the same browser', (t) => {
  const state = makeState(secret, 0)
  const known = readState(secret, { state, cookie: state }, 9 * minute)
  t.truthy(known?.nonce)
  t.is(known?.expiresAt.getTime(), 10 * minute)
})

test('another browser, another secret, a changed or an expired state is none', (t) => {
  const state = makeState(secret, 0)
  t.is(readState(secret, { state, cookie: makeState(secret, 0) }, minute), null)
  t.is(readState(secret, { state, cookie: '' }, minute), null)
  t.is(readState('another secret of letters', { state, cookie: state }, minute), null)
  t.is(readState(secret, { state, cookie: state }, 11 * minute), null)
  const later = state.replace(/^\d+/, String(99 * minute))
  t.is(readState(secret, { state: later, cookie: later }, minute), null)
  for (const odd of ['', '.', '..', 'a.b.c', `${state}.x`])
    t.is(readState(secret, { state: odd, cookie: odd }, minute), null, odd)
})
