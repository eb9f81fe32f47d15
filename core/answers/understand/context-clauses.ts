import {
  bareOf, business, clock, closing, delivery, inPassing, isErrandOnly, isSelf, joint, launch, longestSignOff,
  purpose, request, restriction, salutation, signOff, signOffBeforeName, situation, statement, subject, trade, wish,
} from './context-words.ts' // biome-ignore format: one list, read at a glance
import type { Tag } from './lexicon.ts'
import { isPopulation } from './nearest-labels.ts'
import type { Item, Reading } from './read-items.ts'

/**
 * Clauses that tell why a question is put and to whom ("I'm putting a deck together for tomorrow", « dans le cadre
 * d'une étude pour un client »). Their words account for themselves; what they name of the file still counts. Only
 * such openings are context: « dans les zones rurales, … » restricts the question and is judged like the rest of it.
 */

interface Clause {
  from: number
  /** Exclusive. */
  to: number
  /** Folded words, parted by one blank. */
  words: string
}

const isAsking = new Set<Tag>([
  'top', 'bottom', 'over', 'under', 'compare', 'index', 'vertical', 'horizontal', 'count', 'explain', 'why', 'define',
  'check', 'which', 'which_one', 'which_many', 'only', 'gt', 'gte', 'lt', 'lte',
]) // biome-ignore format: one list, read at a glance
const asksElsewhere = new Set<Tag>([...isAsking, 'profile', 'advice', 'share', 'overview', 'who'])
const foldOf = ({ tokens }: Omit<Reading, 'items'>, item: Item): string =>
  tokens
    .slice(item.from, item.to)
    .map((token) => token.fold)
    .join(' ')

const isBoundary = (reading: Reading, at: number): boolean => {
  const { items, tokens, question } = reading
  const [before, item] = [items[at - 1]!, items[at]!]
  if (before.kind === 'comma' || before.text === '?') return true
  if (/[.!?:;\n…—–]|\s-\s/.test(question.slice(tokens[before.to - 1]!.end, tokens[item.from]!.start)))
    return true
  if (closing.test(tokens[item.from]!.fold)) return true
  const next = tokens[item.from + 1]
  return joint.test(tokens[item.from]!.fold) && next !== undefined && subject.test(next.fold)
}

const clausesOf = (reading: Reading): Clause[] => {
  const { items } = reading
  const clauses: Clause[] = []
  for (const [at, item] of items.entries()) {
    const last = clauses.at(-1)
    const word = foldOf(reading, item)
    // « Pour un client quel est l'indice… »: the question opens its own clause.
    const isQuestion =
      /^(?:quel|which|what|combien|how)/.test(word) && last !== undefined && isErrand(last.words)
    if (last && !isBoundary(reading, at) && !isQuestion) {
      last.to = at + 1
      last.words += ` ${word}`
    } else clauses.push({ from: at, to: at + 1, words: word })
  }
  return clauses
}

const isErrand = (words: string): boolean => purpose.test(bareOf(words))

const bounds = ['gt', 'gte', 'lt', 'lte'] as const

/** « Sous l'eau », « jusqu'à jeudi », « jusqu'à 15 h » compare no figure. */
const isIdleBound = ({ items, tokens }: Reading, at: number): boolean => {
  if (!bounds.some((tag) => items[at]!.tags.has(tag))) return false
  const next = items.slice(at + 1, at + 4).find(({ kind, text }) => kind !== 'words' || clock.test(text))
  const isHour = next?.value != null && /^h(?:eures?)?$|^pm$|^am$/.test(tokens[next.to]?.fold ?? '')
  return isHour || (next?.kind !== 'number' && next?.kind !== 'mention')
}

/** "I just joined" restricts nothing. */
const asks = (reading: Reading, at: number): boolean => {
  const { tags, text } = reading.items[at]!
  if (tags.has('filler') || /^juste?$/i.test(text) || isIdleBound(reading, at)) return false
  return [...tags].some((tag) => isAsking.has(tag))
}

/** « Claire », "Tom Smith": one to three capitalised words that the file and the grammar do not know. */
const isName = (reading: Reading, clause: Clause): boolean => {
  const said = reading.items.slice(clause.from, clause.to).filter(({ kind }) => kind !== 'comma')
  if (!said.length || said.length > 3 || said.some(({ mention, kind }) => mention || kind === 'number'))
    return false
  return said.every((item) => reading.tokens[item.from]!.capital)
}

