import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { decodeTable } from '../../../core/datasets/encode-table.ts'
import { importFile } from '../../../core/datasets/import-file.ts'
import { runChild } from '../../../core/datasets/read/run-child.ts'
import { isAppError } from '../../../core/errors.ts'
import { writeWorkbook } from '../../helpers/workbook.ts'

const folder = async (t: ExecutionContext): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'sextant-import-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  await mkdir(join(path, 'work'))
  return path
}
const place = async (t: ExecutionContext, fileName: string, content: string | Buffer) => {
  const root = await folder(t)
  const path = join(root, 'upload')
  await writeFile(path, content)
  return { path, fileName, workDir: join(root, 'work') }
}
const codeOf = async (file: Parameters<typeof importFile>[0]) => {
  const error = await importFile(file).catch((reason: unknown) => reason)
  return isAppError(error)
    ? { code: error.code, details: error.details }
    : { code: String(error), details: {} }
}

const table = [
  ['Interview', 'Segment', 'Indice', '% Vert', '% Horz'],
  ['Femmes', 'Cinéma', 110, 55, 22],
  ['Femmes', 'Télé', 90, 45, 18],
  ['Hommes', 'Cinéma', 90, 45, 18],
  ['Hommes', 'Télé', 110, 55, 22],
]
const csv = table.map((row) => row.join(';')).join('\n')

/** Rows of a table that takes a while: enough to be caught in the middle. */
const heavyWorkbook = (): Buffer =>
  writeWorkbook([
    table[0]!,
    ...Array.from({ length: 60_000 }, (_, at) => [`r${at % 300}`, `s${Math.floor(at / 300)}`, 100, 10, 10]),
  ])

test('a csv becomes a preview, a check and a table on disk', async (t) => {
  const file = await place(t, 'Étude.csv', csv)
  const imported = await importFile(file)
  t.is(imported.fileType, 'csv')
  t.is(imported.bytes, Buffer.byteLength(csv))
  t.regex(imported.sha256, /^[0-9a-f]{64}$/)
  t.is(imported.preview.state, 'ready')
  const decoded = decodeTable(readFileSync(imported.tableFile!))
  t.deepEqual(decoded.rows, ['Femmes', 'Hommes'])
  t.is(decoded.file, 'Étude.csv')
  t.deepEqual(await readdir(file.workDir), [imported.tableFile!.split('/').at(-1)!])
})

test('a workbook and the csv of the same rows give the same figures', async (t) => {
  const one = await importFile(await place(t, 'a.csv', csv))
  const two = await importFile(await place(t, 'a.xlsx', writeWorkbook(table)))
  const [first, second] = [one, two].map(({ tableFile }) => decodeTable(readFileSync(tableFile!)))
  t.deepEqual(first!.figures.index!.values, second!.figures.index!.values)
  t.deepEqual(first!.figures.index!.sourceRows, second!.figures.index!.sourceRows)
})

const refusals: [string, string, string | Buffer, string][] = [
  ['an empty file', 'a.csv', '', 'file_empty'],
  ['headers only', 'a.csv', 'Interview;Segment;Indice\n', 'file_no_data'],
  ['a wrong extension', 'a.xlsx', csv, 'file_type_mismatch'],
  ['broken JSON', 'a.json', '[{"a": }]', 'file_json_invalid'],
  ['21 MB', 'a.csv', Buffer.alloc(21 * 1024 * 1024, 'a;b\n'), 'file_too_large'],
]
for (const [name, fileName, content, code] of refusals)
  test(`refused with nothing left behind: ${name}`, async (t) => {
    const file = await place(t, fileName, content)
    t.is((await codeOf(file)).code, code)
    t.deepEqual(await readdir(file.workDir), [])
  })

test('a file that is not there, or is a folder', async (t) => {
  const root = await folder(t)
  for (const path of [join(root, 'absent'), root])
    t.is((await codeOf({ path, fileName: 'a.csv', workDir: join(root, 'work') })).code, 'file_missing')
})

