import { giveResponseUrl } from '../api/response-urls.ts'
import { checkPayload } from '../events/check-payload.ts'
import { type AppAnswer, needApp, sendInteraction } from '../events/send-to-app.ts'
import { presentMessage } from '../shown/present-message.ts'
import { presentView } from '../shown/present-view.ts'
import { channelTypeOf } from '../state/channels.ts'
import { fillIn, findOption } from '../state/form-values.ts'
import { giveTrigger } from '../state/triggers.ts'
import {
  type Ephemeral,
  type Loose,
  recordViolation,
  type SlackUser,
  type SlackView,
  type StoredMessage,
  type Workspace,
  type World,
} from '../world-state.ts'
import { findElement } from './find-element.ts'

/** Where a press happens. */
export type Pressed =
  | { kind: 'message'; message: StoredMessage }
  | { kind: 'ephemeral'; ephemeral: Ephemeral }
  | { kind: 'view'; view: SlackView }

export const blocksOf = (world: World, workspace: Workspace, pressed: Pressed): Loose[] =>
  pressed.kind === 'message'
    ? (presentMessage(world, workspace, pressed.message).blocks ?? [])
    : pressed.kind === 'ephemeral'
      ? pressed.ephemeral.blocks
      : pressed.view.body.blocks

export const personOf = (user: SlackUser): Loose => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: user.teamId,
})

export const teamOf = ({ teamId, domain, enterpriseId }: Workspace): Loose => ({
  id: teamId,
  domain,
  ...(enterpriseId !== null && { enterprise_id: enterpriseId, enterprise_name: '' }),
})

/** Fields that every interaction has. */
export const commonFields = (world: World, workspace: Workspace, user: SlackUser): Loose => ({
  team: teamOf(workspace),
  enterprise: workspace.enterpriseId === null ? null : { id: workspace.enterpriseId, name: '' },
  is_enterprise_install: false,
  user: personOf(user),
  api_app_id: world.app.id,
  token: 'verification-token',
})

const placeOf = (world: World, workspace: Workspace, user: SlackUser, pressed: Pressed): Loose => {
  if (pressed.kind === 'view') {
    const { view } = pressed
    return {
      container: { type: 'view', view_id: view.id },
      view: presentView(world, workspace, view),
      trigger_id: giveTrigger(world, { teamId: workspace.teamId, user: user.id, viewId: view.id }),
    }
  }
  const isEphemeral = pressed.kind === 'ephemeral'
  const { ts, channel: id, threadTs } = isEphemeral ? pressed.ephemeral : pressed.message
  const channel = world.channels.get(id)!
  return {
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: id,
      is_ephemeral: isEphemeral,
      ...(threadTs && { thread_ts: threadTs }),
    },
    channel: { id, name: channelTypeOf(channel) === 'im' ? 'directmessage' : channel.name },
    // Slack does not give back what an ephemeral message said.
    ...(!isEphemeral && { message: presentMessage(world, workspace, pressed.message) }),
    trigger_id: giveTrigger(world, { teamId: workspace.teamId, user: user.id }),
    response_url: giveResponseUrl(world, {
      teamId: workspace.teamId,
      user: user.id,
      channel: id,
      threadTs,
      original: { kind: pressed.kind, ts },
    }),
  }
}

const withoutPlain = ({
  positive_button: _one,
  negative_button: _two,
  options: _options,
  ...rest
}: Loose): Loose => rest

/** What the press says, by the kind of what was pressed. */
const actionOf = (element: Loose, choice: Loose | null, value: Loose): Loose => {
  switch (element.type) {
    case 'button':
    case 'icon_button':
      return { text: element.text, value: element.value ?? '', ...(element.url && { url: element.url }) }
    case 'feedback_buttons':
      return { text: choice.text, value: choice.value }
    case 'overflow':
      return { selected_option: choice ?? findOption(element, value) }
    default:
      return withoutPlain(fillIn(element, value))
  }
}

export interface Press {
  /** The action id, or what is written on it. */
  target: string
  /** Chosen in a select. */
  value?: Loose
  /** Of several with the same name, from 0. */
  nth?: number
}

const checkConfirmation = (element: Loose, isConfirmed: boolean): boolean => !element.confirm || isConfirmed

/** Presses something. @returns null when the person said no to the question whether they are sure */
export const press = async (
  world: World,
  { workspace, user, pressed }: { workspace: Workspace; user: SlackUser; pressed: Pressed },
  { target, value, nth, isConfirmed = true }: Press & { isConfirmed?: boolean },
): Promise<AppAnswer | null> => {
  const { block, element, choice } = findElement(blocksOf(world, workspace, pressed), target, nth)
  if (!checkConfirmation(element, isConfirmed)) return null
  const said = actionOf(element, choice, value)
  if (pressed.kind === 'view' && element.type !== 'button')
    pressed.view.values[block.block_id] = {
      ...pressed.view.values[block.block_id],
      [element.action_id]: { type: element.type, ...said },
    }
  const payload = {
    type: 'block_actions',
    ...commonFields(world, workspace, user),
    ...placeOf(world, workspace, user, pressed),
    state: { values: pressed.kind === 'view' ? pressed.view.values : {} },
    actions: [
      {
        type: element.type,
        action_id: element.action_id,
        block_id: block.block_id,
        ...said,
        action_ts: world.nextTs(),
      },
    ],
  }
  return interact(world, payload)
}

/** Types into a select whose options the app gives. @returns the options, as the app gave them */
export const suggest = async (
  world: World,
  { workspace, user, pressed }: { workspace: Workspace; user: SlackUser; pressed: Pressed },
  { target, query }: { target: string; query: string },
): Promise<Loose[]> => {
  const { block, element } = findElement(blocksOf(world, workspace, pressed), target)
  const { trigger_id: _trigger, response_url: _url, ...place } = placeOf(world, workspace, user, pressed)
  const answer = await interact(world, {
    type: 'block_suggestion',
    ...commonFields(world, workspace, user),
    ...place,
    block_id: block.block_id,
    action_id: element.action_id,
    value: query,
  })
  return [
    ...(answer.body?.options ?? []),
    ...(answer.body?.option_groups ?? []).flatMap(({ options }: Loose) => options),
  ]
}

/** Sends an interaction and holds both sides to their words: the shape sent, and the answer within three seconds. */
export const interact = async (world: World, payload: Loose): Promise<AppAnswer> => {
  needApp(world)
  for (const fault of checkPayload(payload))
    recordViolation(world, 'fake_payload', payload.type, `the fake sends what Slack does not: ${fault}`)
  const answer = await sendInteraction(world, payload)
  if (answer.status !== 200)
    recordViolation(world, 'not_acknowledged', payload.type, answer.error ?? `HTTP ${answer.status}`)
  return answer
}
