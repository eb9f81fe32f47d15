import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { root } from '../helpers/scan-source.ts'

/** As it is, and as it would look when somebody encodes it on the way. */
const formsOf = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').slice(4, -4),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
]

test('of passwords, tokens and keys nothing is left: not in tables, logs, answers, lists or mails', async (t) => {
  const child = spawn(process.execPath, ['test/flows/secret-traces.ts'], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'trace' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, logs] = await Promise.all([text(child.stdout), text(child.stderr)])
  t.is(await ended, 0, logs.slice(-2_000))
  const { made, given, idempotency, left } = JSON.parse(stdout) as {
    made: Record<string, string>
    given: string[]
    idempotency: { path: string; bodyHash: string }[]
    left: { answers: string[]; dump: string; told: string[]; files: string[] }
  }
  // What is looked through is all there.
  t.true(Object.keys(made).length >= 35, String(Object.keys(made).length))
  t.true(Object.values(made).every((secret) => typeof secret === 'string' && secret.length >= 14))
  t.true(logs.includes('"kind":"access"'))
  t.true(left.answers.length > 50)
  t.true(left.told.length > 0)
  t.true(new Set(given).size >= 24, given.join(' '))
  t.true(given.includes('csv /v1/users') && given.includes('xlsx /v1/audit'))
  t.is(left.files.filter((text) => text.includes('README.txt')).length, 3, 'a person’s, a tenant’s, its last')
  for (const part of [
    '"table":"audit_events"',
    '"table":"audit_links"',
    '"table":"sessions"',
    '"table":"people"',
  ])
    t.true(left.dump.includes(part), part)
  for (const action of ['session.opened', 'password.', 'service_token.created', 'credential.replaced'])
    t.true(left.dump.includes(action), action)
  const kept = idempotency.filter(({ path }) => path === '/v1/users')
  t.is(kept.length, 1)
  // What somebody would try who has the table and a list of passwords.
  for (const password of [made.userPassword!, made.userPasswordAgain!]) {
    const body = { email: 'u0@example.org', full_name: 'U', role: 'marketing', password }
    for (const guess of [password, JSON.stringify(body), JSON.stringify([body, null, ''])])
      t.not(kept[0]!.bodyHash, createHash('sha256').update(guess).digest('hex'))
  }
  const places = {
    logs,
    answers: left.answers.join('\n'),
    dump: left.dump,
    mails: left.told.join('\n'),
    files: left.files.join('\n'),
  }
  for (const [name, secret] of Object.entries(made))
    for (const [place, what] of Object.entries(places))
      t.false(
        formsOf(secret).some((form) => what.includes(form)),
        `${name} in ${place}`,
      )
})