test('a caller that gives up gets its reason at once, and nothing stays', async (t) => {
  const file = await place(t, 'a.xlsx', heavyWorkbook())
  const reason = new Error('gone')
  const signal = AbortSignal.any([AbortSignal.timeout(60_000)])
  const controller = new AbortController()
  setTimeout(() => controller.abort(reason), 250)
  const started = performance.now()
  t.is(
    await importFile({ ...file, signal: AbortSignal.any([signal, controller.signal]) }).catch(
      (e: unknown) => e,
    ),
    reason,
  )
  t.true(performance.now() - started < 15_000)
  t.deepEqual(await readdir(file.workDir), [])
})

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/status`, 'utf8').includes(`\nPPid:\t${parent}\n`)
      } catch {
        return false
      }
    })
    .map(Number)

/** Resolves when `isTrue` holds; the runner's own limit ends what never does. */
const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await sleep(10)
}

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

if (process.platform === 'linux') {
  test.serial('a child that is killed mid-way is explained, and nothing stays', async (t) => {
    const file = await place(t, 'a.xlsx', heavyWorkbook())
    const before = new Set(childrenOf(process.pid))
    const outcome = codeOf(file)
    const news = () => childrenOf(process.pid).filter((one) => !before.has(one))
    await until(() => news().length > 0)
    for (const pid of news()) process.kill(pid, 'SIGKILL')
    t.is((await outcome).code, 'file_too_slow')
    t.deepEqual(await readdir(file.workDir), [])
  })

  test.serial('a server that is killed takes its child with it', async (t) => {
    const file = await place(t, 'a.xlsx', heavyWorkbook())
    const module = new URL('../../../core/datasets/import-file.ts', import.meta.url).href
    const code = `const { importFile } = await import(${JSON.stringify(module)}); await importFile(${JSON.stringify(file)})`
    const server = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
    let children: number[] = []
    await until(() => {
      children = childrenOf(server.pid!)
      return children.length > 0
    })
    t.true(children.length > 0 && children.every(isAlive), 'the child runs')
    server.kill('SIGKILL')
    await until(() => !children.some(isAlive))
    t.pass()
  })
}

test('the child can open no file and start no process', async (t) => {
  const root = await folder(t)
  await writeFile(join(root, 'secret'), 'secret')
  // The same flags as the child's, with a programme that tries what a taken-over parser would.
  const { childFlags } = await import('../../../core/datasets/read/start-child.ts')
  const attempts = [
    `require('fs').readFileSync(${JSON.stringify(join(root, 'secret'))})`,
    `require('fs').writeFileSync(${JSON.stringify(join(root, 'new'))}, '')`,
    `require('child_process').spawnSync('/bin/true').error && (() => { throw require('child_process').spawnSync('/bin/true').error })()`,
    `new (require('worker_threads').Worker)('1', { eval: true })`,
    `Function('return 1')()`,
  ]
  for (const attempt of attempts) {
    const run = spawn(
      process.execPath,
      [...childFlags, '-e', `try { ${attempt}; process.exit(0) } catch { process.exit(7) }`],
      { stdio: 'ignore' },
    )
    const status = await new Promise((resolve) => run.once('exit', resolve))
    t.is(status, 7, attempt)
  }
})

test('a disk that fills up while the table is written reaches the parent as such', async (t) => {
  if (!existsSync('/dev/full')) return t.pass('no such device here')
  const file = await place(t, 'a.csv', csv)
  await using upload = await open(file.path, 'r')
  await using full = await open('/dev/full', 'w')
  const reply = await runChild(
    { upload: upload.fd, place: full.fd, workDir: file.workDir },
    { fileName: 'a.csv' },
  )
  t.like(reply, { ok: false, bug: { code: 'ENOSPC' } })
})

test('many imports at once: two children at a time, all of them end', async (t) => {
  const files = await Promise.all(Array.from({ length: 6 }, () => place(t, 'a.csv', csv)))
  const all = await Promise.all(files.map((file) => importFile(file)))
  t.true(all.every(({ preview }) => preview.state === 'ready'))
})