/** A closing formula, or the name under one; nothing but names may follow. */
const isClosing = (reading: Reading, clauses: Clause[], at: number): boolean => {
  const clause = clauses[at]!
  const words = wordsOf(clause)
  if (at === 0 || words.split(' ').length > longestSignOff) return false
  const own = reading.items.slice(clause.from, clause.to)
  if (own.some(({ mention }) => mention)) return false
  const isLastBut = clauses.slice(at + 1).every((one) => isName(reading, one) || wordsOf(one) === '')
  if (isName(reading, clause) && isLastBut) {
    const before = clauses
      .slice(0, at)
      .findLast((one) => wordsOf(one) !== '' && (isFormula(wordsOf(one)) || !isName(reading, one)))
    if (before && isFormula(wordsOf(before))) return true
  }
  if (signOffBeforeName.test(words)) return isLastBut && at + 1 < clauses.length
  return signOff.test(words) && !own.some((_, offset) => asks(reading, clause.from + offset))
}

const isFormula = (words: string): boolean =>
  signOff.test(words) || wish.test(words) || signOffBeforeName.test(words)

/** The words of a clause without its commas. */
const wordsOf = ({ words }: Clause): string => words.replace(/(?:^| )[,;?](?= |$)/g, '').trim()

const isContext = (reading: Reading, clauses: Clause[], at: number): boolean => {
  const { items } = reading
  const clause = clauses[at]!
  const words = wordsOf(clause)
  const bare = bareOf(words)
  if (wish.test(bare) || wish.test(words) || isClosing(reading, clauses, at)) return true
  const hasLabel = items.slice(clause.from, clause.to).some(({ mention }) => mention)
  if (!hasLabel && (isErrandOnly(words) || delivery.test(bare) || delivery.test(words))) return true
  if (!hasLabel && at === 0 && salutation.test(words)) return true
  if (items[clause.to]?.text === '?' || items[clause.to - 1]?.text === '?') return false
  const own = items.slice(clause.from, clause.to)
  if (own.some((_, offset) => asks(reading, clause.from + offset))) return false
  if (request.test(bare) || restriction.test(bare)) return false
  const isOfOthers = own.some((item) => item.kind === 'unknown' && isPopulation(reading.tokens[item.from]!))
  if (isOfOthers && !isSelf.test(bare)) return false
  if (purpose.test(bare)) return !own.some(({ mention }) => mention)
  if (trade.test(bare) && own.slice(0, 5).some((item) => business.test(item.text.toLowerCase()))) return true
  if (situation.test(bare) || situation.test(words)) return !hasLabel
  return statement.test(bare) || launch.test(bare)
}

const asFiller = (item: Item): void => {
  item.kind = 'words'
  item.mention = null
  item.tags = new Set<Tag>(['filler'])
}

const isThinGuess = ({ mention }: Item): boolean =>
  mention !== null && mention.score < 0.9 && !mention.isWhole

/** A group's name in passing (« with the TV sales house »), when one of its labels is named elsewhere. */
const isPassing = (items: Item[], item: Item): boolean => {
  const groups = item.mention?.options.filter(({ kind }) => kind === 'group') ?? []
  return groups.some(({ axis, text }) =>
    items.some(({ mention }) => mention?.options.some((one) => one.axis === axis && one.group === text)),
  )
}

const isLink = (item: Item): boolean =>
  item.kind === 'words' &&
  /^(?:d|de|des|du|la|le|les|l|the|of|à|a|au|aux|en|dans|in|from|at|an|un|une|qui|who|avec|with)$/i.test(
    item.text,
  )

/** Whether a word says more of a label than the label does: « femmes rurales », "rural women". */
const isQualifier = (items: Item[], at: number, own: Clause): boolean => {
  const near = (step: 1 | -1): Item | undefined => {
    let next = at + step
    while (next >= own.from && next < own.to && (isLink(items[next]!) || items[next]!.kind === 'unknown'))
      next += step
    return next >= own.from && next < own.to ? items[next] : undefined
  }
  return [near(1), near(-1)].some((item) => item?.mention && !isPassing(items, item))
}

