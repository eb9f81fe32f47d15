import type { Loose } from '../world-state.ts'

export interface Found {
  block: Loose
  element: Loose
  /** Which of two feedback buttons, or which entry of an overflow menu. */
  choice: Loose | null
}

const elementsOf = (block: Loose): Loose[] =>
  [
    block.accessory,
    block.element,
    ...(Array.isArray(block.elements) ? block.elements : []),
    ...(block.actions ?? []),
  ].filter((element) => element?.type && element.action_id !== undefined)

const labelOf = (element: Loose): string | undefined => element.text?.text ?? element.placeholder?.text

/** Buttons that stand for two, such as thumbs up and down. */
const choicesOf = (element: Loose): Loose[] =>
  element.type === 'feedback_buttons'
    ? [element.positive_button, element.negative_button]
    : element.type === 'overflow'
      ? element.options
      : []

const deepBlocks = (blocks: Loose[]): Loose[] =>
  blocks.flatMap((block) => [
    block,
    ...deepBlocks(block.child_blocks ?? []),
    ...(block.type === 'carousel' ? (block.elements ?? []) : []),
  ])

const matches = (element: Loose, wanted: string): Loose | true | null => {
  const choice = choicesOf(element).find(
    ({ text, value, accessibility_label: spoken }) =>
      text?.text === wanted || value === wanted || spoken === wanted,
  )
  if (choice) return choice
  return element.action_id === wanted || labelOf(element) === wanted ? true : null
}

/** What can be pressed under this action id, label or value; the first of several, or the nth. */
export const findElement = (blocks: Loose[], wanted: string, nth = 0): Found => {
  const all = deepBlocks(blocks).flatMap((block) => elementsOf(block).map((element) => ({ block, element })))
  const found = all.flatMap(({ block, element }) => {
    const match = matches(element, wanted)
    return match === null ? [] : [{ block, element, choice: match === true ? null : match }]
  })
  const one = found[nth]
  if (one) return one
  const names = all.map(({ element }) => `${element.action_id} "${labelOf(element) ?? ''}"`)
  throw new Error(`There is nothing to press called "${wanted}"; there are: ${names.join(', ') || 'none'}.`)
}
