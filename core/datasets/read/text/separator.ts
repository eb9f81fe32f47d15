/** In the order that wins a tie: a decimal comma can fake a comma file, hardly anything fakes the others. */
export const separators = ['\t', ';', '|', ','] as const
export type Separator = (typeof separators)[number]

export interface SeparatorGuess {
  separator: Separator
  /** Fields of the typical record; 1 = no separator was found at all. */
  columns: number
  /** Share of the non-blank records that have exactly that many fields. */
  agreement: number
}

const maxRecords = 500

/** Fields of each record; a quote only opens at the start of a field, as spreadsheets write it. */
const countFields = (sample: string, separator: string): number[] => {
  const counts: number[] = []
  let fields = 1
  let isStart = true
  let isBlank = true
  for (let at = 0; at < sample.length && counts.length < maxRecords; at++) {
    const character = sample[at]!
    if (character === '"' && isStart) {
      at = endOfQuoted(sample, at)
      isStart = false
      isBlank = false
    } else if (character === '\n' || character === '\r') {
      if (!isBlank) counts.push(fields)
      fields = 1
      isStart = isBlank = true
    } else {
      isStart = character === separator
      if (isStart) fields++
      isBlank &&= character === ' '
    }
  }
  // A record without its end may have been cut by the sample.
  if (!isBlank && (counts.length === 0 || sample.length < sampleLength)) counts.push(fields)
  return counts
}

/** Characters that are looked at. */
export const sampleLength = 65_536

const endOfQuoted = (sample: string, from: number): number => {
  let at = sample.indexOf('"', from + 1)
  while (at >= 0 && sample[at + 1] === '"') at = sample.indexOf('"', at + 2)
  return at < 0 ? sample.length : at
}

const typical = (counts: number[]): { columns: number; agreement: number } => {
  const times = new Map<number, number>()
  for (const count of counts) if (count > 1) times.set(count, (times.get(count) ?? 0) + 1)
  let best = { columns: 1, agreement: 0 }
  for (const [columns, seen] of times) {
    const agreement = seen / counts.length
    if (agreement > best.agreement || (agreement === best.agreement && columns > best.columns))
      best = { columns, agreement }
  }
  return best
}

/**
 * The separator on which most records agree; title and note lines may disagree. Own count, because the usual guessers
 * take the first rows' word, and a title line or a decimal comma leads them astray.
 * @param sample the start of the file, at most `sampleLength` characters
 */
export const guessSeparator = (sample: string): SeparatorGuess => {
  let best: SeparatorGuess = { separator: ',', columns: 1, agreement: 0 }
  for (const separator of separators) {
    const found = typical(countFields(sample, separator))
    const isBetter =
      found.agreement > best.agreement || (found.agreement === best.agreement && found.columns > best.columns)
    if (isBetter) best = { separator, ...found }
  }
  return best
}
