/** Children at once: two, so that one heavy file does not hold up the others and memory stays bounded. */
const atOnce = 2

let running = 0
const waiting: (() => void)[] = []

const endTurn = (): void => {
  const next = waiting.shift()
  if (next) next()
  else running--
}

/**
 * Waits for one of the places, first come first served.
 * @returns what gives the place back, to be called once
 * @throws the signal's reason when it fires while waiting
 */
export const takeTurn = async (signal?: AbortSignal): Promise<() => void> => {
  signal?.throwIfAborted()
  if (running < atOnce) {
    running++
    return endTurn
  }
  await new Promise<void>((resolve, reject) => {
    const start = (): void => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }
    const onAbort = (): void => {
      waiting.splice(waiting.indexOf(start), 1)
      reject(signal?.reason)
    }
    waiting.push(start)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
  return endTurn
}
