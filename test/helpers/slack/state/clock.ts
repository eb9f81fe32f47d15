/** The real time, which a test can put forward: windows, streams and tokens age by it at once. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  advance(ms: number): void
  /** From now on only `advance` moves it: for tests of what happens at a given moment. */
  freeze(): void
}

export const openClock = (): Clock => {
  let ahead = 0
  let frozenAt: number | null = null
  return {
    now: () => (frozenAt ?? Date.now()) + ahead,
    freeze: () => {
      frozenAt ??= Date.now()
    },
    advance: (ms) => {
      ahead += ms
    },
  }
}
