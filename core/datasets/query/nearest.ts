const bigrams = (text: string): Set<string> => {
  const plain = ` ${text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()} `
  return new Set(Array.from({ length: Math.max(1, plain.length - 1) }, (_, at) => plain.slice(at, at + 2)))
}

/** Shared pairs of letters, 0 to 1 (Dice). */
const similarity = (a: Set<string>, b: Set<string>): number => {
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared++
  return (2 * shared) / (a.size + b.size)
}

/** The labels most like a text, best first; none when nothing resembles it. */
export const findNearest = (text: string, labels: readonly string[], limit = 3): string[] => {
  const wanted = bigrams(text)
  return labels
    .map((label) => ({ label, score: similarity(wanted, bigrams(label)) }))
    .filter(({ score }) => score >= 0.35)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ label }) => label)
}
