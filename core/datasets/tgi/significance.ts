/**
 * Tail of the normal distribution: Abramowitz and Stegun, Handbook of Mathematical Functions, formula 26.2.17 (absolute error
 * below 7.5e-8, far finer than any level people read).
 */
const upperTail = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * z)
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}

/** Two-sided p of a z; NaN stays NaN. */
export const pValueOf = (z: number): number => Math.min(1, 2 * upperTail(Math.abs(z)))

/**
 * Holm's correction (1979): of many cells scanned at once some look solid by chance. Gives each p its adjusted value,
 * in the same order; the smallest is multiplied by the number of cells, and none is below a smaller one's.
 */
export const holmAdjusted = (pValues: readonly number[]): number[] => {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = new Array<number>(pValues.length)
  let floor = 0
  order.forEach((at, rank) => {
    floor = Math.max(floor, Math.min(1, pValues[at]! * (pValues.length - rank)))
    adjusted[at] = floor
  })
  return adjusted
}

/** Words for an adjusted p: 1 % solid, 5 % weak, else it could be chance. */
export const readP = (p: number): 'solid' | 'weak' | 'could_be_chance' => {
  if (p <= 0.01) return 'solid'
  return p <= 0.05 ? 'weak' : 'could_be_chance'
}
