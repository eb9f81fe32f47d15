import { log } from '../../../config/log.ts'
import { translate } from '../../../core/locales/translate.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { findWorkspace, storeInstallation } from '../../../core/tenancy/workspaces.ts'
import { renderCard } from '../blocks/render-card.ts'
import { isDiscordFailure } from '../failure.ts'
import type { HeardEvent } from '../gateway/read-dispatch.ts'
import { nonceOfKey } from '../nonces.ts'
import { postMessage } from '../post-message.ts'
import type { DiscordServices } from '../services.ts'

type Joined = Extract<HeardEvent, { kind: 'joined' }>

/** Seals what a workspace hands out, which on Discord is nothing. */
export type JoinServices = DiscordServices & { masterKey: Buffer }

/** A guild that was joined longer ago knows us already. */
const newMs = 15 * 60_000

const welcome = async (
  services: DiscordServices,
  { guild, locale: discordLocale, systemChannel, joinedAt }: Joined,
  isBound: boolean,
): Promise<void> => {
  if (systemChannel === null || Date.now() - Date.parse(joinedAt) > newMs) return
  const locale = discordLocale?.startsWith('fr') ? 'fr' : 'en'
  const card = noticeCard(locale, translate(locale, isBound ? 'discord:welcome' : 'discord:welcome_unbound'))
  const [message] = renderCard(card, { locale, publicUrl: services.publicUrl() })
  const nonce = nonceOfKey(`${guild}:joined:${joinedAt}`)
  try {
    if (message) await postMessage(services, { channel: systemChannel, message, manner: { locale }, nonce })
  } catch (error) {
    // A server may not want us to speak there: whoever added the bot has seen that it came.
    if (!isDiscordFailure(error)) throw error
    log.info({ code: error.code }, 'no welcome could be said in a server')
  }
}

/** The bot was added to a server, or is found in one that nobody knew of. */
export const onGuildJoined = async (services: JoinServices, joined: Joined): Promise<void> => {
  const { core, masterKey, applicationId } = services
  const { guild: workspaceId, name } = joined
  const known = await findWorkspace(core.db, 'discord', workspaceId)
  const stored = await storeInstallation(core.db, masterKey, {
    platform: 'discord', workspaceId, enterpriseId: null, isEnterprise: false, name,
    appId: applicationId, botId: applicationId, botUserId: services.botUserId(), scopes: [],
    // The deployment's own token serves all servers.
    botToken: null, refreshToken: null, expiresInSeconds: null, installedBy: null,
  }) // biome-ignore format: one installation, read at a glance
  if (!known || known.isRevoked) await welcome(services, joined, stored.tenantId !== null)
}
