import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { explainWriteFault } from '../../../core/datasets/disk-full.ts'
import { removeLeftovers, saveUpload } from '../../../core/datasets/save-upload.ts'
import { isAppError } from '../../../core/errors.ts'

const folder = async (t: ExecutionContext): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'sextant-upload-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}
const megabyte = Buffer.alloc(1024 * 1024, 'x')

/** Chunks, and how many of them were asked for. */
const openStream = (count: number) => {
  const stream = { given: 0, chunks: () => give() }
  async function* give() {
    for (; stream.given < count; stream.given++) yield megabyte
  }
  return stream
}

test('an upload is stored whole, with its size and digest', async (t) => {
  const workDir = await folder(t)
  const saved = await saveUpload(openStream(20).chunks(), { workDir })
  const content = await readFile(saved.path)
  t.is(saved.bytes, 20 * 1024 * 1024)
  t.is(content.length, saved.bytes)
  t.is(saved.sha256, createHash('sha256').update(content).digest('hex'))
})

test('the first byte over the limit ends it: no more is read, nothing stays', async (t) => {
  const workDir = await folder(t)
  const stream = openStream(2_000)
  const error = await saveUpload(stream.chunks(), { workDir }).catch((reason: unknown) => reason)
  t.true(isAppError(error, 'file_too_large'))
  t.like((error as { details: object }).details, { limit: 20 })
  t.true(stream.given <= 21)
  t.deepEqual(await readdir(workDir), [])
})

test('a connection that breaks leaves nothing and keeps its own error', async (t) => {
  const workDir = await folder(t)
  const broken = new Error('aborted')
  async function* breaking() {
    yield megabyte
    throw broken
  }
  t.is(await saveUpload(breaking(), { workDir }).catch((reason: unknown) => reason), broken)
  t.deepEqual(await readdir(workDir), [])
})

test('a full disk is named', async (t) => {
  // The one device that answers every write as a full disk does.
  const error = await writeFile('/dev/full', 'x').catch((reason: unknown) => reason)
  if (!existsSync('/dev/full')) return t.pass('no such device here')
  t.true(isAppError(explainWriteFault(error), 'disk_full'))
  const other = new Error('other')
  t.is(explainWriteFault(other), other)
})

test('leftovers of ours are removed at start, anything else stays', async (t) => {
  const workDir = await folder(t)
  const saved = await saveUpload(openStream(1).chunks(), { workDir })
  await writeFile(saved.path.replace('.upload', '.table'), 'x')
  await writeFile(join(workDir, 'notes.txt'), 'x')
  t.is(await removeLeftovers(workDir), 2)
  t.deepEqual(await readdir(workDir), ['notes.txt'])
  t.is(await removeLeftovers(join(workDir, 'absent')), 0)
})
