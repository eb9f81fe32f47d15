import { type RichElement, type RichLeaf, type RichList, type RichSection, section } from './rich-text.ts'
import { cutText } from './split-text.ts'

/** A part of rich text that stays whole, and what stands between it and the one before. */
export interface Atom {
  element: RichElement
  /** Nothing (the paragraph goes on), the next line, or a blank line. */
  gap: '' | '\n' | '\n\n'
}

/** As Slack may count it: wrapping included. */
export const weightOf = (value: unknown): number => JSON.stringify(value).length

/** So small that a message is filled well. */
const maxWeight = 3_000
const maxLeafCharacters = 1_500

const cutLeaf = (leaf: RichLeaf): RichLeaf[] =>
  weightOf(leaf) <= maxLeafCharacters
    ? [leaf]
    : cutText(leaf.text, maxLeafCharacters, (text) => weightOf(text)).map((text) => ({ ...leaf, text }))

/** In runs that weigh little enough; none is empty. */
const runsOf = <Part>(parts: readonly Part[]): Part[][] => {
  const runs: Part[][] = []
  let weight = 0
  for (const part of parts) {
    const own = weightOf(part)
    if (runs.length === 0 || weight + own > maxWeight) {
      runs.push([])
      weight = 0
    }
    runs.at(-1)!.push(part)
    weight += own
  }
  return runs
}

const cutSection = ({ elements }: RichSection): RichSection[] =>
  runsOf(elements.flatMap(cutLeaf)).map((run) => section(...run))

/** `items` of the list, the first of which is its `number`th, counted from 0. */
const listOf = (list: RichList, items: RichSection[], number: number): RichElement => ({
  ...list,
  elements: items,
  ...(list.style === 'ordered' && number > 0 && { offset: number }),
})

/** Of an item that weighs too much the rest is text below it: as an item it would bear the number of the next one. */
const cutList = (list: RichList): RichElement[] => {
  const items = list.elements.map((item, at) => ({ at, pieces: cutSection(item) }))
  const parts: RichElement[] = []
  let from = 0
  for (const { at, pieces } of items) {
    if (pieces.length < 2 && at < items.length - 1) continue
    const whole = items.slice(from, at + 1).flatMap(({ pieces: [first] }) => first ?? [])
    let number = (list.offset ?? 0) + from
    for (const run of runsOf(whole)) {
      parts.push(listOf(list, run, number))
      number += run.length
    }
    parts.push(...pieces.slice(1))
    from = at + 1
  }
  return parts
}

const cutElement = (element: RichElement): RichElement[] => {
  if (weightOf(element) <= maxWeight) return [element]
  if (element.type === 'rich_text_section') return cutSection(element)
  if (element.type === 'rich_text_preformatted')
    return runsOf(element.elements.flatMap(cutLeaf)).map((elements) => ({ ...element, elements }))
  return cutList(element)
}

/** Without what shows nothing, which Slack refuses. */
const filled = (element: RichElement): RichElement[] => {
  if (element.type === 'rich_text_section') return element.elements.length > 0 ? [element] : []
  if (element.type === 'rich_text_preformatted') {
    const elements = element.elements.filter(({ text }) => text !== '')
    return elements.length > 0 ? [{ ...element, elements }] : []
  }
  const elements = element.elements.filter((item) => item.elements.length > 0)
  return elements.length > 0 ? [{ ...element, elements }] : []
}

/** Elements as atoms, each `gap` apart from the one before. */
export const atomsOf = (elements: readonly RichElement[], gap: '\n' | '\n\n' = '\n\n'): Atom[] =>
  elements
    .flatMap(filled)
    .flatMap((element) =>
      cutElement(element).map((part, at): Atom => ({ element: part, gap: at === 0 ? gap : '' })),
    )

const isSection = (element: RichElement | undefined): element is RichSection =>
  element?.type === 'rich_text_section'

const withText = ({ elements }: RichSection, { start = '', end = '' }): RichSection =>
  section(
    ...(start ? [{ type: 'text' as const, text: start }] : []),
    ...elements,
    ...(end ? [{ type: 'text' as const, text: end }] : []),
  )

/**
 * The atoms as the elements of one block. Slack sets sections close to each other and shows breaks within one, so that
 * neighbours become one section, as its own composer writes them.
 */
export const assemble = (atoms: readonly Atom[]): RichElement[] => {
  const elements: RichElement[] = []
  for (const { element, gap } of atoms) {
    const last = elements.at(-1)
    if (isSection(element) && isSection(last))
      elements[elements.length - 1] = section(...withText(last, { end: gap }).elements, ...element.elements)
    else if (isSection(element) && last) elements.push(withText(element, { start: gap === '' ? '' : '\n' }))
    else elements.push(element)
  }
  return elements
}
