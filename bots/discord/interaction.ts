import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { AppError, isAppError } from '../../core/errors.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import { acceptEvent } from '../../core/messaging/platform-events.ts'
import { errorCardOf } from '../commands/error-card.ts'
import { renderCard } from './blocks/render-card.ts'
import { isDiscordFailure } from './failure.ts'
import { directWorkspace } from './gateway/read-dispatch.ts'
import { actOn } from './interactions/act.ts'
import { type Deferral, defer } from './interactions/callback.ts'
import { deferralOf, foretell } from './interactions/foretell.ts'
import { type Heard, heardSchema } from './interactions/heard.ts'
import { localeOf } from './interactions/meet-interaction.ts'
import { tryAgainNotice } from './interactions/notices.ts'
import { readInteraction } from './interactions/read-interaction.ts'
import { openReply, type Reply } from './interactions/reply.ts'
import { suggest } from './interactions/suggest.ts'
import { goneFileCard } from './listeners/files-brought.ts'
import type { DiscordServices } from './services.ts'
import type { Standing } from './standing.ts'

/** Three seconds are over, or another process answered first: there is nobody to tell. */
const missedCodes = [10062, 40060]
const answeredCode = 40060
const forbiddenCodes = [50001, 50013]

const replyOf = (services: DiscordServices, heard: Heard, deferral: Deferral | null): Reply => {
  const { id, token, channel, thread, user, isDirect, message } = heard
  const place = { channel: thread ?? channel, user, isDirect, pressed: message }
  return openReply(services, { id, token, deferral, ...place, locale: localeOf(heard) })
}

const standingOf = (heard: Heard, reply: Reply): Standing => {
  const { id, token, guild, channel, thread, user, isDirect, message } = heard
  return { guild: guild ?? '', channel, thread, user, isDirect, message, interaction: { id, token }, reply }
}

/** What surely was not told can be told by another try. */
const isPassing = (error: unknown): boolean => isDiscordFailure(error) && error.kind !== 'refused'

/** @throws DiscordFailure */
const explain = async (heard: Heard, reply: Reply, error: unknown): Promise<void> => {
  if (!isAppError(error, 'too_many_requests'))
    log.error({ err: error, interaction: heard.id }, 'something that was pressed or typed on Discord failed')
  if (isDiscordFailure(error, ...missedCodes)) return
  const locale = localeOf(heard)
  const card = isDiscordFailure(error, ...forbiddenCodes)
    ? noticeCard(locale, translate(locale, 'discord:no_right_here'), 'caution')
    : (goneFileCard(locale, error) ?? errorCardOf(locale, error))
  for (const message of renderCard(card, { locale })) await reply.tellPerson(message)
}

/** Acts, and is never silent: nobody is left with a promise, whatever fails. */
const actAndTell = async (services: DiscordServices, heard: Heard, reply: Reply): Promise<void> => {
  try {
    await actOn(services, heard, standingOf(heard, reply))
  } catch (error) {
    if (isPassing(error)) throw error
    await explain(heard, reply, error)
  }
  await reply.settle()
}

/** What may be a form has to be the first response: it is worked out at once, as long as Discord waits. */
const answerAtOnce = async (services: DiscordServices, heard: Heard): Promise<void> => {
  const reply = replyOf(services, heard, null)
  const patience = setTimeout(() => {
    reply.promise(deferralOf(heard)).catch((error: unknown) => {
      log.warn({ err: error }, 'an interaction could not be promised an answer')
    })
  }, limits.discordInteractions.promptMs)
  try {
    await actAndTell(services, heard, reply)
  } finally {
    clearTimeout(patience)
  }
}

/** @returns whether it is to be handled */
const promise = async ({ api }: DiscordServices, heard: Heard, deferral: Deferral): Promise<boolean> => {
  try {
    await defer(api, heard, deferral)
    return true
  } catch (error) {
    const isRefused = isDiscordFailure(error) && error.kind === 'refused'
    log.warn({ err: error, interaction: heard.id }, 'an interaction could not be promised an answer')
    // Another process of ours was faster, and what is stored twice is handled once.
    return !isRefused || isDiscordFailure(error, answeredCode)
  }
}

const store = async ({ core }: DiscordServices, heard: Heard): Promise<void> => {
  await acceptEvent(core.db, {
    platform: 'discord',
    eventId: heard.id,
    messageKey: null,
    clientKey: null,
    workspace: heard.guild ?? directWorkspace,
    orderKey: `interaction:${heard.id}`,
    payload: JSON.stringify(heard),
  })
}

/** Promises an answer before anything else, and stores what was asked for: from then on a crash only delays it. */
const promiseAndStore = async (services: DiscordServices, heard: Heard): Promise<void> => {
  const deferral = deferralOf(heard)
  if (!(await promise(services, heard, deferral))) return
  try {
    await store(services, { ...heard, deferral })
  } catch (error) {
    log.error({ err: error, interaction: heard.id }, 'an interaction cannot be stored')
    await replyOf(services, heard, deferral).tellPerson(tryAgainNotice(localeOf(heard)))
  }
}

/**
 * Takes an interaction as the gateway told it. Never rejects; once it resolves it was answered, or is stored and
 * handled by `handleInteraction`, in whichever process.
 */
export const onInteraction = async (
  services: DiscordServices,
  raw: Record<string, unknown>,
): Promise<void> => {
  try {
    const heard = readInteraction(raw)
    if (!heard) return log.warn({ type: raw.type }, 'an interaction that is none of ours')
    if (heard.done.kind === 'typing') return await suggest(services, heard)
    if (foretell(heard.done).opensForm) return await answerAtOnce(services, heard)
    await promiseAndStore(services, heard)
  } catch (error) {
    log.error({ err: error }, 'an interaction could not be answered')
  }
}

/**
 * Handles a stored interaction.
 * @param stored the payload of its event, parsed
 * @throws AppError `platform_unreachable` when another try may do
 */
export const handleInteraction = async (services: DiscordServices, stored: unknown): Promise<void> => {
  const heard = heardSchema.parse(stored)
  try {
    await actAndTell(services, heard, replyOf(services, heard, heard.deferral))
  } catch (error) {
    if (!isPassing(error)) {
      log.error({ err: error, interaction: heard.id }, 'an interaction could not be told what came of it')
      return
    }
    throw new AppError('platform_unreachable', 'Discord cannot be reached.', { cause: error })
  }
}
