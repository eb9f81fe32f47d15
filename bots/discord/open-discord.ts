import type { DiscordApp } from '../../config/discord.ts'
import { limits } from '../../config/limits.ts'
import { onSurface } from '../../config/log.ts'
import { openActLimit } from '../../core/access/act-limit.ts'
import { openCharts } from '../../core/analytics/charts/open-charts.ts'
import type { Core } from '../../core/core.ts'
import { openEventWorker } from '../../core/messaging/event-worker.ts'
import type { OpenLive } from '../../core/messaging/live.ts'
import { type Sender, withDigests, withNotices } from '../../core/messaging/outbox.ts'
import { findWorkspace } from '../../core/tenancy/workspaces.ts'
import { openDiscordApi } from './api.ts'
import { openCreationFollower } from './follow-creation.ts'
import { openHearer } from './gateway/hear.ts'
import { type Gateway, type GatewayHealth, type GatewayOptions, openGateway } from './gateway/open-gateway.ts'
import { guardProcess } from './gateway/process-guard.ts'
import { type HandleServices, handleEvent } from './handle-event.ts'
import { onInteraction } from './interaction.ts'
import { openDiscordSender } from './send-answer.ts'
import { openDiscordDigestSender } from './send-digest.ts'
import { openDiscordNoticeSender } from './send-notice.ts'
import { openLiveAnswer } from './stream-answer.ts'

export interface DiscordOptions {
  core: Core
  app: DiscordApp
  masterKey: Buffer
  /** The address that people reach this server by, once it listens. */
  publicUrl: () => string
  /** Of one person. */
  actsPerMinute?: number
  timing?: Pick<GatewayOptions, 'deadAfterMs' | 'identifyEveryMs' | 'reconnectMs'>
}

/** What an answering process needs of Discord, and what a hearing one does; most are both. */
export interface Discord {
  sender: Sender
  openLive: OpenLive
  /** Lets this process hear what people do on Discord. */
  listen(): { health(): GatewayHealth; close(): Promise<void> }
  close(): Promise<void>
}

/** The Discord edge: translates and sends; the core decides. */
export const openDiscord = (options: DiscordOptions): Discord => {
  const { core, app, masterKey, publicUrl, timing = {} } = options
  const { applicationId, apiUrl, botToken: token } = app
  const api = openDiscordApi({ token, apiUrl })
  const charts = openCharts()
  let gateway: Gateway | null = null
  // The same as the application's, in all but the oldest applications.
  const botUserId = (): string => gateway?.botUserId() ?? applicationId
  const isBound = async (tenantId: string, workspaceId: string): Promise<boolean> => {
    const workspace = await findWorkspace(core.db, 'discord', workspaceId)
    return workspace !== null && !workspace.isRevoked && workspace.tenantId === tenantId
  }

  const listen = () => {
    const unguard = guardProcess()
    const creations = openCreationFollower()
    const acts = openActLimit(options.actsPerMinute ?? limits.discordRequests.actsPerMinute)
    /** What people were not promised an answer to yet. */
    const answers = new Set<Promise<void>>()
    const hearer = openHearer({
      db: core.db,
      api,
      botUserId,
      onInteraction: (raw) => {
        const answering = onSurface('discord', () => onInteraction(services, raw)).finally(() =>
          answers.delete(answering),
        )
        answers.add(answering)
      },
    })
    const services: HandleServices = {
      core, api, charts, creations, acts, publicUrl, applicationId, botUserId, masterKey, threads: hearer.threads,
      get hasMessageContent() {
        return gateway?.hasMessageContent() ?? false
      },
    } // biome-ignore format: one list, read at a glance
    const handle = (event: Parameters<typeof handleEvent>[1]): Promise<void> => handleEvent(services, event)
    const worker = openEventWorker(core.db, { platform: 'discord', handle })
    const { onDispatch, onSession } = hearer
    const wantsMessageContent = app.hasMessageContent
    const opened = openGateway({ api, apiUrl, token, wantsMessageContent, onDispatch, onSession, ...timing })
    gateway = opened
    return {
      health: opened.health,
      close: async () => {
        await opened.close()
        await hearer.close()
        await Promise.all(answers)
        await creations.close()
        await worker.close()
        unguard()
      },
    }
  }

  const sending = { core, api, charts, publicUrl, isBound, botUserId, applicationId }
  return {
    sender: withDigests(
      withNotices(openDiscordSender(sending), openDiscordNoticeSender(sending)),
      openDiscordDigestSender(sending),
    ),
    openLive: openLiveAnswer({ core, api, charts }),
    listen,
    close: async () => {
      api.close()
      await charts.close()
    },
  }
}
