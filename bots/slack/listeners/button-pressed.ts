import { errorCardOf } from '../../commands/error-card.ts'
import { runAction } from '../../commands/run.ts'
import { type PressedControl, readControl } from '../blocks/controls.ts'
import { doerOf, type InteractiveBody, meetInteraction, orExplain } from '../interaction.ts'
import type { SlackServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import { isDirectChannel, type Standing } from '../standing.ts'
import { publishHome } from './home-opened.ts'

/** A press of a button or a choice in a select, on a message or on the home page. */
export interface Press extends InteractiveBody {
  trigger_id: string
  response_url?: string
  container?: {
    type?: string
    message_ts?: string
    channel_id?: string
    is_ephemeral?: boolean
    thread_ts?: string
  }
  message?: { ts: string; thread_ts?: string }
  view?: { type?: string; id?: string }
  actions: (PressedControl & { action_ts?: string })[]
}

const standingOf = (press: Press, workspace: string): Standing => {
  const channel = press.channel?.id ?? press.container?.channel_id ?? null
  const ts = press.container?.message_ts ?? press.message?.ts ?? null
  return {
    workspace,
    channel,
    thread: press.message?.thread_ts ?? press.container?.thread_ts ?? null,
    user: press.user?.id ?? '',
    isDirect: channel === null || isDirectChannel(channel),
    triggerId: press.trigger_id,
    responseUrl: press.response_url ?? null,
    pressed: ts === null ? null : { ts, isEphemeral: press.container?.is_ephemeral ?? false },
  }
}

/** Acknowledged at once; whoever presses is looked up anew, with their own rights. */
export const onButtonPressed = async (
  services: SlackServices,
  press: Press,
  ack: () => Promise<void>,
): Promise<void> => {
  await ack()
  const [control] = press.actions
  const action = control && readControl(control)
  if (!action) return
  const doer = doerOf(press)
  const standing = standingOf(press, doer.team)
  const locale = (await services.users.find(doer.team, doer.user))?.locale ?? 'fr'
  await orExplain(
    async () => {
      const met = await meetInteraction(services, { doer, standing })
      if ('card' in met) return showCard(services, { standing, locale: met.locale }, met.card)
      const { member, context } = met
      const inPlace = { ...standing, workspace: member.workspace.workspaceId }
      const result = await runAction(context, action.action, action.value)
      const eventId = `press:${doer.team}:${doer.user}:${control.action_ts ?? press.trigger_id}`
      await showResult(services, member, { standing: inPlace, result, eventId })
      if (press.view?.type === 'home') await publishHome(services, doer)
    },
    (error) => showCard(services, { standing, locale }, errorCardOf(locale, error)),
  )
}
