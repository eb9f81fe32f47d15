import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { personErase } from '../../core/privacy/erase-person.ts'
import { tenantRemove } from '../../core/privacy/remove-tenant.ts'
import type { Subject } from '../../core/privacy/subject.ts'
import { forgetNotices } from '../../core/privacy/work.ts'
import { openDatabase } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { findMark, type Room, rowsOf } from '../helpers/privacy-world.ts'
import { root } from '../helpers/scan-source.ts'

interface Ran {
  stdout: string
  signal: NodeJS.Signals | null
}

const run = (words: string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['test/faults/privacy-program.ts', ...words], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.once('error', reject)
    child.once('close', (_code, signal) => resolve({ stdout, signal }))
  })

interface Planted {
  room: Room
  other: Room
  zoe: Subject
  ada: Subject
}

const plant = async (t: ExecutionContext): Promise<Planted & { dataDir: string }> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sextant-kill-privacy-'))
  t.teardown(() => rmSync(dataDir, { recursive: true, force: true }))
  return { dataDir, ...(JSON.parse((await run([dataDir, 'plant'])).stdout) as Planted) }
}

const openPlace = async (dataDir: string) => ({
  db: await openDatabase({ databaseUrl: null, dataDir }),
  dataDir,
})

/** Behind each step, where it is done and nobody knows, and in the middle of those that take long; with FULL also before. */
const moments = (steps: readonly { name: string }[], long: string[]): string[] =>
  steps.flatMap(({ name }) => [
    ...(process.env.FULL_ROUNDS ? [`${name} before`] : []),
    ...(long.includes(name) ? [`${name} within`] : []),
    `${name} after`,
  ])

test('a person is forgotten, and then a tenant removed, although the process dies in every step', async (t) => {
  t.timeout(600_000)
  const { dataDir, room, other, zoe, ada } = await plant(t)
  const first = await openPlace(dataDir)
  const before = await rowsOf(first.db, ada)
  await first.db.close()
  for (const moment of moments(personErase.steps, ['conversations'])) {
    const { signal, stdout } = await run([dataDir, 'erase', moment, zoe.personId!])
    t.is(signal, 'SIGKILL', `${moment}: ${stdout}`)
  }
  const { stdout } = await run([dataDir, 'erase', '', zoe.personId!])
  t.like(JSON.parse(stdout), { state: 'done', errorCode: null })
  const erased = await openPlace(dataDir)
  const mails = await asOwner(erased.db, () => erased.db.models.OperatorMail.findAll({ raw: true }))
  const told = mails.filter(
    ({ payload }) => (payload.mail as { type: string } | undefined)?.type === 'privacy.erased',
  )
  t.is(told.length, 1)
  await asOwner(erased.db, () => erased.db.models.OperatorMail.update({ state: 'sent' }, { where: {} }))
  await forgetNotices(erased)
  t.deepEqual(await findMark(erased, [room.tenantId, other.tenantId], 'CANARYZOE'), [])
  t.is(await rowsOf(erased.db, ada), before)
  await erased.db.close()

  for (const moment of moments(tenantRemove.steps, ['rows'])) {
    const ran = await run([dataDir, 'remove', moment])
    t.is(ran.signal, 'SIGKILL', `${moment}: ${ran.stdout}`)
  }
  const { id, ...ended } = JSON.parse((await run([dataDir, 'remove', ''])).stdout)
  t.like(ended, { state: 'done', errorCode: null })
  t.true(existsSync(join(dataDir, 'results', id)))
  const left = await openPlace(dataDir)
  t.deepEqual(await findMark(left, [other.tenantId], 'KEEPADA'), [])
  t.true((await findMark(left, [other.tenantId], 'FOREIGN')).length > 5)
  t.is(await asOwner(left.db, () => left.db.models.Tenant.count({ where: { id: room.tenantId } })), 0)
  await left.db.close()
})
