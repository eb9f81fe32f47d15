import { type Axis, axes } from './axes.ts'
import type { Ground } from './ground.ts'
import { findMentions } from './mentions.ts'
import { type Focus, focusAfter, noFocus } from './pairing.ts'
import { splitSentences } from './split-sentences.ts'

/** A sentence of the draft: true as it stands, of the labels that the draft spoke of. */
export interface DraftSentence {
  /** With the draft's own spelling. */
  text: string
  /** What the draft spoke of last, at each place where it has this sentence. */
  abouts: Focus[]
}

/** Sentences compare without emphasis, by single blanks. */
export const sentenceKey = (sentence: string): string =>
  sentence.replace(/\*/gu, '').replace(/\s+/gu, ' ').trim()

/** The sentences of a draft, each with what it is about. */
export const readDraft = (ground: Omit<Ground, 'draft'>, draft: string): Map<string, DraftSentence> => {
  const sentences = new Map<string, DraftSentence>()
  let focus = noFocus
  for (const { text } of splitSentences(draft)) {
    const key = sentenceKey(text)
    const known = sentences.get(key)
    sentences.set(key, { text, abouts: [...(known?.abouts ?? []), focus] })
    focus = focusAfter(focus, findMentions(ground, key).mentions)
  }
  return sentences
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((label) => other.has(label))

/** `Ce croisement`, `la base`, `this figure`: of what was spoken of last, even without a figure. */
const pointing = /^(?:ce|cet|cette|cela|la base|attention|this|the (?:base|gap|index)|take care)(?!\p{L})/iu

/**
 * Whether a sentence of the draft still says what it said there: on an axis where it names no label, the text must
 * speak of what the draft spoke of.
 *
 * @param named labels that the sentence itself names
 */
export const isAtHome = (
  { sole }: Pick<Ground, 'sole'>,
  { text, abouts }: DraftSentence,
  { focus, named }: { focus: Focus; named: Focus },
): boolean => {
  if (!/\{c\d/u.test(text) && !pointing.test(text)) return true
  // What introduces a list says nothing of the label named last.
  const isHeading = /:\**$/u.test(text)
  const isSpokenOf = (axis: Axis, about: Focus): boolean => {
    if (named[axis].size > 0 || about[axis].size === 0 || (isHeading && sole[axis] === null)) return true
    if (focus[axis].size > 0) return isSame(focus[axis], about[axis])
    return sole[axis] !== null && isSame(new Set([sole[axis]]), about[axis])
  }
  return abouts.some((about) => axes.every((axis) => isSpokenOf(axis, about)))
}
