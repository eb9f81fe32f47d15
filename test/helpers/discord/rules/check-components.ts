import type { BodyFault } from '../api/refusal.ts'
import { flatten } from '../shown/words.ts'
import type { Loose } from '../world-state.ts'

const fault = (at: string, code: string, message: string): BodyFault => ({ at, code, message })

/** Kinds that only a message of components may have. */
const ofV2 = new Set([9, 10, 11, 12, 13, 14, 17])
const selects = new Set([3, 5, 6, 7, 8])

const repeated = (values: unknown[]): unknown[] =>
  values.filter((value, index) => values.indexOf(value) !== index)

const checkButton = (one: Loose): BodyFault[] => {
  if (one.type !== 2) return []
  const isLink = one.style === 5
  if (isLink !== Boolean(one.url) || isLink === Boolean(one.custom_id))
    return [
      fault(
        'components',
        'BUTTON_COMPONENT_INVALID',
        `a button ${JSON.stringify(one)} needs an id or an address`,
      ),
    ]
  if (!one.label && !one.emoji)
    return [fault('components', 'BUTTON_COMPONENT_INVALID', 'a button needs a label or an emoji')]
  return []
}

const checkCustomId = ({ custom_id: id }: Loose): BodyFault[] =>
  id !== undefined && id !== null && (id.length < 1 || id.length > 100)
    ? [fault('components', 'BASE_TYPE_BAD_LENGTH', 'custom_id must be between 1 and 100 in length')]
    : []

const checkSelect = (one: Loose): BodyFault[] => {
  if (!selects.has(one.type)) return []
  const options: Loose[] = one.options ?? []
  const faults: BodyFault[] = []
  if (!one.custom_id) faults.push(fault('components', 'BASE_TYPE_REQUIRED', 'a select needs a custom_id'))
  if (one.type === 3 && (options.length < 1 || options.length > 25))
    faults.push(
      fault('components', 'BASE_TYPE_BAD_LENGTH', `${options.length} options: must be between 1 and 25`),
    )
  if (repeated(options.map(({ value }) => value)).length > 0)
    faults.push(fault('components', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'the value is already used'))
  if (options.filter((option) => option.default).length > (one.max_values ?? 1))
    faults.push(fault('components', 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', 'more defaults than max_values'))
  if ((one.placeholder?.length ?? 0) > 150)
    faults.push(fault('components', 'BASE_TYPE_MAX_LENGTH', 'placeholder must be 150 or fewer'))
  return faults
}

const checkRow = (one: Loose): BodyFault[] => {
  if (one.type !== 1) return []
  const inner: Loose[] = one.components ?? []
  const isMixed = inner.some(({ type }) => selects.has(type)) && inner.length > 1
  return inner.length < 1 || inner.length > 5 || isMixed
    ? [fault('components', 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'a row holds five buttons or one select')]
    : []
}

const unique = (components: Loose[], key: 'custom_id' | 'id'): BodyFault[] => {
  const values = components.map((one) => one[key]).filter((value) => value !== undefined && value !== null)
  return repeated(values).length > 0
    ? [fault('components', `COMPONENT_${key.toUpperCase()}_DUPLICATED`, `${repeated(values)} is used twice`)]
    : []
}

const textLength = (components: Loose[]): number =>
  components.reduce((sum, one) => sum + (one.type === 10 ? String(one.content).length : 0), 0)

/** Limits of all components of a message together, and those of single ones that hold without the contract. */
export const checkComponents = (components: Loose[], isV2: boolean): BodyFault[] => {
  const every = flatten(components)
  const faults = every.flatMap((one) => [
    ...checkButton(one),
    ...checkCustomId(one),
    ...checkSelect(one),
    ...checkRow(one),
  ])
  faults.push(...unique(every, 'custom_id'), ...unique(every, 'id'))
  if (every.length > 40)
    faults.push(
      fault('components', 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', `${every.length} of 40 components`),
    )
  if (textLength(every) > 4000)
    faults.push(
      fault(
        'components',
        'COMPONENT_MAX_TOTAL_TEXT_EXCEEDED',
        `${textLength(every)} of 4,000 characters of text`,
      ),
    )
  if (!isV2 && every.some(({ type }) => ofV2.has(type)))
    faults.push(fault('components', 'UNION_TYPE_CHOICES', 'such components need the flag IS_COMPONENTS_V2'))
  if (!isV2 && components.length > 5)
    faults.push(fault('components', 'BASE_TYPE_BAD_LENGTH', 'must be 5 or fewer in length'))
  return faults
}
