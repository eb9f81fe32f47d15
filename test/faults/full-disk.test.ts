import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { startInVain } from '../helpers/spawn-server.ts'
import { bigList } from './big-list.ts'
import { type OperatorClient, openOperator, operatorEnv } from './operator.ts'
import { spawnFor } from './place.ts'

/** A small disk of its own for the data folder; null where this user may not mount one. */
const mountSmallDisk = (t: ExecutionContext, megabytes: number): string | null => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-disk-'))
  const { status, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  if (status !== 0 || error) {
    rmSync(folder, { recursive: true, force: true })
    t.log('mounting a small disk is not permitted here: skipped')
    return null
  }
  t.teardown(() => {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Leaves `bytes` of the disk free. @returns what gives the rest back */
const fill = (folder: string, leaveBytes: number): (() => void) => {
  const path = join(folder, 'filler')
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(path, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
  return () => rmSync(path, { force: true })
}

const names = (...path: string[]): Promise<string[]> => readdir(join(...path)).catch(() => [])

const upload = (client: OperatorClient, file: Buffer) => {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(file)]), 'big.csv')
  return client.request('POST', '/v1/datasets', { form })
}

const ask = (client: OperatorClient, assistantId: string) =>
  client.request('POST', `/v1/assistants/${assistantId}/chat`, { json: { message: 'C’est quoi l’indice ?' } })

test.serial(
  'an upload on a full disk is refused, leaves nothing, and works once there is room',
  async (t) => {
    t.timeout(180_000)
    const dataDir = mountSmallDisk(t, 220)
    if (!dataDir) return void t.pass()
    const server = await spawnFor(t, { SEXTANT_DATA_DIR: dataDir, ...operatorEnv })
    t.teardown(server.kill)
    const client = await openOperator(server)
    const assistantId = await client.assistantId()
    const file = bigList(60_000, ' en ville')
    const kept = (await names(dataDir, 'files')).length
    // From less than the upload takes to almost what everything takes: the fault falls on every step.
    for (const share of [0.2, 0.9, 1.1, 1.5, 2]) {
      const free = fill(dataDir, share * file.length)
      const refused = await upload(client, file)
      t.log(`${share} of the file's size free: ${refused.status} ${refused.body.code ?? ''}`)
      if (refused.status !== 201) {
        t.is(refused.status, 507)
        t.is(refused.body.code, 'disk_full')
      }
      for (const folder of ['tmp', 'work', 'incoming']) t.deepEqual(await names(dataDir, folder), [], folder)
      free()
    }
    t.is((await names(dataDir, 'files')).length, kept, 'folders of tenants')
    t.is((await upload(client, file)).status, 201, 'works again')
    t.is((await ask(client, assistantId)).status, 200)
    t.deepEqual(server.bugs, [])
    t.is(await server.stop(), 0)
  },
)

test.serial(
  'questions on a full disk are refused with its reason, and answered once there is room',
  async (t) => {
    t.timeout(240_000)
    const dataDir = mountSmallDisk(t, 160)
    if (!dataDir) return void t.pass()
    const server = await spawnFor(t, { SEXTANT_DATA_DIR: dataDir, ...operatorEnv })
    const client = await openOperator(server)
    const assistantId = await client.assistantId()
    const free = fill(dataDir, 0)
    const refusals: string[] = []
    let answered = 0
    // What the database has allocated already takes some more.
    for (let at = 0; at < 400 && refusals.length < 5; at++) {
      const { status, body } = await ask(client, assistantId)
      if (status === 200) answered++
      else refusals.push(`${status} ${body.code}`)
    }
    t.log(`${answered} answered on the full disk, then ${[...new Set(refusals)].join(', ')}`)
    t.true(refusals.length > 0, 'the disk was full in the end')
    for (const refusal of refusals) t.regex(refusal, /^507 disk_full|^503 /)
    t.is((await fetch(`${server.url}/healthz`)).status, 200)
    t.is((await fetch(`${server.url}/readyz`)).status, 503)
    free()
    t.is((await ask(client, assistantId)).status, 200, 'works again by itself')
    t.deepEqual(server.bugs, [])
    t.is(await server.stop(), 0)
    const again = await spawnFor(t, { SEXTANT_DATA_DIR: dataDir, ...operatorEnv })
    t.is((await ask(client.at(again.url), assistantId)).status, 200)
    t.is(await again.stop(), 0)
  },
)

test.serial('a start on a full disk says so, and works once there is room', async (t) => {
  t.timeout(120_000)
  const dataDir = mountSmallDisk(t, 30)
  if (!dataDir) return void t.pass()
  const { code, said } = await startInVain({ SEXTANT_DATA_DIR: dataDir, ...operatorEnv })
  t.is(code, 1)
  t.log(said.trim().slice(0, 400))
  t.notRegex(said, /\n\s+at /)
  t.regex(said, /disque.* plein|disque est plein/i)
  spawnSync('mount', ['-o', 'remount,size=200m', dataDir])
  const server = await spawnFor(t, { SEXTANT_DATA_DIR: dataDir, ...operatorEnv })
  const client = await openOperator(server)
  t.is((await ask(client, await client.assistantId())).status, 200)
  t.is(await server.stop(), 0)
})
