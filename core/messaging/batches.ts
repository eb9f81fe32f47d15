import { DatabaseUnavailableError } from '../../db/errors.ts'

interface Waiting<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

export interface BatchOptions {
  maxSize: number
  /** Batches at once; what comes meanwhile gathers for the next one. */
  maxInFlight: number
  /** With more waiting the work does not keep up, and the next caller is refused at once. */
  maxWaiting: number
}

/**
 * Gathers calls into batches: under load each batch takes what came while the ones before it were under way, and
 * alone a call waits for no more than its own turn of the event loop. A batch that fails fails for all of its callers.
 * @param work results in the items' order
 * @returns rejects with DatabaseUnavailableError when too many wait
 */
export const openBatches = <Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  { maxSize, maxInFlight, maxWaiting }: BatchOptions,
): ((item: Item) => Promise<Result>) => {
  let waiting: Waiting<Item, Result>[] = []
  let inFlight = 0
  let isScheduled = false

  const run = async (batch: Waiting<Item, Result>[]): Promise<void> => {
    inFlight++
    try {
      const results = await work(batch.map(({ item }) => item))
      for (const [at, { resolve }] of batch.entries()) resolve(results[at]!)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      inFlight--
      if (waiting.length > 0) schedule()
    }
  }

  const flush = (): void => {
    isScheduled = false
    while (waiting.length > 0 && inFlight < maxInFlight) {
      const batch = waiting.slice(0, maxSize)
      waiting = waiting.slice(maxSize)
      void run(batch)
    }
  }

  const schedule = (): void => {
    if (isScheduled || inFlight >= maxInFlight) return
    isScheduled = true
    setImmediate(flush)
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= maxWaiting)
        return reject(new DatabaseUnavailableError(new Error('too many calls wait for the database')))
      waiting.push({ item, resolve, reject })
      schedule()
    })
}
