import { tooManyActs } from '../../../core/access/act-limit.ts'
import { findInPlaces } from '../../../core/conversations/in-place.ts'
import { isAppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { errorCard, noticeCard } from '../../../core/messaging/answer-card.ts'
import { placeOf } from '../../../core/messaging/incoming.ts'
import { askQuestion } from '../../commands/ask-question.ts'
import type { CommandContext } from '../../commands/command.ts'
import { unboundCard } from '../../commands/unbound-card.ts'
import { addressingOf } from '../addressing.ts'
import { askHere } from '../ask-here.ts'
import type { HeardMessage } from '../gateway/read-message.ts'
import { readText } from '../read-text.ts'
import type { DiscordServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import { placeIn, type Standing } from '../standing.ts'
import { type Doer, type Member, meet, personKey } from '../who.ts'
import { takeFiles } from './files-brought.ts'

/** A message, and the channel that its thread belongs to; null outside of a thread. */
export interface Said extends HeardMessage {
  parent: string | null
}

export const doerOf = ({
  guild,
  guildName,
  channel,
  parent,
  user,
  roles,
  isManager,
  locale,
}: Said): Doer => ({
  guild,
  guildName,
  channel: parent ?? channel,
  user,
  roles,
  isManager,
  discordLocale: locale,
})

const standingOf = ({ id, guild, channel, parent, user }: Said): Standing => ({
  guild: guild ?? '',
  channel: parent ?? channel,
  thread: parent === null ? null : channel,
  user,
  isDirect: guild === null,
  message: { id, isEphemeral: false },
  interaction: null,
})

const contextOf = (services: DiscordServices, member: Member, standing: Standing): CommandContext => ({
  core: services.core,
  publicUrl: services.publicUrl(),
  actor: member.actor,
  locale: member.locale,
  place: placeIn(member, standing),
})

/** The assistant that the place talks with: the open conversation, or this person's private one. */
const findAssistantHere = async (
  { core }: DiscordServices,
  { tenantId, workspaceId }: Member,
  { channel, thread, user }: Standing,
): Promise<string | null> => {
  const chat = { workspace: workspaceId, channel, thread, user, message: null }
  const places = [false, true].map((is_private) => placeOf({ ...chat, is_private }))
  return (await findInPlaces(core, tenantId, { platform: 'discord', places }))?.assistantId ?? null
}

const answer = async (
  services: DiscordServices,
  member: Member,
  { said, standing, assistantId }: { said: Said; standing: Standing; assistantId: string | null },
): Promise<void> => {
  const context = contextOf(services, member, standing)
  if (said.files.length > 0) return takeFiles(services, member, { standing, context, files: said.files })
  const text = readText(said.text, services.botUserId())
  const result = await askQuestion(context, text, { assistantId })
  const eventId = said.id
  if (result.kind !== 'question' || result.assistantId === null)
    return showResult(services, member, { standing, result, eventId })
  const asking = { assistantId: result.assistantId, text: result.text, eventId, message: said.id }
  await askHere(services, member, { standing, asking })
}

/** What a person can mend is told to them, in the place; anything else is tried again by the queue. */
const explain = async (
  services: DiscordServices,
  member: Member,
  { standing, error }: { standing: Standing; error: unknown },
): Promise<void> => {
  if (!isAppError(error) || error.code === 'database_unavailable') throw error
  await showCard(services, { standing, locale: member.locale }, errorCard(member.locale, error))
}

/** Nobody keeps the others waiting by writing all the time: who does is told so, once a minute. */
const mayGoOn = async (
  services: DiscordServices,
  said: Said,
  shown: { standing: Standing; locale: Member['locale'] },
): Promise<boolean> => {
  const turn = await services.acts.take(personKey(said))
  if (turn.kind === 'granted') return true
  if (turn.isFirst) await showCard(services, shown, errorCard(shown.locale, tooManyActs(turn)))
  return false
}

/** Somebody said something where the bot can hear it. */
export const onMessageSaid = async (services: DiscordServices, said: Said): Promise<void> => {
  const met = await meet(services, doerOf(said))
  if (met.kind === 'unknown') return
  const { locale } = met
  const standing = standingOf(said)
  const { isDirect, thread } = standing
  const shown = { standing, locale }
  const { isMention, isReplyToUs, addressesOthers } = said
  const say = (key: string) => noticeCard(locale, translate(locale, `discord:${key}`))
  if (met.kind !== 'member') {
    if (!isDirect && !isMention) return
    if (!(await mayGoOn(services, said, shown))) return
    return showCard(services, shown, met.kind === 'unbound' ? unboundCard(locale) : say('unlinked'))
  }
  const isInThread = thread !== null
  const { followUp } = met
  const addressing = addressingOf({ isDirect, isInThread, isMention, isReplyToUs, addressesOthers, followUp })
  if (addressing === 'silent') return
  if (addressing === 'off') {
    if (await mayGoOn(services, said, shown)) await showCard(services, shown, say('off_here'))
    return
  }
  const goesOn = isDirect || isInThread || isReplyToUs
  const assistantId = goesOn ? await findAssistantHere(services, met, standing) : null
  if (addressing === 'if_ours' && assistantId === null) return
  if (!(await mayGoOn(services, said, shown))) return
  try {
    await answer(services, met, { said, standing, assistantId })
  } catch (error) {
    await explain(services, met, { standing, error })
  }
}
