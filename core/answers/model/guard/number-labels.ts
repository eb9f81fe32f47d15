import type { Fault, Ground } from './ground.ts'
import { holdsNumber } from './hidden-numbers.ts'
import type { Mention } from './mentions.ts'
import type { Placed } from './pairing.ts'

interface Sentence {
  /** As it was written. */
  sentence: string
  masked: string
  mentions: readonly Mention[]
  placed: readonly Placed[]
}

/** Words that make an amount of a number instead of a name. */
const measuring =
  /^(?:plus|moins|more|less|fewer|than|over|under|above|below|least|most|environ|about|entre|between|from|pour|per|cent|cents|fois|times|points?|pts|euros?|dollars?|millions?|milliards?|milliers?|mille|personnes?|people|femmes?|women|hommes?|men|heures?|hours?|minutes?|mins?|jours?|days?|and|the|des|les)$/iu
/** `T1`, `Q4`: no digits that could count. */
const isCode = (name: string): boolean => /^(?!x)\p{L}{1,2}\d{1,2}$/iu.test(name)
/** A name of words that happens to hold a number: `25–34 ans`, `TV: 2 hours`. */
const isName = (name: string): boolean =>
  /^\p{L}{2,}[^:]{0,80}:\s/u.test(name) ||
  (name.match(/\p{L}{3,}/gu) ?? []).some((word) => !measuring.test(word) && !holdsNumber(word))

/** Where a label that reads as a figure is plainly a label: the figure's subject, or in a list. */
const counting = /(?:^|[^\p{L}])(?:sont|est|etaient|soit|are|is|were|be|a|à|at|ont|have|has)\s*$/iu
const labelAfter =
  /^\s*(?:$|[,;:.!?()—–]|(?:a|ont|has|have|avec|with|et|and|puis|then|devant|ahead|affiche|shows|ressort|stands|atteint|reaches|arrive|comes|pese|pèse|réunit|est|is|obtient|gets)(?!\p{L}))/iu

const isPlainlyLabel = ({ masked, placed }: Sentence, { label, start, end, isQuoted }: Mention): boolean =>
  isQuoted &&
  placed.some(({ figure }) => figure.row === label || figure.segment === label) &&
  !counting.test(masked.slice(0, start)) &&
  labelAfter.test(masked.slice(end))

/** A label that reads as a figure (`42 %`, `Trois`) could be said as one. */
export const checkNumberLabels = (ground: Pick<Ground, 'figures'>, read: Sentence): Fault[] => {
  const own = new Set([...ground.figures.values()].flatMap(({ row, segment }) => [row, segment]))
  return read.mentions
    .filter((mention) => {
      const { label, start, end, isQuoted } = mention
      const name = isQuoted ? label : read.sentence.slice(start, end)
      if (!holdsNumber(name)) return false
      if (own.has(label) && (isName(name) || isCode(name))) return false
      return !isPlainlyLabel(read, mention)
    })
    .map(({ label }) => ({ code: 'written_number', part: label }))
}
