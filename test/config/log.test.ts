import { spawnSync } from 'node:child_process'
import test from 'ava'
import { root } from '../helpers/scan-source.ts'

const script = `
  import { log } from './config/log.ts'
  const original = Object.assign(new Error('from the driver'), { client: { host: 'db.internal' } })
  const error = new Error('could not insert', { cause: original })
  log.error({ err: Object.assign(error, { code: '23505', sql: 'insert', parameters: ['what somebody wrote'] }) }, 'failed')
`

test('of an error the log has what helps, and none of the values that the driver hangs on it', (t) => {
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  const { err, msg } = JSON.parse(stderr)
  t.is(msg, 'failed')
  t.deepEqual([err.type, err.message, err.code], ['Error', 'could not insert', '23505'])
  t.regex(err.stack, /\n\s+at /)
  t.is(err.cause.message, 'from the driver')
  t.notRegex(stderr, /somebody wrote|db\.internal/)
})
