import { tooManyActs } from '../../../core/access/act-limit.ts'
import { findInPlaces } from '../../../core/conversations/in-place.ts'
import { titleOf } from '../../../core/conversations/title.ts'
import { isAppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { errorCard, noticeCard } from '../../../core/messaging/answer-card.ts'
import { placeOf } from '../../../core/messaging/incoming.ts'
import { askQuestion } from '../../commands/ask-question.ts'
import type { CommandContext } from '../../commands/command.ts'
import { unboundCard } from '../../commands/unbound-card.ts'
import { addressingOf } from '../addressing.ts'
import { askHere } from '../ask-here.ts'
import { guardText } from '../blocks/escape.ts'
import { mentions, readText } from '../read-text.ts'
import type { SlackServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import { isDirectChannel, placeIn, type Standing } from '../standing.ts'
import { type Doer, type Member, meet, personKey } from '../who.ts'
import { takeFiles } from './files-brought.ts'

/** A message of a person, whichever event told of it. */
export interface Said extends Doer {
  channel: string
  ts: string
  thread: string | null
  text: string
  files: { id: string; name: string; bytes: number; url: string }[]
}

const standingOf = (
  { channel, thread, ts, user }: Said,
  workspace: string,
): Standing & { channel: string } => ({
  workspace,
  channel,
  thread: thread ?? ts,
  user,
  isDirect: isDirectChannel(channel),
  triggerId: null,
  responseUrl: null,
  pressed: null,
})

/** The same message is the same question, however often Slack tells of it. */
export const questionKey = ({ team, channel, ts }: Pick<Said, 'team' | 'channel' | 'ts'>): string =>
  `${team}:${channel}:${ts}`

const contextOf = (services: SlackServices, member: Member, standing: Standing): CommandContext => ({
  core: services.core,
  publicUrl: services.publicUrl(),
  actor: member.actor,
  locale: member.locale,
  place: placeIn(member, standing),
})

/** The assistant that the thread talks with: the open conversation, or this person's private one. */
const findThreadAssistant = async (
  { core }: SlackServices,
  { tenantId }: Member,
  { workspace, channel, thread, user }: Standing,
): Promise<string | null> => {
  if (channel === null || thread === null) return null
  const chat = { workspace, channel, thread, user, message: null }
  const places = [false, true].map((is_private) => placeOf({ ...chat, is_private }))
  return (await findInPlaces(core, tenantId, { platform: 'slack', places }))?.assistantId ?? null
}

const answer = async (
  services: SlackServices,
  member: Member,
  {
    said,
    standing,
    assistantId,
  }: { said: Said; standing: Standing & { channel: string }; assistantId: string | null },
): Promise<void> => {
  const context = contextOf(services, member, standing)
  const eventId = questionKey(said)
  const { files } = said
  if (files.length > 0) return takeFiles(services, member, { standing, context, files, eventId })
  const text = readText(said.text, member.workspace.botUserId)
  const result = await askQuestion(context, text, { assistantId })
  if (result.kind !== 'question' || result.assistantId === null)
    return showResult(services, member, { standing, result, eventId })
  const asking = { assistantId: result.assistantId, text: result.text, eventId, message: said.ts }
  await askHere(services, member, { standing, asking })
  const title = titleOf(guardText(asking.text))
  // A conversation begins here. Nobody waits for its name.
  if (standing.isDirect && said.thread === null) void services.sessions.name(standing, title)
}

/** What a person can mend is told to them, in the place; anything else is tried again by the queue. */
const explain = async (
  services: SlackServices,
  member: Member,
  { standing, error }: { standing: Standing; error: unknown },
): Promise<void> => {
  if (!isAppError(error) || error.code === 'database_unavailable') throw error
  await showCard(services, { standing, locale: member.locale }, errorCard(member.locale, error))
}

/** Nobody keeps the others waiting by writing all the time: who does is told so, once a minute. */
const mayGoOn = async (
  services: SlackServices,
  said: Said,
  shown: { standing: Standing; locale: Member['locale'] },
): Promise<boolean> => {
  const turn = await services.acts.take(personKey(said))
  if (turn.kind === 'granted') return true
  if (turn.isFirst) await showCard(services, shown, errorCard(shown.locale, tooManyActs(turn)))
  return false
}

/** Somebody said something where the bot can hear it. */
export const onMessageSaid = async (services: SlackServices, said: Said): Promise<void> => {
  const met = await meet(services, said)
  if (met.kind === 'unknown') return
  const { workspace, locale } = met
  const standing = standingOf(said, workspace.workspaceId)
  const { isDirect } = standing
  const { botUserId } = workspace
  const isSpokenTo = isDirect || mentions(said.text, botUserId)
  if (met.kind === 'stranger' || met.kind === 'unbound') {
    if (!isSpokenTo || !(await mayGoOn(services, said, { standing, locale }))) return
    const card =
      met.kind === 'unbound' ? unboundCard(locale) : noticeCard(locale, translate(locale, 'slack:stranger'))
    return showCard(services, { standing, locale }, card)
  }
  const { followUp } = met
  const isInThread = said.thread !== null
  const addressing = addressingOf({ text: said.text, isDirect, isInThread, botUserId, followUp })
  if (addressing === 'silent') return
  const mayAsk = () => mayGoOn(services, said, { standing, locale })
  if (addressing === 'off' && !(await mayAsk())) return
  if (addressing === 'off')
    return showCard(services, { standing, locale }, noticeCard(locale, translate(locale, 'slack:off_here')))
  const assistantId = isInThread ? await findThreadAssistant(services, met, standing) : null
  if (addressing === 'if_ours' && assistantId === null) return
  if (!(await mayAsk())) return
  try {
    await answer(services, met, { said, standing, assistantId })
  } catch (error) {
    await explain(services, met, { standing, error })
  }
}
