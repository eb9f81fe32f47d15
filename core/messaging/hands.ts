/** A fixed number of hands: who wants some waits in line until one is free. */
export interface Hands {
  /** Takes as many as are free, at most `most` and at least one. @returns how many */
  take(most: number): Promise<number>
  giveBack(count: number): void
}

interface Wish {
  most: number
  grant(count: number): void
}

export const openHands = (count: number): Hands => {
  const line: Wish[] = []
  let free = count
  const serve = (): void => {
    while (free > 0 && line.length > 0) {
      const { most, grant } = line.shift()!
      const taken = Math.min(most, free)
      free -= taken
      grant(taken)
    }
  }
  return {
    take: (most) =>
      new Promise((grant) => {
        line.push({ most, grant })
        serve()
      }),
    giveBack: (returned) => {
      free += returned
      serve()
    },
  }
}
