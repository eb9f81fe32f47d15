import { Refusal } from '../api/refusal.ts'
import { giveResponseUrl, showAnswer } from '../api/response-urls.ts'
import { readMessageBlocks } from '../blocks/check-blocks.ts'
import { checkPayload } from '../events/check-payload.ts'
import { type AppAnswer, needApp, sendCommand } from '../events/send-to-app.ts'
import { giveTrigger } from '../state/triggers.ts'
import {
  type Loose,
  recordViolation,
  type SlackChannel,
  type SlackUser,
  type Workspace,
  type World,
} from '../world-state.ts'

type Place = { workspace: Workspace; user: SlackUser; channel: SlackChannel }

const failure = (world: World, { workspace, user, channel }: Place, text: string): void => {
  world.ephemerals.push({
    ts: world.nextTs(),
    teamId: workspace.teamId,
    channel: channel.id,
    user: user.id,
    threadTs: null,
    author: null,
    text,
    blocks: [],
    isFailure: true,
    isDeleted: false,
  })
}

const readAnswer = ({ text, body }: AppAnswer): { text: string; blocks: Loose; isPublic: boolean } | null => {
  if (text === '') return null
  if (body === null || typeof body !== 'object') return { text, blocks: [], isPublic: false }
  return { text: body.text ?? '', blocks: body.blocks, isPublic: body.response_type === 'in_channel' }
}

/** Shows what the app answered to the command in the same breath. */
const show = (world: World, place: Place, command: string, answer: AppAnswer): void => {
  const { workspace, user, channel } = place
  if (answer.status !== 200) {
    const why = answer.error === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed'
    recordViolation(world, 'not_acknowledged', command, answer.error ?? `HTTP ${answer.status}`)
    failure(world, place, `${command} failed with the error "${why}"`)
    return
  }
  const said = readAnswer(answer)
  if (!said) return
  try {
    const blocks = readMessageBlocks(world, said.blocks, command)
    const to = { teamId: workspace.teamId, user: user.id, channel: channel.id, threadTs: null }
    showAnswer(world, to, { ...said, blocks })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    failure(world, place, `${command} failed with the error "invalid_command_response"`)
  }
}

/** Types a slash command. Slack knows none inside a thread. */
export const runSlash = async (world: World, place: Place, line: string): Promise<AppAnswer> => {
  needApp(world)
  const { workspace, user, channel } = place
  const [command = '', ...words] = line.split(' ')
  const fields = {
    token: 'verification-token',
    team_id: workspace.teamId,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name:
      channel.kind === 'im' ? 'directmessage' : channel.kind === 'public' ? channel.name : 'privategroup',
    user_id: user.id,
    user_name: user.name,
    command,
    text: words.join(' '),
    api_app_id: world.app.id,
    is_enterprise_install: 'false',
    response_url: giveResponseUrl(world, {
      teamId: workspace.teamId,
      user: user.id,
      channel: channel.id,
      threadTs: null,
      original: null,
    }),
    trigger_id: giveTrigger(world, { teamId: workspace.teamId, user: user.id }),
    ...(workspace.enterpriseId !== null && { enterprise_id: workspace.enterpriseId, enterprise_name: '' }),
  }
  for (const fault of checkPayload({ ...fields, is_enterprise_install: false }))
    recordViolation(world, 'fake_payload', command, `the fake sends what Slack does not: ${fault}`)
  const answer = await sendCommand(world, fields)
  show(world, place, command, answer)
  return answer
}
