import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { bigList } from './big-list.ts'
import { type BroughtFile, judgeFiles } from './files-ledger.ts'
import { type OperatorClient, openOperator, operatorEnv } from './operator.ts'
import { launchFor, makeFilledDataDir, spawnFor, until } from './place.ts'
import { newSeed, openRandom } from './random.ts'

/** Longer than an import of the middle size takes, so that kills fall on every step and behind the last. */
const servingMs = 4_000

/** About 1, 5 and 18 MB. */
const makeFiles = (): Buffer[] => [
  bigList(20_000),
  bigList(60_000, ' en ville'),
  bigList(180_000, ' en ville '),
]

const formOf = (name: string, file: Buffer, fields: Record<string, string>): FormData => {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  form.append('file', new Blob([new Uint8Array(file)]), `${name}.csv`)
  return form
}

interface Bringer {
  client: OperatorClient
  file: Buffer
}

/** Once; may be lost on the way. */
const bringDataset = async (brought: BroughtFile[], { client, file }: Bringer): Promise<void> => {
  const record: BroughtFile = { kind: 'dataset', name: `d-${randomUUID().slice(0, 8)}`, id: null }
  brought.push(record)
  const form = formOf(record.name, file, {})
  const answer = await client.request('POST', '/v1/datasets', { form }).catch(() => null)
  if (answer?.status === 201) record.id = answer.body.id
}

/** With a key: the caller repeats it until it is accepted. */
const bringAssistant = async (record: BroughtFile, { client, file }: Bringer): Promise<void> => {
  const { name } = record
  const form = formOf(name, file, { name, theme: 'test' })
  const answer = await client.request('POST', '/v1/assistants', { form, key: name }).catch(() => null)
  if (answer?.status === 201 || answer?.status === 202) record.id = answer.body.id
}

interface Unfinished {
  record: BroughtFile
  file: Buffer
}

const states = async (client: OperatorClient, brought: readonly BroughtFile[]): Promise<Set<string>> => {
  const found = new Set<string>()
  for (const { kind, id } of brought) {
    if (kind !== 'assistant' || !id) continue
    const { body } = await client.request('GET', `/v1/assistants/${id}/creation`)
    found.add(body.state)
  }
  return found
}

/**
 * Files are brought, as datasets and for assistants, while the server is killed and started again, `kills` times.
 * Afterwards everything that was accepted is whole, and nothing half-made stays anywhere.
 */
export const killWhileImporting = async (t: ExecutionContext, kills: number): Promise<void> => {
  const seed = newSeed()
  const random = openRandom(seed)
  const dataDir = await makeFilledDataDir(t)
  const env = { SEXTANT_DATA_DIR: dataDir, ...operatorEnv }
  const files = makeFiles()
  const pick = (): Buffer => files[random() < 0.15 ? 2 : random() < 0.5 ? 1 : 0]!
  const first = await spawnFor(t, env)
  const operator = await openOperator(first)
  await first.stop()

  const brought: BroughtFile[] = []
  const errors: string[] = []
  let unfinished: Unfinished[] = []
  const newAssistant = (): Unfinished => {
    const record: BroughtFile = { kind: 'assistant', name: `a-${randomUUID().slice(0, 8)}`, id: null }
    brought.push(record)
    return { record, file: pick() }
  }
  for (let kill = 0; kill < kills; kill++) {
    const server = launchFor(t, env)
    const { url } = await server.ready
    const client = operator.at(url)
    unfinished = unfinished.filter(({ record }) => !record.id)
    if (unfinished.length < 2) unfinished.push(newAssistant())
    const all = [
      bringDataset(brought, { client, file: pick() }),
      ...unfinished.map(({ record, file }) => bringAssistant(record, { client, file })),
    ]
    await wait(random() * servingMs)
    await server.kill()
    await Promise.all(all)
    errors.push(
      ...server
        .trouble()
        .split('\n')
        .filter((line) => line.includes('"level":"error"')),
    )
  }
  const last = await spawnFor(t, env)
  const client = operator.at(last.url)
  for (const { record, file } of unfinished) if (!record.id) await bringAssistant(record, { client, file })
  const isOver = async () => {
    const found = await states(client, brought)
    return !['file_validation', 'index', 'assistant'].some((state) => found.has(state))
  }
  const finishedMs = await until(isOver, 120_000)
  t.not(finishedMs, null, 'creations come to an end after the restart')
  t.is(await last.stop(), 0)
  const { faults, datasets, creations } = await judgeFiles(dataDir, brought)
  const heard = brought.filter(({ kind, id }) => kind === 'dataset' && id).length
  t.log(
    `seed ${seed}: ${kills} kills, ${brought.length} files brought, ${datasets} datasets (${heard} heard of), ` +
      `creations ${JSON.stringify(creations)}, all ended ${Math.round(finishedMs ?? -1)} ms after the restart`,
  )
  for (const error of errors.slice(0, 10)) t.log(error)
  t.deepEqual(faults, [], `FAULT_SEED=${seed}`)
}
