import type { Context, Middleware } from 'koa'
import { log } from '../../../config/log.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { isAppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { useOnce } from '../../../core/tenancy/use-once.ts'
import { storeInstallation } from '../../../core/tenancy/workspaces.ts'
import type { Database } from '../../../db/database.ts'
import { optionalScopes, scopes } from '../manifest.ts'
import { installPage } from './install-page.ts'
import { exchange, type OauthAccess, type OauthClient } from './oauth-access.ts'
import { makeState, readState } from './state.ts'

export interface InstallServices extends OauthClient {
  db: Database
  masterKey: Buffer
  stateSecret: string
  /** The address that people and Slack reach this server by. */
  publicUrl: () => string
}

const cookieName = 'sextant_slack_install'

const localeOf = (ctx: Context): Locale => (ctx.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr')

const redirectUri = ({ publicUrl }: InstallServices): string => `${publicUrl()}/slack/oauth_redirect`

/** Slack's consent page stands beside its API. */
const consentUrl = (services: InstallServices, state: string): string => {
  const url = new URL('/oauth/v2/authorize', services.apiUrl)
  const all = [...Object.keys(scopes), ...Object.keys(optionalScopes)]
  url.search = new URLSearchParams({
    client_id: services.clientId,
    scope: all.join(','),
    redirect_uri: redirectUri(services),
    state,
  }).toString()
  return url.href
}

const cookieOf = (value: string, { isHttps, maxAgeS }: { isHttps: boolean; maxAgeS: number }): string =>
  `${cookieName}=${value}; Path=/slack; HttpOnly; SameSite=Lax; Max-Age=${maxAgeS}${isHttps ? '; Secure' : ''}`

const begin = (ctx: Context, services: InstallServices): void => {
  const state = makeState(services.stateSecret)
  const isHttps = services.publicUrl().startsWith('https:')
  ctx.set('Set-Cookie', cookieOf(state, { isHttps, maxAgeS: 600 }))
  ctx.set('Cache-Control', 'no-store')
  ctx.redirect(consentUrl(services, state))
}

/** An organisation's installation serves all of its workspaces and names none. */
const keep = async ({ db, masterKey }: InstallServices, access: OauthAccess): Promise<string | null> => {
  const isEnterprise = access.is_enterprise_install === true
  const place = isEnterprise ? access.enterprise : access.team
  if (!place) return null
  const name = place.name ?? place.id
  await storeInstallation(db, masterKey, {
    platform: 'slack',
    workspaceId: place.id,
    enterpriseId: access.enterprise?.id ?? null,
    isEnterprise,
    name,
    appId: access.app_id ?? null,
    botId: null,
    botUserId: access.bot_user_id ?? null,
    scopes: access.scope?.split(',') ?? [],
    botToken: access.access_token,
    refreshToken: access.refresh_token ?? null,
    expiresInSeconds: access.expires_in ?? null,
    installedBy: access.authed_user?.id ?? null,
  })
  return name
}

type Outcome = { isDone: boolean; text: string; status: number }

const finish = async (ctx: Context, services: InstallServices): Promise<Outcome> => {
  const say = (key: string, values: Record<string, unknown> = {}): string =>
    translate(localeOf(ctx), `slack:install.${key}`, {
      ...values,
      url: `${services.publicUrl()}/slack/install`,
    })
  const failed = (key: string, status: number, values = {}): Outcome => ({
    isDone: false,
    text: say(key, values),
    status,
  })
  const { state, code, error } = ctx.query
  const known = readState(services.stateSecret, {
    state: typeof state === 'string' ? state : '',
    cookie: ctx.cookies.get(cookieName) ?? '',
  })
  if (!known) return failed('state', 400)
  if (error === 'access_denied') return failed('cancelled', 200)
  if (typeof code !== 'string' || code === '') return failed('state', 400)
  if (!(await useOnce(services.db, `slack-install:${known.nonce}`, known.expiresAt)))
    return failed('state', 400)
  try {
    const workspace = await keep(
      services,
      await exchange(services, { code, redirect_uri: redirectUri(services) }),
    )
    if (workspace === null) return failed('refused', 502, { code: 'no_team' })
    return { isDone: true, text: say('done', { workspace }), status: 200 }
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    if (cause.code === 'platform_refused') return failed('refused', 400, cause.details)
    if (cause.code !== 'platform_unreachable') throw cause
    log.warn({ err: cause }, 'Slack could not be asked about an installation')
    return failed('unreachable', 502)
  }
}

/** `/slack/install` leads to Slack's consent; `/slack/oauth_redirect` is where Slack leads back to. */
export const installEndpoint =
  (services: InstallServices): Middleware =>
  async (ctx, next) => {
    if (ctx.method !== 'GET') return next()
    if (ctx.path === '/slack/install') return begin(ctx, services)
    if (ctx.path !== '/slack/oauth_redirect') return next()
    const { isDone, text, status } = await finish(ctx, services)
    const isHttps = services.publicUrl().startsWith('https:')
    ctx.set('Set-Cookie', cookieOf('', { isHttps, maxAgeS: 0 }))
    ctx.set('Cache-Control', 'no-store')
    ctx.status = status
    ctx.type = 'html'
    ctx.body = installPage(localeOf(ctx), { isDone, text })
  }
