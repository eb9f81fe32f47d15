import type { Middleware } from 'koa'
import type { SlackApp } from '../../config/env.ts'
import { limits } from '../../config/limits.ts'
import { log, onSurface } from '../../config/log.ts'
import { openActLimit } from '../../core/access/act-limit.ts'
import { openCharts } from '../../core/analytics/charts/open-charts.ts'
import type { Core } from '../../core/core.ts'
import { AppError } from '../../core/errors.ts'
import type { ClaimedEvent } from '../../core/messaging/event-claims.ts'
import { openEventWorker } from '../../core/messaging/event-worker.ts'
import type { OpenLive } from '../../core/messaging/live.ts'
import { type Sender, withDigests, withNotices } from '../../core/messaging/outbox.ts'
import { readBotToken } from '../../core/tenancy/bot-tokens.ts'
import type { TakeAccess } from '../../core/tenancy/end-access.ts'
import { findWorkspace, revokeWorkspace, storeInstallation } from '../../core/tenancy/workspaces.ts'
import { openAgentSessions } from './agent-sessions.ts'
import { openSlackApi, type SlackApi } from './api.ts'
import { openApp } from './app.ts'
import { openBoltReceiver } from './bolt-receiver.ts'
import { openCreationFollower } from './follow-creation.ts'
import { installEndpoint } from './install/install-endpoint.ts'
import { rotateSlackTokens } from './install/rotate.ts'
import { slackReceiver } from './receiver.ts'
import { openSlackSender } from './send-answer.ts'
import { openSlackDigestSender } from './send-digest.ts'
import { openSlackNoticeSender } from './send-notice.ts'
import type { SlackServices } from './services.ts'
import { openSocketMode } from './socket-mode.ts'
import { openLiveAnswer } from './stream-answer.ts'
import { openUserGroups } from './user-groups.ts'
import { openUsers } from './users.ts'
import { openWebApi } from './web-api.ts'

export interface SlackOptions {
  core: Core
  app: SlackApp
  masterKey: Buffer
  /** The address that people reach this server by, once it listens. */
  publicUrl: () => string
  /** Of one person. */
  actsPerMinute?: number
}

/** What an answering process needs of Slack, and what a receiving one does; most are both. */
export interface Slack {
  sender: Sender
  openLive: OpenLive
  /** Gives a workspace's token back to Slack; the deployment's own is for others as well and stays. */
  takeAccess: TakeAccess
  /** Renews tokens that end soon; null where none do. */
  rotateTokens: (() => Promise<void>) | null
  /** Lets this process hear what people do in Slack. */
  listen(): Promise<{ edges: Middleware[]; close(): Promise<void> }>
  close(): Promise<void>
}

interface TestAnswer {
  team_id: string
  team: string
  enterprise_id?: string
  user_id: string
  bot_id?: string
  /** The SDK's, from a header. */
  response_metadata?: { scopes?: string[] }
}

/**
 * The workspace that the deployment's own token is of. Slack may be away when we start, so that it is asked when we
 * start and whenever an event comes from a workspace that nobody knows, until it has told.
 */
const openOwnWorkspace = ({ core, masterKey }: SlackOptions, api: SlackApi) => {
  let known: Promise<void> | null = null
  const store = async (): Promise<void> => {
    const told = await api.call<TestAnswer>('', 'auth.test', {})
    await storeInstallation(core.db, masterKey, {
      platform: 'slack', workspaceId: told.team_id, enterpriseId: told.enterprise_id ?? null, isEnterprise: false,
      name: told.team, appId: null, botId: told.bot_id ?? null, botUserId: told.user_id,
      scopes: told.response_metadata?.scopes ?? [],
      botToken: null, refreshToken: null, expiresInSeconds: null, installedBy: null,
    }) // biome-ignore format: one installation, read at a glance
  }
  /** @throws AppError `platform_unreachable` while Slack does not tell */
  const learn = (): Promise<void> => {
    known ??= store().catch((cause: unknown) => {
      known = null
      throw new AppError('platform_unreachable', 'Slack does not tell which workspace its token is of.', {
        cause,
      })
    })
    return known
  }
  return { learn }
}

/** The Slack edge: verifies, translates and sends; the core decides. */
export const openSlack = (options: SlackOptions): Slack => {
  const { core, app, masterKey, publicUrl } = options
  const api = openSlackApi({
    apiUrl: app.apiUrl,
    tokenOf: async (workspace) =>
      app.botToken ?? (await readBotToken(core.db, masterKey, 'slack', workspace)),
    onRevoked: (workspace, code) => {
      revokeWorkspace(core.db, 'slack', workspace, { reason: code }).catch((error: unknown) =>
        log.error({ err: error }, 'a workspace that lost its access could not be marked'),
      )
    },
  })
  const charts = openCharts()
  const isBound = async (tenantId: string, workspaceId: string): Promise<boolean> => {
    const workspace = await findWorkspace(core.db, 'slack', workspaceId)
    return workspace !== null && !workspace.isRevoked && workspace.tenantId === tenantId
  }
  const { clientId, clientSecret, stateSecret } = app.oauth ?? {}
  const oauth = app.oauth && { apiUrl: app.apiUrl, clientId: clientId!, clientSecret: clientSecret! }

  const listen = async () => {
    const own = app.botToken ? openOwnWorkspace(options, api) : null
    own?.learn().catch((error: unknown) => log.warn({ err: error }, 'Slack cannot be asked who we are'))
    const learn = own?.learn ?? (async () => undefined)
    const creations = openCreationFollower(api)
    const acts = openActLimit(options.actsPerMinute ?? limits.slackRequests.actsPerMinute)
    const sessions = openAgentSessions(api)
    const services: SlackServices = {
      core, api, users: openUsers(api), userGroups: openUserGroups(api), creations, sessions, acts, publicUrl, learn,
    } // biome-ignore format: one list, read at a glance
    const receiver = openBoltReceiver()
    openApp(services, receiver)
    const handle = ({ payload }: ClaimedEvent): Promise<void> => receiver.processEvent(JSON.parse(payload))
    const worker = openEventWorker(core.db, { platform: 'slack', handle })
    const dispatch: typeof receiver.dispatch = (...given) =>
      onSurface('slack', () => receiver.dispatch(...given))
    const heard = { db: core.db, dispatch, apiUrl: app.apiUrl }
    const edges: Middleware[] = []
    if (app.signingSecret) edges.push(slackReceiver({ signingSecrets: [app.signingSecret], ...heard }))
    if (oauth)
      edges.push(installEndpoint({ ...oauth, db: core.db, masterKey, stateSecret: stateSecret!, publicUrl }))
    const { appToken } = app
    const socket = appToken ? openSocketMode({ appToken, ...heard }) : null
    return {
      edges,
      close: async () => {
        await socket?.close()
        await creations.close()
        await worker.close()
      },
    }
  }

  return {
    sender: withDigests(
      withNotices(
        openSlackSender({ core, api, charts, publicUrl, isBound }),
        openSlackNoticeSender({ core, api, publicUrl, isBound }),
      ),
      openSlackDigestSender({ core, api, publicUrl, isBound }),
    ),
    openLive: openLiveAnswer({ core, api, isBound }),
    takeAccess: async (workspace) => {
      const token = app.botToken ? null : await readBotToken(core.db, masterKey, 'slack', workspace)
      return token === null ? null : async () => void (await openWebApi(app.apiUrl)(token, 'auth.revoke', {}))
    },
    rotateTokens: oauth ? () => rotateSlackTokens(core.db, masterKey, oauth) : null,
    listen,
    close: async () => {
      api.close()
      await charts.close()
    },
  }
}
