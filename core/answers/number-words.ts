/** Numbers written out, in French and English; enough to notice a figure that hides in words. */
export const units: Readonly<Record<string, number>> = {
  un: 1, une: 1, one: 1, deux: 2, two: 2, trois: 3, three: 3, quatre: 4, four: 4, cinq: 5, five: 5, six: 6,
  sept: 7, seven: 7, huit: 8, eight: 8, neuf: 9, nine: 9, dix: 10, ten: 10, onze: 11, eleven: 11, douze: 12,
  twelve: 12, treize: 13, thirteen: 13, quatorze: 14, fourteen: 14, quinze: 15, fifteen: 15, seize: 16,
  sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, vingt: 20, vingts: 20, twenty: 20, trente: 30,
  thirty: 30, quarante: 40, forty: 40, cinquante: 50, fifty: 50, soixante: 60, sixty: 60, septante: 70,
  seventy: 70, eighty: 80, nonante: 90, ninety: 90,
} // biome-ignore format: one table, read at a glance
export const multipliers: Readonly<Record<string, number>> = {
  cent: 100, cents: 100, hundred: 100, mille: 1000, thousand: 1000, million: 1e6, millions: 1e6,
} // biome-ignore format: one table, read at a glance

const word = `(?:${[...Object.keys(units), ...Object.keys(multipliers)].join('|')})`
const noun =
  'pour\\s?cents?|per\\s?cent|%|points?|fois|times|segments?|profile?s?|profils?|r[ée]pondants?|respondents?|' +
  'personnes?|people|croisements?|pairs?|cellules?|cells?|lignes?|rows?|libell[ée]s?|labels?|indices'

/** `vingt-cinq pour cent`, `three times`, `deux segments`: a written number before something that is counted. */
const counted = new RegExp(
  `(?<![\\p{L}\\p{N}])(${word}(?:(?:[\\s-]+(?:et|and))?[\\s-]+${word})*?)\\s+(${noun})(?!\\p{L})`,
  'giu',
)

/** Amounts that are words of their own; no figure of ours is ever worded so. */
const amounts =
  /(?<!\p{L})(?:doubles?|doublement|triples?|quadruples?|twice|thrice|(?:la |une )?moiti[ée]s?|half|halves|(?:un|deux|one|two|a) (?:tiers|quarts?|thirds?|quarters?)|(?:three|trois)[ -](?:quarts|quarters)|dizaines?|douzaines?|quinzaines?|vingtaines?|trentaines?|cinquantaines?|centaines?|milliers?|dozens?|hundreds|thousands)(?!\p{L})/giu

/** `quatre-vingt-dix` → 90, `two hundred` → 200: what is smaller before a multiplier multiplies it. */
export const readWords = (text: string): number => {
  const parts = text.toLowerCase().split(/[\s-]+/u)
  let total = 0
  let current = 0
  for (const part of parts) {
    const factor = multipliers[part]
    if (factor !== undefined) {
      current = Math.max(1, current) * factor
      if (factor > 100) {
        total += current
        current = 0
      }
    } else if ((part === 'vingt' || part === 'vingts') && current === 4) current = 80
    else current += units[part] ?? 0
  }
  return total + current
}

export interface WrittenNumber {
  text: string
  /** Null: an amount in words (`twice`, `la moitié`) that no claim can stand for. */
  value: number | null
  unit: 'percent' | 'times' | 'other'
}

export const findWrittenNumbers = (text: string): WrittenNumber[] => {
  const found: WrittenNumber[] = []
  for (const [whole, number, what] of text.matchAll(counted)) {
    const unit =
      /^(?:po|per)(?!i)|^%/iu.test(what!) && !/^pe(?:rs|op)/iu.test(what!)
        ? 'percent'
        : /^(?:fois|times)$/iu.test(what!)
          ? 'times'
          : 'other'
    // "une personne", "un segment" and "one profile" are articles, not counts.
    if (unit === 'other' && /^(?:une?|one)$/iu.test(number!)) continue
    found.push({ text: whole, value: readWords(number!), unit })
  }
  for (const [whole] of text.matchAll(amounts)) found.push({ text: whole, value: null, unit: 'other' })
  return found
}
