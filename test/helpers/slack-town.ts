import type { ExecutionContext } from 'ava'
import { withTenant } from '../../db/tenant.ts'
import type { SeenEphemeral, SeenMessage } from './slack/shown/seen.ts'
import { signBody } from './slack/sign.ts'
import {
  type DeskOptions,
  openSlackDesk,
  type SlackDesk,
  type SlackTenant,
  signingSecret,
} from './slack-desk.ts'

export interface Town extends SlackDesk {
  tenant: SlackTenant
  /** Runs the workspace. */
  ada: string
  bob: string
  /** A public assistant of the demo's file. */
  assistantId: string
  general: string
  /** What the app said in a thread, oldest first. */
  said(channel: string, thread: string): SeenMessage[]
  /** Waits until the app has said so much in a thread. */
  answered(channel: string, thread: string, count?: number): Promise<SeenMessage>
  /** The newest of what one person alone has been told behind the first `before`; a plea for patience is not it. */
  told(user: string, before?: number): Promise<SeenEphemeral>
}

/** Not one that is still being worked out before everybody's eyes, as on a busy machine. */
export const isWhole = ({ stream }: SeenMessage): boolean => stream?.state !== 'in_progress'

const patience = /^(?:Working on it…|Un instant : |Je m’en occupe)|longer than usual/

/** A workspace bound to a tenant that has a public assistant, with an admin, a member and a channel. */
export const openTown = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: DeskOptions & { assistant?: Record<string, unknown> } = {},
): Promise<Town> => {
  const { assistant = {}, ...given } = options
  const desk = await openSlackDesk(t, given)
  const { world, openTenant, bind } = desk
  const ada = world.addUser({ role: 'admin', name: 'Ada' }).id
  const bob = world.addUser({ name: 'Bob' }).id
  const general = world.addChannel({ name: 'general' }).id
  const tenant = await openTenant()
  await bind(tenant, ada)
  const assistantId = await tenant.makeAssistant('Masculinités', { public: true, ...assistant })
  const said: Town['said'] = (channel, thread) =>
    world.messages(channel, { thread }).filter(({ isFromApp, ts }) => isFromApp && ts !== thread)
  return {
    ...desk,
    tenant,
    ada,
    bob,
    assistantId,
    general,
    said,
    answered: (channel, thread, count = 1) =>
      world.until(
        () => {
          const found = said(channel, thread)
          const one = found[count - 1]
          return one && isWhole(one) ? one : undefined
        },
        { what: `answer ${count} in a thread` },
      ),
    told: (user, before = 0) =>
      world.until(
        () => {
          const found = world.ephemerals(user).slice(before)
          return found.findLast(({ words }) => !patience.test(words))
        },
        { what: 'a word for one person' },
      ),
  }
}

/** A press that Slack's signature vouches for and no card of ours offered: of any id, and the same one again. */
export const forgePress = async (
  { server }: SlackDesk,
  pressed: {
    team: string
    user: string
    on: Pick<SeenMessage, 'channel' | 'ts' | 'threadTs'>
    action: string
    value: Record<string, string>
    trigger: string
  },
): Promise<number> => {
  const { team, user, on, action, value, trigger } = pressed
  const { channel, ts, threadTs } = on
  const thread = threadTs ? { thread_ts: threadTs } : {}
  const payload = {
    type: 'block_actions',
    team: { id: team, domain: 'acme' },
    user: { id: user, team_id: team },
    trigger_id: trigger,
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false, ...thread },
    channel: { id: channel, name: 'general' },
    message: { ts, ...thread },
    actions: [
      {
        type: 'button',
        action_id: `${action}:1`,
        block_id: 'b',
        value: JSON.stringify(value),
        action_ts: trigger,
      },
    ],
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signBody(signingSecret, body) }
  const answer = await fetch(`${server.url}/slack/events`, { method: 'POST', headers, body })
  await answer.body?.cancel()
  return answer.status
}

/** Whether nothing of a tenant waits to be answered or sent. */
const isIdle = async ({ core }: SlackDesk, tenantId: string): Promise<boolean> =>
  withTenant(core.db, tenantId, async () => {
    const { InboxEvent, OutboxMessage } = core.db.models
    const waiting = await InboxEvent.count({ where: { tenantId, state: 'received' } })
    const unsent = await OutboxMessage.count({
      where: { tenantId, platform: 'slack', state: ['pending', 'sending'] },
    })
    return waiting + unsent === 0
  })

/** Everything that people did has had its effect: what has not happened by now does not happen. */
export const quiet = async (desk: SlackDesk): Promise<void> => {
  await desk.world.settle()
  await desk.world.until(
    async () => {
      const open = await desk.core.db.models.PlatformEvent.count({
        where: { state: ['received', 'working'] },
      })
      if (open > 0) return false
      for (const tenantId of desk.tenantIds) if (!(await isIdle(desk, tenantId))) return false
      return true
    },
    { what: 'every event handled and every answer sent' },
  )
}
