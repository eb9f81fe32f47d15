import { setTimeout as wait } from 'node:timers/promises'
import { type Delivery, type Loose, recordViolation, type Workspace, type World } from '../world-state.ts'
import { checkPayload } from './check-payload.ts'
import { needApp, sendEvent } from './send-to-app.ts'

/** Before the second, third and fourth try. */
const retryDelaysMs = [0, 60_000, 300_000]

const isAccepted = (status: number | null): boolean => status !== null && status >= 200 && status < 300

/** The envelope around an event, for one workspace of the app. */
const envelopeOf = (world: World, workspace: Workspace, event: Loose, isShared: boolean): Loose => ({
  token: 'verification-token',
  team_id: workspace.teamId,
  ...(workspace.enterpriseId !== null && { enterprise_id: workspace.enterpriseId }),
  context_team_id: workspace.teamId,
  context_enterprise_id: workspace.enterpriseId,
  api_app_id: world.app.id,
  event,
  type: 'event_callback',
  event_id: world.nextId('Ev'),
  event_time: Math.floor(world.clock.now() / 1000),
  authorizations: [
    {
      enterprise_id: workspace.enterpriseId,
      team_id: workspace.teamId,
      user_id: workspace.botUserId,
      is_bot: true,
      is_enterprise_install: workspace.isOrgWide,
    },
  ],
  is_ext_shared_channel: isShared,
  event_context: `4-${Buffer.from(JSON.stringify({ et: event.type, tid: workspace.teamId, aid: world.app.id })).toString('base64url')}`,
})

const attempt = async (world: World, delivery: Delivery, retry: number, reason: string | null) => {
  const answer = await sendEvent(world, delivery.body, reason === null ? null : { num: retry, reason })
  delivery.attempts.push({
    retry,
    reason,
    status: answer.status,
    error: answer.error,
    tookMs: answer.tookMs,
  })
  return answer
}

/** Until it is taken, or Slack gives up. */
const deliverOnce = async (world: World, delivery: Delivery): Promise<void> => {
  let reason: string | null = null
  for (let retry = 0; retry <= retryDelaysMs.length; retry++) {
    if (retry > 0)
      await wait(retryDelaysMs[retry - 1]! * world.delivery.retryFactor, null, {
        signal: world.closing,
      }).catch(() => undefined)
    if (world.closing.aborted) return
    const answer = await attempt(world, delivery, retry, reason)
    if (isAccepted(answer.status)) {
      delivery.isAccepted = true
      return
    }
    if (answer.headers.get('x-slack-no-retry') === '1') return
    reason = answer.error ?? 'http_error'
  }
}

const deliverAsSet = async (world: World, delivery: Delivery): Promise<void> => {
  const { repeat } = world.delivery
  if (repeat === 'at_once') await Promise.all([deliverOnce(world, delivery), deliverOnce(world, delivery)])
  else await deliverOnce(world, delivery)
  if (repeat === 'after') await deliverOnce(world, delivery)
}

/**
 * Tells the app an event the way Slack does: signed, in an envelope with an id of its own, again when it was not taken
 * in time, and twice when the world is set so.
 */
export const deliver = async (
  world: World,
  workspace: Workspace,
  event: Loose,
  { isShared = false }: { isShared?: boolean } = {},
): Promise<Delivery> => {
  needApp(world)
  const body = envelopeOf(world, workspace, event, isShared)
  for (const fault of checkPayload(body))
    recordViolation(world, 'fake_payload', event.type, `the fake sends what Slack does not: ${fault}`)
  const delivery: Delivery = {
    eventId: body.event_id,
    type: event.subtype ? `${event.type}.${event.subtype}` : event.type,
    teamId: workspace.teamId,
    body,
    attempts: [],
    isAccepted: false,
  }
  world.deliveries.push(delivery)
  world.underWay++
  try {
    await deliverAsSet(world, delivery)
  } finally {
    world.underWay--
  }
  return delivery
}
