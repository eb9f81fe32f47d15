import { guardText } from '../../guard.ts'
import { quoteLabel } from '../../word/quote.ts'
import { checkDirection } from './contradictions.ts'
import { isAtHome, sentenceKey } from './draft.ts'
import { checkFigureWords, printFigure } from './figure-words.ts'
import type { Fault, Ground } from './ground.ts'
import { findHiddenNumbers } from './hidden-numbers.ts'
import { findMentions, type Mention, type Mentions, mask } from './mentions.ts'
import { checkNumberLabels } from './number-labels.ts'
import { checkOrder } from './order.ts'
import { checkPairing, type Focus, focusAfter, noFocus, type Placed } from './pairing.ts'
import { findUnsafe } from './unsafe-text.ts'

export type Checked =
  | { ok: true; text: string; focus: Focus; figures: number }
  | { ok: false; faults: Fault[] }

const maxSentence = 1_500
const placeholder = /\{\s?(c\d{1,6})(#?)\s?\}/gu

/** Emphasis is ours alone; signs that people cannot see could hide anything. */
const tidy = (sentence: string): string =>
  sentence
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{C}|\*/gu, '')
    .trim()

/** A sentence of the draft is true as it stands, whatever its figures are. */
const printDraft = ({ voice }: Ground, sentence: string): string =>
  sentence.replace(/\*{0,2}\{(c\d+)(#?)\}\*{0,2}/gu, (_, id: string, isBare: string) =>
    isBare ? `**${voice.number(id)}**` : voice.bold(id),
  )

interface Read extends Mentions {
  placed: Placed[]
}

/** Labels and placeholders of a sentence, masked letter for letter; a placeholder that may not stand here is a fault. */
const readSentence = (ground: Ground, sentence: string): Read => {
  const read: Read = { ...findMentions(ground, sentence), placed: [] }
  const known = new Set(ground.claims.map(({ id }) => id))
  for (const { 0: found, 1: id, 2: bare, index } of read.masked.matchAll(placeholder)) {
    const figure = ground.figures.get(id!)
    const end = index + found.length
    read.masked = mask(read.masked, index, end)
    if (figure && !bare) read.placed.push({ figure, start: index, end })
    else read.faults.push({ code: known.has(id!) ? 'draft_figure' : 'unknown_placeholder', part: `{${id}}` })
  }
  return read
}

const findFaults = (ground: Ground, sentence: string, read: Read, focus: Focus): Fault[] => {
  const { masked, placed, mentions } = read
  const said = { masked, placed, mentions, focus, ground }
  return [
    ...read.faults,
    ...findUnsafe(masked).map((code) => ({ code })),
    ...findHiddenNumbers(masked).map((part) => ({ code: 'written_number', part })),
    ...placed.flatMap((one) => checkFigureWords({ text: masked, placed: one, mentions })),
    ...checkPairing({ text: masked, placed, mentions, focus, ground }),
    ...checkNumberLabels(ground, { ...read, sentence }),
    ...checkDirection(said),
    ...checkOrder(said),
  ]
}

const print = (ground: Ground, sentence: string, { masked, placed, mentions }: Read): string => {
  const quoted = mentions.filter(({ isQuoted }) => isQuoted)
  const parts = [
    ...placed.map((one) => ({ ...one, text: printFigure(ground, { text: masked, placed: one, mentions }) })),
    ...quoted.map((one) => ({ ...one, text: quoteLabel(one.label, ground.locale) })),
  ].sort((a, b) => b.start - a.start)
  let text = sentence
  for (const part of parts) text = text.slice(0, part.start) + part.text + text.slice(part.end)
  return text
}

/** The guard of our own templates reads it once more, knowing only the labels of this sentence. */
const guard = (ground: Ground, text: string, mentions: readonly Mention[]): Fault[] => {
  const { claims, locale } = ground
  const guarded = guardText(text, { claims, labels: mentions.map(({ label }) => label), locale })
  return guarded.ok ? [] : guarded.figures.map((part) => ({ code: 'written_number', part }))
}

/**
 * A sentence of a model: passed with its figures put in, or refused with what is wrong. Figures come through
 * placeholders only, beside their own labels and in their own measure; nothing else in it counts anything.
 */
export const checkSentence = (ground: Ground, sentence: string, focus: Focus): Checked => {
  if (sentence.length > maxSentence) return { ok: false, faults: [{ code: 'too_long' }] }
  const tidied = tidy(sentence)
  const draft = ground.draft.get(sentenceKey(tidied))
  const read = readSentence(ground, tidied)
  const next = focusAfter(focus, read.mentions)
  if (draft) {
    const named = focusAfter(noFocus, read.mentions)
    if (!isAtHome(ground, draft, { focus, named })) return { ok: false, faults: [{ code: 'moved_sentence' }] }
    return { ok: true, text: printDraft(ground, draft.text), focus: next, figures: read.placed.length }
  }
  const faults = findFaults(ground, tidied, read, focus)
  if (faults.length > 0) return { ok: false, faults }
  const text = print(ground, tidied, read)
  const slipped = guard(ground, text, read.mentions)
  if (slipped.length > 0) return { ok: false, faults: slipped }
  return { ok: true, text, focus: next, figures: read.placed.length }
}