/** « On lance une nouvelle box » before its label: what is launched is no population. */
const isBeforeOffering = (reading: Reading, clause: Clause, offset: number): boolean =>
  reading.items
    .slice(clause.from + offset, clause.to)
    .some((item) => !item.mention && business.test(foldOf(reading, item)))

const settle = (reading: Reading, clause: Clause): void => {
  const { items } = reading
  const own = items.slice(clause.from, clause.to)
  for (const item of own) if (isThinGuess(item)) asFiller(item)
  const isLaunch = launch.test(bareOf(wordsOf(clause)))
  const hasMention = own.some((item) => item.mention && !isPassing(items, item))
  for (const [offset, item] of own.entries()) {
    if (item.mention || item.kind === 'comma') continue
    const isFor = business.test(foldOf(reading, item))
    if (!hasMention || (isLaunch && !item.mention && isBeforeOffering(reading, clause, offset)))
      asFiller(item)
    else if (item.tags.has('outside') || item.tags.has('unsupported')) asFiller(item)
    else if (item.kind === 'unknown' || isFor) {
      if (isFor || !isQualifier(items, clause.from + offset, clause)) asFiller(item)
    }
  }
}

const inquiry =
  /^(?:(?:me|m|nous) demand\w+|ask\w* (?:me|us)|(?:is|are|keeps?) (?:asking|waiting)|(?:needs?|wants?) it|(?:le|la) demande|l attend|want\w* to know|would like to know|(?:veut|veulent|voudrait|voudraient|aimerait|aimeraient|souhaite|souhaitent) (?:savoir|connaitre|comprendre))\b/
const longestInquiry = 8

/** « Mon chef me demande », "they'll surely ask me": who asks is nobody of the file. */
const settleInquiry = (reading: Reading, { from, to }: Clause): void => {
  const { items } = reading
  for (let at = from; at < Math.min(to, from + longestInquiry); at++) {
    if (items[at]!.mention) return
    const rest = items
      .slice(at, at + 4)
      .map((item) => foldOf(reading, item))
      .join(' ')
    if (!inquiry.test(rest)) continue
    const said = inquiry.exec(rest)![0].split(' ').length
    for (let one = from; one < to && items[one]!.from < items[at]!.from + said; one++)
      if (!items[one]!.mention) asFiller(items[one]!)
    return
  }
}

/** « … pour ma réunion demain », "for my boss tomorrow" inside the clause that asks. */
const settleErrands = (reading: Reading): void => {
  const { items, tokens } = reading
  // « top 3 pour ma classe » : with no label, whoever it is for may be the label that is meant.
  const isRanking = items.some(({ tags }) =>
    ['top', 'bottom', 'over', 'under'].some((tag) => tags.has(tag as Tag)),
  )
  if (isRanking && !items.some(({ mention }) => mention)) return
  for (const [at, item] of items.entries()) {
    const ahead = tokens.slice(item.from, item.from + 6).map((token) => token.fold)
    const said = inPassing.exec(ahead.join(' '))?.[0].split(' ').length ?? 0
    if (!said) continue
    const own = items.slice(at, at + said).filter(({ from }) => from < item.from + said)
    // « Pour le client rural »: what qualifies it may be the population that is meant.
    const isQualified = items.find(({ from }) => from >= item.from + said)?.kind === 'unknown'
    if (!isQualified && !own.some(({ mention, kind }) => mention || kind === 'comma'))
      for (const one of own) asFiller(one)
  }
}

/** Marks the words of context clauses as accounted for, when another clause asks something. */
export const settleContext = (reading: Reading): Reading => {
  const clauses = clausesOf(reading)
  settleErrands(reading)
  for (const clause of clauses) settleInquiry(reading, clause)
  if (clauses.length < 2) return reading
  const contexts = clauses.filter((_, at) => isContext(reading, clauses, at))
  const isAsked = clauses.some(
    (clause) =>
      !contexts.includes(clause) &&
      reading.items
        .slice(clause.from, clause.to)
        .some(({ mention, tags }) => mention || [...tags].some((tag) => asksElsewhere.has(tag))),
  )
  if (isAsked) for (const clause of contexts) settle(reading, clause)
  return reading
}
