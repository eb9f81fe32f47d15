import { flatten } from '../shown/words.ts'
import type { Loose, StoredMessage } from '../world-state.ts'

const selects = new Set([3, 5, 6, 7, 8])

const pick = (found: Loose[], what: string, all: Loose[], nth: number): Loose => {
  const one = found[nth]
  const shown = all.map(({ label, placeholder, custom_id: id }) => label ?? placeholder ?? id).join(', ')
  if (!one) throw new Error(`There is no ${what}; there are: ${shown}.`)
  if (one.disabled) throw new Error(`${what} is disabled.`)
  return one
}

/** By label or custom id. */
export const findButton = (message: StoredMessage, wanted: string, nth = 0): Loose => {
  const buttons = flatten(message.components).filter(({ type }) => type === 2)
  const found = buttons.filter(
    (one) => one.label === wanted || one.custom_id === wanted || one.emoji?.name === wanted,
  )
  return pick(found, `button « ${wanted} »`, buttons, nth)
}

/** By placeholder or custom id. */
export const findSelect = (message: StoredMessage, wanted: string, nth = 0): Loose => {
  const all = flatten(message.components).filter(({ type }) => selects.has(type))
  const found = all.filter((one) => one.placeholder === wanted || one.custom_id === wanted)
  return pick(found, `select « ${wanted} »`, all, nth)
}

/** Values of a select by value or label. */
export const optionValues = (options: Loose[], wanted: string[]): string[] =>
  wanted.map((one) => {
    const option = options.find(({ value, label }) => value === one || label === one)
    if (!option)
      throw new Error(
        `There is no option « ${one} »; there are: ${options.map(({ label }) => label).join(', ')}.`,
      )
    return option.value
  })
