import { tooManyActs } from '../../../core/access/act-limit.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Card } from '../../../core/messaging/card.ts'
import type { CommandContext } from '../../commands/command.ts'
import type { Unbound } from '../../commands/run.ts'
import { unboundCard } from '../../commands/unbound-card.ts'
import type { DiscordServices } from '../services.ts'
import { placeIn, type Standing } from '../standing.ts'
import { type Doer, type Member, meet, personKey } from '../who.ts'
import type { Heard } from './heard.ts'

/** Who acts: as a member, or somebody who is none and gets a card. */
export type Acting =
  | { member: Member; context: CommandContext }
  | { card: Card; locale: Locale; unbound: Unbound | null }

export const doerOf = ({ guild, channel, user, roles, isManager, discordLocale }: Heard): Doer => ({
  guild,
  guildName: null,
  channel,
  user,
  roles,
  isManager,
  discordLocale,
})

/** Of somebody of whom nothing else is known. */
export const localeOf = ({ discordLocale }: Heard): Locale =>
  discordLocale?.toLowerCase().startsWith('fr') === false ? 'en' : 'fr'

/**
 * Who does it, with a context for the commands; anybody who is no member of a tenant gets a card that says so.
 * @throws AppError `too_many_requests`
 */
export const meetInteraction = async (
  services: DiscordServices,
  heard: Heard,
  standing: Standing,
): Promise<Acting> => {
  const doer = doerOf(heard)
  const turn = await services.acts.take(personKey(doer))
  if (turn.kind === 'refused') throw tooManyActs(turn)
  const met = await meet(services, doer)
  const { core } = services
  if (met.kind === 'member') {
    const { actor, locale } = met
    const place = placeIn(met, standing)
    return { member: met, context: { core, publicUrl: services.publicUrl(), actor, locale, place } }
  }
  if (met.kind === 'unlinked') {
    const { locale } = met
    return { card: noticeCard(locale, translate(locale, 'discord:unlinked')), locale, unbound: null }
  }
  const locale = met.kind === 'unbound' ? met.locale : localeOf(heard)
  if (met.kind === 'unknown') return { card: unboundCard(locale), locale, unbound: null }
  const { workspaceId: workspace, isAdmin } = met
  const unbound: Unbound = { core, platform: 'discord', workspace, user: doer.user, isAdmin, locale }
  return { card: unboundCard(locale), locale, unbound }
}
