import test from 'ava'
import { openBatches } from '../../../core/messaging/batches.ts'
import { DatabaseUnavailableError } from '../../../db/errors.ts'

/** Work that ends when it is told to. */
const openWork = () => {
  const batches: { items: number[]; end(): void; fail(error: Error): void }[] = []
  const work = (items: number[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      batches.push({ items, end: () => resolve(items.map((item) => `done ${item}`)), fail: reject })
    })
  return { batches, work }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
const options = { maxSize: 3, maxInFlight: 2, maxWaiting: 10 }

test('calls of one moment go together, in order, and each gets its own result', async (t) => {
  const { batches, work } = openWork()
  const call = openBatches(work, options)
  const results = [1, 2].map(call)
  await turn()
  t.deepEqual(
    batches.map(({ items }) => items),
    [[1, 2]],
  )
  batches[0]!.end()
  t.deepEqual(await Promise.all(results), ['done 1', 'done 2'])
})

test('no batch is larger, and no more are under way, than is allowed; the rest gathers', async (t) => {
  const { batches, work } = openWork()
  const call = openBatches(work, options)
  const first = Array.from({ length: 7 }, (_, at) => call(at))
  await turn()
  t.deepEqual(
    batches.map(({ items }) => items),
    [
      [0, 1, 2],
      [3, 4, 5],
    ],
  )
  const later = call(7)
  batches[1]!.end()
  await turn()
  t.deepEqual(batches[2]!.items, [6, 7])
  for (const { end } of batches) end()
  t.is(await later, 'done 7')
  t.deepEqual((await Promise.all(first)).at(-1), 'done 6')
})

test('a batch that fails fails for its own callers and for nobody else', async (t) => {
  const { batches, work } = openWork()
  const call = openBatches(work, options)
  const results = Promise.allSettled(Array.from({ length: 4 }, (_, at) => call(at)))
  await turn()
  batches[0]!.fail(new Error('broken'))
  batches[1]!.end()
  t.deepEqual(
    (await results).map(({ status }) => status),
    ['rejected', 'rejected', 'rejected', 'fulfilled'],
  )
})

test('whoever comes when too many wait already is refused at once', async (t) => {
  const { batches, work } = openWork()
  const call = openBatches(work, options)
  const accepted = Array.from({ length: 6 }, (_, at) => call(at))
  await turn()
  const waiting = Array.from({ length: 10 }, (_, at) => call(100 + at))
  await t.throwsAsync(call(200), { instanceOf: DatabaseUnavailableError })
  for (let ended = 0; ended < 6; ended++) {
    batches[ended]?.end()
    await turn()
  }
  await Promise.all([...accepted, ...waiting])
  t.false(batches.some(({ items }) => items.includes(200)))
})
