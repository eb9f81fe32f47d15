import { Refusal } from '../api/refusal.ts'
import type { AppAnswer } from '../events/send-to-app.ts'
import { presentView } from '../shown/present-view.ts'
import { fillIn, inputsOf, isEmpty } from '../state/form-values.ts'
import { giveTrigger } from '../state/triggers.ts'
import { addView, changeView, modalsOf } from '../state/view-store.ts'
import {
  type Loose,
  recordViolation,
  type SlackUser,
  type SlackView,
  type Workspace,
  type World,
} from '../world-state.ts'
import { commonFields, interact } from './press.ts'

export interface Submitted {
  answer: AppAnswer
  /** By block id; empty when the form was taken. */
  errors: Record<string, string>
  /** What stands now, or null when every modal is closed. */
  view: SlackView | null
}

const isNamed = (block: Loose, element: Loose, name: string): boolean =>
  element.action_id === name || block.block_id === name || block.label?.text === name

const fill = (view: SlackView, values: Record<string, Loose>): void => {
  const inputs = inputsOf(view.body.blocks)
  for (const [name, given] of Object.entries(values)) {
    const found = inputs.find(({ block, element }) => isNamed(block, element, name))
    if (!found) {
      const names = inputs.map(({ block, element }) => `${element.action_id} "${block.label?.text ?? ''}"`)
      throw new Error(`The form has no field "${name}"; it has ${names.join(', ') || 'none'}.`)
    }
    view.values[found.block.block_id] = {
      ...view.values[found.block.block_id],
      [found.element.action_id]: fillIn(found.element, given),
    }
  }
}

/** Slack itself does not send a form in which something that must be there lacks, or is too long. */
const checkRequired = (view: SlackView): void => {
  for (const { block, element } of inputsOf(view.body.blocks)) {
    const held = view.values[block.block_id]?.[element.action_id]
    if (block.type === 'input' && !block.optional && isEmpty(held))
      throw new Error(`Slack does not send the form: "${block.label?.text}" is empty.`)
    if (typeof held?.value === 'string' && element.max_length && held.value.length > element.max_length)
      throw new Error(`Slack does not send the form: "${block.label?.text}" is over ${element.max_length}.`)
  }
}

const closeAll = (world: World, { teamId, user }: SlackView): void => {
  for (const view of modalsOf(world, teamId, user)) view.isOpen = false
}

const showErrors = (world: World, view: SlackView, errors: Loose): void => {
  const ids = Object.keys(errors ?? {})
  const isKnown = (id: string): boolean => view.body.blocks.some((block: Loose) => block.block_id === id)
  if (ids.length === 0)
    recordViolation(world, 'bad_response_action', 'view_submission', 'errors without a field')
  for (const id of ids.filter((one) => !isKnown(one)))
    recordViolation(world, 'bad_response_action', 'view_submission', `no block ${id} for its error`)
  view.errors = errors ?? {}
}

/** What the answer to a submission does to the modals of the person. */
const follow = (world: World, workspace: Workspace, view: SlackView, answer: Loose): void => {
  const where = 'view_submission'
  switch (answer?.response_action) {
    case undefined:
      view.isOpen = false
      break
    case 'errors':
      showErrors(world, view, answer.errors)
      break
    case 'update':
      changeView(world, view, { given: answer.view, hash: undefined, where })
      break
    case 'push':
      addView(world, { workspace, user: view.user, given: answer.view, where, parent: view })
      break
    case 'clear':
      closeAll(world, view)
      break
    default:
      recordViolation(world, 'bad_response_action', where, String(answer.response_action))
  }
}

/** A view that Slack cannot show leaves the form as it stands; the violation is recorded where it was found. */
const tryToFollow = (...args: Parameters<typeof follow>): void => {
  try {
    follow(...args)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

/** Fills a modal in and sends it. */
export const submitView = async (
  world: World,
  { workspace, user, view }: { workspace: Workspace; user: SlackUser; view: SlackView },
  values: Record<string, Loose>,
): Promise<Submitted> => {
  if (!view.body.submit) throw new Error('The modal has nothing to send.')
  fill(view, values)
  checkRequired(view)
  view.errors = {}
  const answer = await interact(world, {
    type: 'view_submission',
    ...commonFields(world, workspace, user),
    trigger_id: giveTrigger(world, { teamId: workspace.teamId, user: user.id, viewId: view.id }),
    view: presentView(world, workspace, view),
    response_urls: [],
  })
  if (answer.status === 200) tryToFollow(world, workspace, view, answer.body)
  return { answer, errors: view.errors, view: modalsOf(world, view.teamId, view.user).at(-1) ?? null }
}

/** Closes a modal; the app hears of it when it asked to. */
export const cancelView = async (
  world: World,
  { workspace, user, view }: { workspace: Workspace; user: SlackUser; view: SlackView },
): Promise<AppAnswer | null> => {
  view.isOpen = false
  if (!view.body.notify_on_close) return null
  return interact(world, {
    type: 'view_closed',
    ...commonFields(world, workspace, user),
    view: presentView(world, workspace, view),
    is_cleared: false,
  })
}
