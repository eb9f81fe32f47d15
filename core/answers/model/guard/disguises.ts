import { multipliers, units } from '../../number-words.ts'

/** Signs and letters that may hide a number, without a number written out as such. */

/** Letters of our two languages: any other one may look like one of them. */
const foreignLetter = /[^\P{L}A-Za-zÀ-ÖØ-öø-ÿŒœŸ]+/gu

/** Digits of any script, pictures, signs of quantity, strange letters, and l e t t e r s set apart. */
export const disguises: readonly RegExp[] = [
  /\p{N}[\p{N}.,]*/gu,
  /[%‰‱٪％$€£¥×÷±≈∞½¼¾ªº]|\p{M}/gu,
  /(?![★☆])[\p{So}\p{Extended_Pictographic}]/gu,
  foreignLetter,
  /(?<!\p{L})(?:\p{L}[^\p{L}§]{1,2}){3,}\p{L}(?!\p{L})/gu,
  // Tallies: the same sign or letter again and again.
  /([★☆])(?:\s?[★☆]){2,}|([•·/+=#°'’:;,-])\s?\2+|(\p{L})\3{2,}/giu,
  // `lOO`: look-alikes of digits, but `Il` and `they’ll`.
  /(?<![\p{L}’'])(?!Il(?!\p{L}))(?=\p{L}*[lIO])[lIOo]{2,}(?!\p{L})/gu,
]

const roman = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/iu
const words = new Set(['i', 'ci', 'mi', 'di', 'mix'])

/** `XLII`, `xiv`, `CxLvi` and a lone `C`, but neither the English `I` nor `L’indice`. */
export const findRoman = (text: string): string[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}])(?:[IVXLCDM](?![\p{L}\p{N}’'])|[IVXLCDM]{2,}(?![\p{L}\p{N}]))/giu)]
    .map(([found]) => found)
    .filter((found) => !words.has(found.toLowerCase()) && roman.test(found))
    .filter((found) => found.length > 1 || found === found.toUpperCase())

const spelt = new Set(
  [...Object.keys(units), ...Object.keys(multipliers), 'fifty', 'zero'].filter((word) => word.length > 3 && word !== 'cents'),
) // biome-ignore format: one list
const longest = Math.max(...[...spelt].map(({ length }) => length))
const mostParts = 6
/** `Chacun d’eux` is no `deux`. */
const speltWords = /^d'eux$/u

/** Words that become a number when what parts them goes: `vin gt`, `vi-ngt`. */
export const findSplitNumbers = (folded: string): string[] => {
  const parts = [...folded.matchAll(/\p{L}+/gu)].map(({ 0: text, index }) => ({ text, index, end: index + text.length }))
  return parts.flatMap((first, at) => {
    let joined = first.text
    for (const [before, part] of parts.slice(at, at + mostParts).entries()) {
      if (before === 0) continue
      const last = parts[at + before - 1]!
      joined += part.text
      if (part.index - last.end > 2 || joined.length > longest) return []
      if (spelt.has(joined) && !speltWords.test(folded.slice(first.index, part.end))) return [folded.slice(first.index, part.end)]
    }
    return []
  })
} // biome-ignore format: one walk

/** Numbers that no other word begins or ends with, and what any number may be glued to. */
const plain =
  'deux|trois|quatre|cinq|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|nonante|' +
  'three|five|seven|eight|nine|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million'
const anyNumber = 'une?|one|two|dix|six|sept|huit|neuf|ten|onze|cents?|mille|four'
const counted =
  'fois|times|tiers|quarts?|points?|pour(?:cents?)?|per(?:cent)?|personnes?|femmes?|hommes?|people|women|clients?|clientes?|segments?|profils?|repondants?|millions?|cents?|mille'

/** `deuxfois`, `environvingt`, `unefois`. */
export const glued = new RegExp(
  `(?<!\\p{L})(?:(?:${plain})\\p{L}+|\\p{L}+(?:${plain})|(?:${anyNumber})(?:${counted}))(?!\\p{L})`,
  'gu',
)
