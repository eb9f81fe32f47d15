import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { lockDirectory } from '../../../db/embedded/directory-lock.ts'
import { openEngine } from '../../../db/embedded/engine.ts'
import { DataDirLockedError, DataDirUnusableError } from '../../../db/errors.ts'

const temporary = (t: ExecutionContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-lock-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const module_ = new URL('../../../db/embedded/directory-lock.ts', import.meta.url).href

/** Another process that holds the lock until it is killed. */
const holder = async (t: ExecutionContext, folder: string) => {
  const code = `const { lockDirectory } = await import(${JSON.stringify(module_)})
    lockDirectory(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

test('a live holder is named, and keeps the lock', async (t) => {
  const folder = temporary(t)
  const child = await holder(t, folder)
  // However old its last sign of life: on this machine the process itself counts.
  utimesSync(join(folder, 'sextant.lock'), new Date(0), new Date(0))
  const error = t.throws(() => lockDirectory(folder), { instanceOf: DataDirLockedError })
  t.is(error.code, 'data_dir_locked')
  t.is(error.holder.pid, child.pid!)
  t.is(error.holder.host, hostname())
  t.true(error.message.includes(`process ${child.pid} on ${hostname()}`))
})

test('a killed holder is followed at once', async (t) => {
  const folder = temporary(t)
  const child = await holder(t, folder)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = lockDirectory(folder)
  t.is(JSON.parse(readFileSync(join(folder, 'sextant.lock'), 'utf8')).pid, process.pid)
  lock.release()
  t.false(existsSync(join(folder, 'sextant.lock')))
})

test('the same process cannot take it twice, and can again after letting go', (t) => {
  const folder = temporary(t)
  const lock = lockDirectory(folder)
  t.throws(() => lockDirectory(folder), { instanceOf: DataDirLockedError })
  lock.release()
  lockDirectory(folder).release()
})

const write = (folder: string, content: object | string): void =>
  writeFileSync(
    join(folder, 'sextant.lock'),
    typeof content === 'string' ? content : JSON.stringify({ host: hostname(), started_at: 'x', ...content }),
  )

test.serial('a process that only has the same number is not the holder', (t) => {
  const folder = temporary(t)
  write(folder, { pid: process.pid, incarnation: 'another-boot:123' })
  lockDirectory(folder).release()
  t.pass()
})

test('half a lock file does not keep anybody out', (t) => {
  const folder = temporary(t)
  write(folder, '{"pid": 12')
  lockDirectory(folder).release()
  t.pass()
})

test('a holder on another machine counts as long as it gives signs of life', (t) => {
  const folder = temporary(t)
  write(folder, { pid: 1, host: 'elsewhere', incarnation: null })
  t.throws(() => lockDirectory(folder), { instanceOf: DataDirLockedError, message: /on elsewhere/ })
  const old = new Date(Date.now() - 300_000)
  utimesSync(join(folder, 'sextant.lock'), old, old)
  lockDirectory(folder).release()
})

test('of several that find a dead lock, one gets it', async (t) => {
  const folder = temporary(t)
  write(folder, { pid: 999_999_999, incarnation: null })
  const code = `const { lockDirectory } = await import(${JSON.stringify(module_)})
    try { lockDirectory(${JSON.stringify(folder)}); console.log('mine'); setTimeout(() => {}, 60_000) } catch { console.log('no') }`
  const answers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      t.teardown(() => child.kill('SIGKILL'))
      const [data] = await once(child.stdout, 'data')
      return String(data).trim()
    }),
  )
  t.deepEqual(answers.sort(), ['mine', 'no', 'no', 'no'])
})

test('a data directory that cannot be one is refused with its reason', async (t) => {
  const folder = temporary(t)
  writeFileSync(join(folder, 'file'), '')
  const isFile = await t.throwsAsync(openEngine(join(folder, 'file')), { instanceOf: DataDirUnusableError })
  t.is(isFile?.reason, 'not_a_directory')
  mkdirSync(join(folder, 'db'))
  writeFileSync(join(folder, 'db', 'PG_VERSION'), '17\n')
  const isOld = await t.throwsAsync(openEngine(folder), { instanceOf: DataDirUnusableError })
  t.is(isOld?.reason, 'other_version')
  t.false(existsSync(join(folder, 'sextant.lock')), 'a refused start holds no lock')
})
