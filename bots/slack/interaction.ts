import { log } from '../../config/log.ts'
import { tooManyActs } from '../../core/access/act-limit.ts'
import { isAppError } from '../../core/errors.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import type { Card } from '../../core/messaging/card.ts'
import type { CommandContext } from '../commands/command.ts'
import type { Unbound } from '../commands/run.ts'
import { unboundCard } from '../commands/unbound-card.ts'
import type { SlackServices } from './services.ts'
import { placeIn, type Standing } from './standing.ts'
import { type Doer, type Member, meet, personKey } from './who.ts'

/** What a command, a press or a form comes to: something to do as a member, or a card for somebody who is none. */
export type Met =
  | { member: Member; context: CommandContext }
  | { card: Card; locale: Member['locale']; unbound: Unbound | null }

/** Slack's ids of who and where, which every interactive payload has in its own shape. */
export interface InteractiveBody {
  team?: { id: string; enterprise_id?: string } | null
  team_id?: string
  enterprise?: { id: string } | null
  enterprise_id?: string
  user?: { id: string; team_id?: string }
  user_id?: string
  channel?: { id: string } | null
  channel_id?: string
}

export const doerOf = (body: InteractiveBody): Doer => {
  const enterprise = body.enterprise?.id ?? body.enterprise_id ?? body.team?.enterprise_id ?? null
  return {
    team: body.team?.id ?? body.team_id ?? enterprise ?? '',
    enterprise,
    user: body.user?.id ?? body.user_id ?? '',
    userTeam: body.user?.team_id ?? null,
    channel: body.channel?.id ?? body.channel_id ?? null,
  }
}

/**
 * Who does it, with a context for the commands; anybody who is no member of a tenant gets a card that says so.
 * @throws AppError `too_many_requests`
 */
export const meetInteraction = async (
  services: SlackServices,
  { doer, standing }: { doer: Doer; standing: Standing },
): Promise<Met> => {
  const turn = await services.acts.take(personKey(doer))
  if (turn.kind === 'refused') throw tooManyActs(turn)
  const met = await meet(services, doer)
  if (met.kind === 'member') {
    const { core } = services
    const place = placeIn(met, standing)
    const { actor, locale } = met
    return { member: met, context: { core, publicUrl: services.publicUrl(), actor, locale, place } }
  }
  if (met.kind === 'stranger') {
    const { locale } = met
    return { card: noticeCard(locale, translate(locale, 'slack:stranger')), locale, unbound: null }
  }
  if (met.kind === 'unknown') return { card: unboundCard('fr'), locale: 'fr', unbound: null }
  const { workspace, locale, isAdmin } = met
  const unbound: Unbound = {
    core: services.core,
    platform: 'slack',
    workspace: workspace.workspaceId,
    user: doer.user,
    isAdmin,
    locale,
  }
  return { card: unboundCard(locale), locale, unbound }
}

/** The bot is never silent: a fault of ours is told with the reference that is in the log. */
export const orExplain = async (
  work: () => Promise<void>,
  tell: (error: unknown) => Promise<void>,
): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!isAppError(error, 'too_many_requests'))
      log.error({ err: error }, 'something that was pressed or typed in Slack failed')
    await tell(error).catch((cause: unknown) => log.warn({ err: cause }, 'and could not be told'))
  }
}
