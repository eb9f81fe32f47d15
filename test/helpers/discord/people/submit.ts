import { InteractionType } from 'discord-api-types/v10'
import { presentMessage } from '../shown/present.ts'
import { type SeenField, type SeenModal, seeModal } from '../shown/seen.ts'
import { type GivenFile, presentFile, storeFile } from '../state/files.ts'
import { openInteraction } from '../state/interactions.ts'
import { anyMessage } from '../state/messages.ts'
import type { Interaction, Loose, World } from '../world-state.ts'
import { optionValues } from './find-component.ts'
import { failed, type Outcome, outcomeOf, refused } from './outcome.ts'
import { resolvedOf } from './press.ts'

export interface Filled {
  /** By custom id or label. */
  values: Record<string, Loose>
  files: Record<string, GivenFile[]>
}

const within = (count: number, least: number, most: number): boolean => count >= least && count <= most

/** What the client itself says before anything is sent. */
const faultOf = (field: SeenField, value: Loose): string | null => {
  const { component, isRequired, type } = field
  const count = type === 4 || Array.isArray(value) ? value.length : value === null ? 0 : 1
  if (count === 0) return isRequired && type !== 23 ? 'required' : null
  if (type === 4)
    return within(count, component.min_length ?? 0, component.max_length ?? 4000)
      ? null
      : `between ${component.min_length ?? 0} and ${component.max_length ?? 4000} characters`
  if (!Array.isArray(value)) return null
  const most = component.max_values ?? (type === 22 ? field.options.length : 1)
  return within(count, component.min_values ?? 1, most)
    ? null
    : `between ${component.min_values ?? 1} and ${most}`
}

const chosen = (field: SeenField, given: Loose): Loose => {
  if (given === undefined) return field.value
  if (field.type === 3 || field.type === 22) return optionValues(field.options, [given].flat())
  if (field.type === 21) return given === null ? null : optionValues(field.options, [given])[0]
  return field.type === 4 || field.type === 23 ? given : [given].flat()
}

const componentOf = ({ component, type }: SeenField, value: Loose): Loose => ({
  type,
  id: component.id,
  custom_id: component.custom_id,
  ...(type === 4 || type === 21 || type === 23 ? { value } : { values: value }),
})

/** The fields again in the layout of the form, as Discord sends them. */
const layoutOf = (tops: Loose[], sent: Map<string, Loose>): Loose[] =>
  tops.map((top, index) => {
    const id = top.id ?? index + 1
    if (top.type === 18) return { type: 18, id, component: sent.get(top.component.custom_id) }
    if (top.type === 1)
      return { type: 1, id, components: top.components.map((one: Loose) => sent.get(one.custom_id)) }
    return { type: top.type, id }
  })

const wantedBy = <Value>(given: Record<string, Value>, { customId, label }: SeenField): Value | undefined =>
  given[customId] ?? given[label]

const needKnown = ({ fields }: SeenModal, { values, files }: Filled): void => {
  for (const name of [...Object.keys(values), ...Object.keys(files)])
    if (!fields.some(({ customId, label }) => customId === name || label === name))
      throw new Error(
        `The form has no « ${name} »: ${fields.map(({ label, customId }) => label || customId).join(', ')}.`,
      )
}

const sourceOf = (world: World, { source }: Interaction): Loose => {
  const message = source === null ? null : anyMessage(world, source)
  return message ? { source, more: { message: presentMessage(world, message) } } : {}
}

export const submitModal = async (
  world: World,
  user: string,
  { id }: SeenModal,
  filled: Filled,
): Promise<Outcome> => {
  const modal = world.modals.get(id)
  if (!modal?.isOpen || modal.user !== user) throw new Error(`The form ${id} is closed.`)
  const seen = seeModal(modal)
  needKnown(seen, filled)
  const opener = world.interactions.get(modal.interaction)!
  const channel = world.channels.get(opener.channel)!
  const resolved: Loose = {}
  const errors: Record<string, string> = {}
  const sent = new Map<string, Loose>()
  for (const field of seen.fields) {
    const files = wantedBy(filled.files, field)?.map((file) => storeFile(world, channel.id, file))
    const value =
      field.type === 19 ? (files ?? []).map((file) => file.id) : chosen(field, wantedBy(filled.values, field))
    const fault = faultOf(field, value)
    if (fault) errors[field.customId] = fault
    for (const file of files ?? [])
      resolved.attachments = { ...resolved.attachments, [file.id]: presentFile(world, file) }
    if (field.type >= 5 && field.type <= 8)
      Object.assign(resolved, resolvedOf(world, channel, field.type, value))
    sent.set(field.customId, componentOf(field, value))
  }
  if (Object.keys(errors).length > 0) return refused(errors)
  const interaction = openInteraction(world, {
    type: InteractionType.ModalSubmit,
    user,
    channel,
    data: {
      custom_id: modal.body.custom_id,
      components: layoutOf(modal.body.components, sent),
      ...(Object.keys(resolved).length > 0 && { resolved }),
    },
    ...sourceOf(world, opener),
  })
  const outcome = await outcomeOf(world, interaction)
  // Without an answer the form stays, with « Something went wrong ».
  if (outcome.kind === 'failed') return { ...failed('Something went wrong. Try again.'), interaction }
  modal.isOpen = false
  return outcome
}
