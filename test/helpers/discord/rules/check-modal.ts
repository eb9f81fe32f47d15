import { type BodyFault, invalidBody } from '../api/refusal.ts'
import { flatten } from '../shown/words.ts'
import type { Loose } from '../world-state.ts'

const within = (at: string, length: number, least: number, most: number): BodyFault[] =>
  length < least || length > most
    ? [{ at, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${least} and ${most} in length.` }]
    : []

/** Top-level kinds: a row of a text input, a text, a label around a field. */
const tops = new Set([1, 10, 18])
const fields = new Set([3, 4, 5, 6, 7, 8, 19, 21, 22, 23])

const checkField = (one: Loose, at: string): BodyFault[] => {
  if (one.type === 18)
    return [
      ...within(`${at}/label`, one.label?.length ?? 0, 1, 45),
      ...within(`${at}/description`, one.description?.length ?? 0, 0, 100),
    ]
  if (!fields.has(one.type)) return []
  const faults = within(`${at}/custom_id`, one.custom_id?.length ?? 0, 1, 100)
  if (one.type === 3) faults.push(...within(`${at}/options`, one.options?.length ?? 0, 1, 25))
  if (one.type === 21) faults.push(...within(`${at}/options`, one.options?.length ?? 0, 2, 10))
  if (one.type === 22) faults.push(...within(`${at}/options`, one.options?.length ?? 0, 1, 10))
  if (one.type === 4) {
    faults.push(...within(`${at}/value`, one.value?.length ?? 0, 0, one.max_length ?? 4000))
    faults.push(...within(`${at}/placeholder`, one.placeholder?.length ?? 0, 0, 100))
    if ((one.max_length ?? 4000) > 4000 || (one.max_length ?? 4000) < 1)
      faults.push({ at: `${at}/max_length`, code: 'NUMBER_TYPE_MAX', message: 'Must be between 1 and 4000.' })
  }
  // A select in a modal says with `required`, not with `disabled`, what has to be filled in.
  if (one.disabled)
    faults.push({ at: `${at}/disabled`, code: 'COMPONENT_DISABLED_IN_MODAL', message: 'Not in a modal.' })
  return faults
}

/** @throws Refusal 50035 for a form that Discord would not show */
export const checkModal = (data: Loose): void => {
  const components: Loose[] = data?.components ?? []
  const every = flatten(components)
  const ids = every.map(({ custom_id: id }) => id).filter(Boolean)
  const faults = [
    ...within('data/title', data?.title?.length ?? 0, 1, 45),
    ...within('data/custom_id', data?.custom_id?.length ?? 0, 1, 100),
    ...within('data/components', components.length, 1, 5),
    ...every.flatMap((one, index) => checkField(one, `data/components/${index}`)),
  ]
  if (components.some(({ type }) => !tops.has(type)))
    faults.push({ at: 'data/components', code: 'UNION_TYPE_CHOICES', message: 'Not a component of a modal.' })
  if (new Set(ids).size < ids.length)
    faults.push({ at: 'data/components', code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message: 'used twice' })
  if (faults.length > 0) throw invalidBody(faults)
}
