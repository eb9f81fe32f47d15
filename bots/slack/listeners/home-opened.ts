import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { findSuspension } from '../../../core/tenancy/standing.ts'
import { useOnce } from '../../../core/tenancy/use-once.ts'
import { errorCardOf } from '../../commands/error-card.ts'
import { homeCards } from '../../commands/home-cards.ts'
import { unboundCard } from '../../commands/unbound-card.ts'
import { renderHome } from '../blocks/render-home.ts'
import type { SlackServices } from '../services.ts'
import { placeIn, type Standing } from '../standing.ts'
import { type Doer, meet } from '../who.ts'

/** The page of one person: theirs alone, so everything on it is by their own rights. */
export const publishHome = async (services: SlackServices, doer: Doer): Promise<void> => {
  const met = await meet(services, { ...doer, channel: null })
  if (met.kind === 'unknown') return
  const { workspace, locale } = met
  const standing: Standing = {
    workspace: workspace.workspaceId, channel: null, thread: null, user: doer.user, isDirect: true, triggerId: null,
    responseUrl: null, pressed: null,
  } // biome-ignore format: one standing, read at a glance
  const cardsFor = async () => {
    if (met.kind === 'unbound') return [unboundCard(locale)]
    if (met.kind === 'stranger') return [noticeCard(locale, translate(locale, 'slack:stranger'))]
    const { core } = services
    // As every command says it there: nothing else can be done.
    const suspended = await findSuspension(core.db, met.actor.tenantId)
    if (suspended) return [errorCardOf(locale, suspended)]
    const place = placeIn(met, standing)
    return homeCards({ core, publicUrl: services.publicUrl(), actor: met.actor, locale, place })
  }
  const view = renderHome(await cardsFor(), { locale })
  await services.api.call(workspace.workspaceId, 'views.publish', { user_id: doer.user, view })
}

/** How long a person counts as greeted. */
const greetedMs = 365 * 24 * 3_600_000

/** The first thing that somebody hears in their conversation with the bot, once. */
const greet = async (
  { core, api }: SlackServices,
  { workspace, user, channel }: { workspace: string; user: string; channel: string },
  text: string,
): Promise<void> => {
  const isFirst = await useOnce(
    core.db,
    `slack-welcome:${workspace}:${user}`,
    new Date(Date.now() + greetedMs),
  )
  const quiet = { unfurl_links: false, unfurl_media: false }
  if (isFirst) await api.call(workspace, 'chat.postMessage', { channel, text, ...quiet }, { channel })
}

/** The four questions that the empty tab offers, and a word of welcome. No thread: with one the call does nothing. */
export const suggestPrompts = async (
  services: SlackServices,
  { channel, ...doer }: Doer & { channel: string },
): Promise<void> => {
  const met = await meet(services, { ...doer, channel })
  if (met.kind === 'unknown' || met.kind === 'stranger') return
  const { workspace, locale } = met
  const say = (key: string): string => translate(locale, `slack:prompts.${key}`)
  const prompts = ['top', 'compare', 'profile', 'check'].map((key) => ({
    title: say(`${key}.title`),
    message: say(`${key}.message`),
  }))
  const { workspaceId } = workspace
  const key = met.kind === 'unbound' ? 'welcome_unbound' : 'welcome'
  await greet(
    services,
    { workspace: workspaceId, user: doer.user, channel },
    translate(locale, `slack:${key}`),
  )
  if (met.kind === 'unbound') return
  await services.api.call(workspaceId, 'assistant.threads.setSuggestedPrompts', {
    channel_id: channel,
    title: say('title'),
    prompts,
  })
}
