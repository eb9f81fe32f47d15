import { createHmac } from 'node:crypto'
import test from 'ava'
import { openSignatureCheck } from '../../../bots/slack/signature.ts'

const secret = 'a signing secret'
const check = openSignatureCheck([secret])

const sign = (body: string, { by = secret, skewSeconds = 0 } = {}) => {
  const timestamp = String(Math.floor(Date.now() / 1000) + skewSeconds)
  const hash = createHmac('sha256', by).update(`v0:${timestamp}:${body}`).digest('hex')
  return { body: Buffer.from(body), timestamp, signature: `v0=${hash}` }
}

test('the scheme is Slack’s own: its published example is signed so', (t) => {
  // From "Verifying requests from Slack", where it is too old to be taken.
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
    '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com' +
    '%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a1' +
    '4d10d2c447fce8b6703c'
  const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'
  const example = { body: Buffer.from(body), timestamp: '1531420618', signature }
  t.is(openSignatureCheck(['8f742231b10e8888abcd99yyyzzz85a5'])(example), 'stale')
  t.is(openSignatureCheck(['8f742231b10e8888abcd99yyyzzz85a6'])(example), 'wrong')
})

test('a body that was signed is valid; one that differs by a byte is not', (t) => {
  const request = sign('{"text":"é"}')
  t.is(check(request), 'valid')
  t.is(check({ ...request, body: Buffer.from('{"text":"é" }') }), 'wrong')
  t.is(check({ ...request, timestamp: String(Number(request.timestamp) + 1) }), 'wrong')
  t.is(check(sign('{"text":"é"}', { by: 'another' })), 'wrong')
  t.is(check(sign('')), 'valid')
})

test('a signature of another form is wrong and breaks nothing', (t) => {
  const request = sign('{}')
  const hex = request.signature.slice(3)
  for (const signature of [
    '',
    'v0=',
    hex,
    `v1=${hex}`,
    `v0=${hex}00`,
    `v0=${hex.toUpperCase()}`,
    `v0=${'é'.repeat(64)}`,
  ])
    t.is(check({ ...request, signature }), 'wrong', signature)
  for (const timestamp of ['', 'now', '1e9', '-1', `${request.timestamp}.5`, ` ${request.timestamp}`])
    t.is(check({ ...request, timestamp }), 'wrong', timestamp)
})

test('five minutes either way are taken, more are not', (t) => {
  // The seconds that the test itself takes are within the margin.
  for (const skewSeconds of [-290, 290])
    t.is(check(sign('{}', { skewSeconds })), 'valid', String(skewSeconds))
  for (const skewSeconds of [-330, 330, -86_400, 86_400])
    t.is(check(sign('{}', { skewSeconds })), 'stale', String(skewSeconds))
})

test('two secrets are good while one replaces the other', (t) => {
  const both = openSignatureCheck(['new', 'old'])
  t.is(both(sign('{}', { by: 'new' })), 'valid')
  t.is(both(sign('{}', { by: 'old' })), 'valid')
  t.is(both(sign('{}', { by: 'older' })), 'wrong')
})
