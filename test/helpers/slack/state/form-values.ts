import type { Loose } from '../world-state.ts'

/** Elements that hold something, with the block they stand in. */
export const inputsOf = (blocks: Loose[]): { block: Loose; element: Loose }[] =>
  blocks.flatMap((block) => {
    const elements = [block.element, block.accessory, ...(block.elements ?? [])].filter(Boolean)
    return elements
      .filter(({ type, action_id: action }) => action && startOf[type])
      .map((element) => ({ block, element }))
  })

/** The value of an element as Slack tells it, from what the element starts with. */
const startOf: Record<string, (element: Loose) => Loose> = {
  plain_text_input: ({ initial_value: value }) => ({ value: value ?? null }),
  email_text_input: ({ initial_value: value }) => ({ value: value ?? null }),
  url_text_input: ({ initial_value: value }) => ({ value: value ?? null }),
  number_input: ({ initial_value: value }) => ({ value: value ?? null }),
  static_select: ({ initial_option: option }) => ({ selected_option: option ?? null }),
  external_select: ({ initial_option: option }) => ({ selected_option: option ?? null }),
  radio_buttons: ({ initial_option: option }) => ({ selected_option: option ?? null }),
  multi_static_select: ({ initial_options: options }) => ({ selected_options: options ?? [] }),
  checkboxes: ({ initial_options: options }) => ({ selected_options: options ?? [] }),
  users_select: ({ initial_user: user }) => ({ selected_user: user ?? null }),
  channels_select: ({ initial_channel: channel }) => ({ selected_channel: channel ?? null }),
  conversations_select: ({ initial_conversation: conversation }) => ({
    selected_conversation: conversation ?? null,
  }),
  datepicker: ({ initial_date: date }) => ({ selected_date: date ?? null }),
  timepicker: ({ initial_time: time }) => ({ selected_time: time ?? null }),
  file_input: () => ({ files: [] }),
}

const optionsOf = (element: Loose): Loose[] => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap(({ options }: Loose) => options),
]

/** The option by its value or its label. */
export const findOption = (element: Loose, wanted: string): Loose => {
  const options = optionsOf(element)
  const found =
    options.find(({ value }) => value === wanted) ?? options.find(({ text }) => text?.text === wanted)
  if (!found)
    throw new Error(
      `There is no option "${wanted}"; there are ${options.map(({ text }) => `"${text?.text}"`).join(', ')}.`,
    )
  return found
}

const plainOption = ({ text, value, description }: Loose): Loose => ({
  text,
  value,
  ...(description && { description }),
})

/** What somebody fills in, as Slack tells it. */
export const fillIn = (element: Loose, given: Loose): Loose => {
  const type = element.type
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: given === null ? null : plainOption(findOption(element, given)) }
    case 'external_select':
      return { type, selected_option: given }
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: given.map((one: string) => plainOption(findOption(element, one))) }
    case 'users_select':
      return { type, selected_user: given }
    case 'channels_select':
      return { type, selected_channel: given }
    case 'conversations_select':
      return { type, selected_conversation: given }
    case 'datepicker':
      return { type, selected_date: given }
    case 'timepicker':
      return { type, selected_time: given }
    case 'file_input':
      return { type, files: given }
    default:
      return { type, value: given }
  }
}

export const isEmpty = (value: Loose): boolean =>
  Object.entries(value ?? {}).every(
    ([key, held]) =>
      key === 'type' || held === null || held === '' || (Array.isArray(held) && held.length === 0),
  )

/** Values of all inputs by block and action; what was filled in before stays. */
export const initialValues = (blocks: Loose[], before: Loose): Loose => {
  const values: Loose = {}
  for (const { block, element } of inputsOf(blocks)) {
    const kept = before[block.block_id]?.[element.action_id]
    values[block.block_id] = {
      ...values[block.block_id],
      [element.action_id]:
        kept?.type === element.type ? kept : { type: element.type, ...startOf[element.type]!(element) },
    }
  }
  return values
}
