import type { TgiTable } from '../../datasets/table.ts'
import { splitLabel } from '../../datasets/table.ts'
import type { Locale } from '../answer.ts'
import { otherAxis } from './draft.ts'
import { type Axis, labelIndexOf } from './label-index.ts'
import type { Tag } from './lexicon.ts'
import { type Reading, readItems } from './read-items.ts'
import type { Mention } from './spot-labels.ts'
import { editDistance, fold, tokenise } from './text.ts'
import type { FollowUpContext } from './understanding.ts'

type Ask = NonNullable<FollowUpContext['ask']>
interface Answered {
  table: TgiTable
  locale: Locale
}

const ordinals = [
  'premier premiere 1er 1ere 1 un une first one',
  'deuxieme second seconde 2e 2eme 2 deux two',
  'troisieme third 3e 3eme 3 trois three',
  'quatrieme fourth 4e 4eme 4 quatre four',
  'cinquieme fifth 5e 5eme 5 cinq five',
  'sixieme sixth 6 six',
  'septieme seventh 7 sept seven',
  'huitieme eighth 8 huit eight',
].map((words) => new Set(words.split(' ')))

const small = new Set(
  'le la l les the number numero choix option choice please stp svp je veux i mean want dis oui yes plutot celui celle one du des de d a propos pour chez in among en sur au aux a with at on for merci thanks thx pls plz ok e er ere eme nd rd th st'.split(
    ' ',
  ),
)

const ordinalOf = (words: string[], count: number): number => {
  const said = words.filter((word) => !small.has(word) || word === 'one')
  const last = /^(?:dernier|derniere|last)$/.test(said[0] ?? '')
  if (last && said.length <= 2) return count - 1
  const grave = said.filter((word) => word !== 'one' || said.length === 1)
  return grave.length === 1 ? ordinals.findIndex((set) => set.has(grave[0]!)) : -1
}

const yes = new Set('oui ouais ok exact exactement voila yes yep yeah right exactly correct'.split(' '))

/** A reply that only confirms: « oui », "yes please". */
const isYes = (words: string[]): boolean =>
  words.some((word) => yes.has(word)) && words.every((word) => yes.has(word) || small.has(word))

const namedIn = (reply: string, candidates: string[]): number => {
  const words = tokenise(reply)
    .map((token) => token.stem)
    .filter((word) => !small.has(word))
  if (!words.length) return -1
  const scored = candidates.map((candidate) => {
    const own = new Set(tokenise(`${candidate} ${splitLabel(candidate).value}`).map((token) => token.stem))
    const found = words.filter(
      (word) => own.has(word) || [...own].some((one) => word.length > 4 && editDistance(word, one, 1) <= 1),
    )
    const exact = fold(splitLabel(candidate).value) === fold(reply.trim())
    // Of two labels that both hold the words, the one with the fewest others: `qualifié` is not `non qualifié`.
    return found.length === words.length ? found.length / own.size + (exact ? 1 : 0) : 0
  })
  const best = Math.max(...scored)
  return best > 0 && scored.filter((score) => score === best).length === 1 ? scored.indexOf(best) : -1
}

const measureWords: Record<string, RegExp> = { vertical: /vert/i, horizontal: /hor[iz]/i }

const replaceMention = (question: string, mention: string | undefined, label: string): string => {
  const at = mention ? question.indexOf(mention) : -1
  const quoted = ` «${label}» `
  return at < 0
    ? `${question}${quoted}`
    : question.slice(0, at) + quoted + question.slice(at + mention!.length)
}

const light: Tag[] = [
  'among',
  'on',
  'of',
  'by',
  'filler',
  'follow',
  'people',
  'who',
  'copula',
  'thanks',
  'greeting',
  'row',
  'segment',
]

const readIn = (text: string, { table, locale }: Answered): Reading =>
  readItems(text, { tokens: tokenise(text), index: labelIndexOf(table), locale })

const isOn = (mention: Mention | null, side: Axis): boolean =>
  mention?.options.some(({ axis }) => axis === side) ?? false

/** « Indice des cadres ? », « et les employés ? »: the reply changes the label that was said and leaves the other open. */
const withSwapped = (
  question: string,
  said: string,
  { side, answered }: { side: Axis; answered: Answered },
): string | null => {
  const { items, tokens } = readIn(question, answered)
  const named = items.filter(({ mention }) => mention)
  const [item] = named
  if (!item || named.length > 1 || !isOn(item.mention, side)) return null
  return `${question.slice(0, tokens[item.from]!.start)}${said}${question.slice(tokens[item.to - 1]!.end)}`
}

/** The question with what a reply names (« en bénévolat », "for the divorced"), when it says nothing else. */
const withMention = (reply: string, { question, candidates }: Ask, answered: Answered): string | null => {
  const { items } = readIn(reply, answered)
  const named = items.flatMap(({ mention }) => mention ?? [])
  const isLight = items.every(
    ({ mention, kind, tags }) => mention || kind === 'comma' || light.some((tag) => tags.has(tag)),
  )
  const [only] = named
  if (!only || named.length > 1 || !isLight) return null
  const missing: Axis = answered.table.rows.includes(candidates[0] ?? '') ? 'row' : 'segment'
  const said = only.options.length === 1 ? `«${only.options[0]!.text}»` : only.text
  if (isOn(only, missing)) return `${question} , ${said}`
  return withSwapped(question, said, { side: otherAxis(missing), answered })
}

/**
 * The question that a reply completes: the one that waited, with the choice put in, or null when the reply chooses
 * nothing (and is a new question).
 */
export const completeQuestion = (reply: string, ask: Ask, answered: Answered): string | null => {
  const { table } = answered
  if (reply.length > 200) return null
  const words = tokenise(fold(reply)).map((token) => token.fold)
  if (!words.length || words.length > 12) return null
  const { candidates, question, reason, mention } = ask
  const at = ordinalOf(words, candidates.length)
  if (reason === 'ambiguous_measure') {
    const named = Object.keys(measureWords).filter((measure) => measureWords[measure]!.test(reply))
    const chosen = candidates[at] ?? (named.length === 1 && words.length <= 4 ? named[0] : undefined)
    return chosen ? `${question} % ${chosen}` : null
  }
  if (reason === 'which_axis') return null
  const confirmed = new Set(candidates).size === 1 && isYes(words) ? candidates[0] : undefined
  const chosen = confirmed ?? candidates[at] ?? candidates[namedIn(reply, candidates)] ?? null
  if (reason === 'ambiguous_label') return chosen ? replaceMention(question, mention, chosen) : null
  const known =
    chosen ??
    [...table.rows, ...table.segments].find(
      (label) => fold(splitLabel(label).value) === fold(reply.trim()),
    ) ??
    null
  if (known) return `${question} , «${known}»`
  return reason === 'missing_label' ? withMention(reply, ask, answered) : null
}
