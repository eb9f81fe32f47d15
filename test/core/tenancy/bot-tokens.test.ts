import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import test from 'ava'
import { root } from '../../helpers/scan-source.ts'

test('of a token nothing is left: not in logs, answers, errors, mails, the trail, or a backup', (t) => {
  const names = ['BOT_TOKEN', 'REFRESH_TOKEN', 'NEXT_TOKEN'] as const
  const tokens = Object.fromEntries(names.map((name) => [name, `xoxe-${randomBytes(18).toString('hex')}`]))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['test/core/tenancy/token-traces.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...tokens, LOG_LEVEL: 'trace' },
    maxBuffer: 64 * 1024 * 1024,
  })
  t.is(status, 0, stderr)
  const left = JSON.parse(stdout)
  const none = { renewed: 0, refused: 0, failed: 0 }
  t.like(left, {
    isReadable: true,
    isRenewed: true,
    isReadableAfter: true,
    isGone: null,
    rotated: { rewrapped: 0, workspaces: 1, already: 0, unreadable: 0 },
    refused: { ...none, refused: 1 },
  })
  t.deepEqual(left.runs, [
    { ...none, failed: 1 },
    { ...none, failed: 1 },
    { ...none, renewed: 1 },
  ])
  // What is looked through is all there.
  t.true(stderr.includes('could not be renewed') && stderr.includes('lost its access'))
  t.true(stderr.includes('as a bug would be') && stderr.includes('"kind":"access"'))
  t.is(left.errors.length, 2)
  t.regex(left.dump, /"table":"workspaces".*v1\./)
  t.regex(left.listed, /Acme Marketing/)
  const actions = left.audit.map(({ action }: { action: string }) => action)
  for (const action of ['install_code.created', 'install.added', 'install.removed'])
    t.true(actions.includes(action), action)
  const mails = left.outbox.map(({ payload }: { payload: { mail: { type: string } } }) => payload.mail.type)
  t.true(mails.includes('install.added') && mails.includes('install.removed'))
  for (const [name, token] of Object.entries(tokens)) {
    const middle = token.slice(5, -2)
    const forms = [
      middle,
      Buffer.from(token).toString('base64').slice(4, -4),
      Buffer.from(token).toString('hex'),
    ]
    for (const form of forms) {
      t.false(stderr.includes(form), `${name} in the logs`)
      for (const [place, what] of Object.entries(left))
        t.false(JSON.stringify(what).includes(form), `${name} in ${place}`)
    }
  }
})
