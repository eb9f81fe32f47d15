import type { Measure } from '../../../datasets/table.ts'
import { fold } from '../../understand/text.ts'
import { hasOtherUnit, isBentAfter, isBentBefore } from './bending.ts'
import type { Fault, Ground } from './ground.ts'
import type { Mention } from './mentions.ts'
import type { Placed } from './pairing.ts'

interface Around {
  /** The sentence with labels masked. */
  text: string
  placed: Placed
  mentions: readonly Mention[]
}

/** What may follow a figure: anything else could turn it into another one (`146 millions`, `146 euros`). */
const following = new Set(
  (
    'la le les l une et ou mais donc car or pour par avec sans sous sur dans en au aux chez parmi contre vers entre ' +
    'selon comme que qui dont il elle ils elles est sont ce cet cette ces celui celle ceux soit puis tandis alors ' +
    'quand lorsque ainsi aussi devant derriere apres avant face s suivi suivie suivis suivies a the an and but for ' +
    'by with without in on at to among against from between as that which whose is are was were it they this these ' +
    'those so then while whereas when thus also ahead behind followed only versus vs within'
  ).split(' '),
)

const shareBefore =
  /(?:^|[^\p{L}])(?:parts?|poids|proportions?|pourcentages?|shares?|percentages?|weights?|effectifs?|bases?|nombres?|counts?|numbers?|ecarts?|gaps?|differences?)(?: (?:de|d'|of|est de|est|is|is of|a|:))*\s*$/u // biome-ignore format: one list, read at a glance
const indexBefore = /(?:^|[^\p{L}])(?:indices?|index|indexes|affinit(?:es?|y))[^.;,:()§]{0,16}$/u
const indexWord = /(?:^|[^\p{L}])(?:indices?|index|indexes)(?!\p{L})/u

/** Of which whole a share is, by its measure: the words that say so, and the axis of the label that may. */
const wholes = {
  vertical: { axis: 'segment', own: /^\s?(?:d[ue]s?|de ce|of (?:the|this|that)) segment(?!\p{L})/u, other: 'horizontal' },
  horizontal: { axis: 'row', own: /^\s?(?:d[ue]s?|de ce|of (?:the|this|that)) profile?(?!\p{L})/u, other: 'vertical' },
} as const // biome-ignore format: one measure a line
const otherName = { vertical: /horz|horizontal/u, horizontal: /vert(?!\p{L})|vertical/u }
const ofWhole =
  /^\s?(?:d[eu]s?|d'|of|parmi|among|within|chez|dans|in)(?: (?:la|le|les|the|l'))?\s?(?=§|$|\p{L})/u
const respondents = /^\s?(?:repondants?|personnes?|individus?|respondents?|people)(?!\p{L})/u

const isShare = (measure: Measure): measure is 'vertical' | 'horizontal' =>
  measure === 'vertical' || measure === 'horizontal'

const plain = (text: string): string => fold(text).replaceAll('’', "'")

/** Does the figure run into another one, or into something that makes one of it? */
const checkNeighbours = (before: string, after: string): string[] => {
  const isOpen = /(?:^|[\s(’'])$/u.test(before) && !/§\s*$/u.test(before) && !/[-−–+±~]\s?$/u.test(before)
  const isClosed = /^(?:$|[\s)!?;…»”]|[.,:](?:\s|$|[)»”]))/u.test(after)
  return isOpen && isClosed ? [] : ['runs_into_text']
}

const checkNext = (after: string): string[] => {
  // A sign after it (`%`, `€`, `×`) or a label would run into it.
  if (/^\s*[^\s\p{L}.,:;!?()»”…–—]/u.test(after)) return ['runs_into_text']
  const [, next, elision] = /^\s+(\p{L}+)('?)/u.exec(after) ?? []
  if (next === undefined) return []
  // `{c1} s.` would be seconds.
  const isElided = /^[ls]$/u.test(next)
  return following.has(next) && (!isElided || elision) ? [] : ['runs_into_text']
}

/** The label right after `of`, `parmi` and the like says the whole that a share is of. */
const checkWhole = ({ placed, mentions }: Around, after: string): string[] | null => {
  const { figure, end } = placed
  if (!isShare(figure.measure)) return null
  const joined = ofWhole.exec(after)
  if (!joined) return null
  const { axis } = wholes[figure.measure]
  const at = end + joined[0].length
  const whole = mentions.find(({ start }) => Math.abs(start - at) <= 1)
  return whole?.axes[axis] && whole.label === figure[axis] ? [] : ['wrong_whole']
}

const checkShare = (around: Around, after: string, folded: string): string[] => {
  const { measure } = around.placed.figure
  if (!isShare(measure)) return []
  const codes = otherName[measure].test(folded) ? ['wrong_measure'] : []
  if (wholes[measure].own.test(after)) return codes
  return [...codes, ...(checkWhole(around, after) ?? checkNext(after))]
}

/** How many characters after a figure tell its measure: `du segment`, `répondants`. */
const toldBy = (measure: Measure, after: string): number => {
  if (measure === 'index') return 0
  return (measure === 'count' ? respondents : wholes[measure].own).exec(after)?.[0].length ?? 0
}

/** Whether the words around a figure leave it what it is: its unit, its whole, its exactness. */
export const checkFigureWords = (around: Around): Fault[] => {
  const { text, placed } = around
  const before = text.slice(0, placed.start)
  const after = text.slice(placed.end)
  const [plainBefore, plainAfter, folded] = [plain(before), plain(after), plain(text)]
  const { measure, id } = placed.figure
  const codes = checkNeighbours(before, after)
  const told = toldBy(measure, plainAfter)
  if (isBentBefore(plainBefore) || isBentAfter(plainAfter.slice(told))) codes.push('bent_figure')
  if (hasOtherUnit(folded, isShare(measure))) codes.push('wrong_measure')
  if (measure === 'index') {
    if (shareBefore.test(plainBefore)) codes.push('wrong_measure')
    codes.push(...checkNext(plainAfter))
  } else if (indexBefore.test(plainBefore)) codes.push('wrong_measure')
  if (isShare(measure)) codes.push(...checkShare(around, plainAfter, folded))
  if (measure === 'count' && !respondents.test(plainAfter)) codes.push(...checkNext(plainAfter))
  return codes.map((code) => ({ code, part: `{${id}}` }))
}

/** The figure in bold, with the words that tell its measure unless the sentence has them, and its stars. */
export const printFigure = ({ voice }: Ground, around: Around): string => {
  const { text, placed } = around
  const { id, measure, stars } = placed.figure
  const after = plain(text.slice(placed.end))
  const isTold =
    measure === 'index'
      ? indexWord.test(plain(text))
      : measure === 'count'
        ? respondents.test(after)
        : wholes[measure].own.test(after) || checkWhole(around, after)?.length === 0
  if (isTold) return `${voice.bold(id)}${stars}`
  const told =
    measure === 'count'
      ? voice.count('figure.count', id)
      : voice.say(`figure.${measure}`, { figure: voice.bold(id) })
  return `${told}${stars}`
}
