import { type ApiCall, type Loose, recordViolation, type Workspace, type World } from '../world-state.ts'
import { allMethods } from './methods/all-methods.ts'
import { grantTokens } from './oauth.ts'
import { Refusal } from './refusal.ts'
import { readToken } from './tokens.ts'

export interface ApiAnswer {
  status: number
  headers: Record<string, string>
  body: Loose
}

const json = (body: Loose, headers: Record<string, string> = {}, status = 200): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body,
})

export const tooMany = (seconds: number): ApiAnswer =>
  json({ ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) }, 429)

/** Refusals that say nothing about the app: a person, a right or a stream changed meanwhile. */
const blameless = new Set([
  'account_inactive',
  'already_reacted',
  'channel_not_found',
  'code_already_used',
  'hash_conflict',
  'invalid_auth',
  'is_archived',
  'message_not_found',
  'message_not_in_streaming_state',
  'missing_scope',
  'not_in_channel',
  'stopped_by_user',
  'thread_not_found',
  'token_expired',
  'token_revoked',
  'user_not_found',
])

const openConnection = (world: World, token: string): Loose => {
  if (token !== world.app.appToken) throw new Refusal('invalid_auth')
  return { url: `${world.url.replace('http:', 'ws:')}/link?ticket=${crypto.randomUUID()}` }
}

const checkScopes = (workspace: Workspace, scopes: string[]): void => {
  if (scopes.length === 0 || scopes.some((scope) => workspace.scopes.has(scope))) return
  throw new Refusal('missing_scope', { needed: scopes[0], provided: [...workspace.scopes].join(',') })
}

const checkRate = (world: World, call: ApiCall): void => {
  const channel = call.method === 'chat.postMessage' ? String(call.args.channel ?? '') : null
  const seconds = world.rates.take(call.method, call.teamId ?? '', channel)
  if (seconds === null) return
  recordViolation(
    world,
    'rate_limited',
    call.method,
    `${call.teamId} ${channel ?? ''}: retry after ${seconds} s`,
  )
  throw new Refusal('ratelimited', { retryAfter: seconds })
}

const run = (world: World, call: ApiCall, authorization: string): ApiAnswer => {
  if (call.method === 'api.test') return json({ ok: true, args: call.args })
  if (call.method === 'oauth.v2.access')
    return json({ ok: true, ...grantTokens(world, call.args, authorization) })
  if (call.method === 'apps.connections.open') return json({ ok: true, ...openConnection(world, call.token) })
  const method = allMethods[call.method]
  if (!method) throw new Refusal('unknown_method', { req_method: call.method })
  const workspace = readToken(world, call.token)
  call.teamId = workspace.teamId
  checkRate(world, call)
  checkScopes(workspace, method.scopes)
  const body = method.run({ world, workspace, token: call.token, args: call.args })
  return json(
    { ok: true, ...body },
    {
      'x-oauth-scopes': [...workspace.scopes].join(','),
      'x-accepted-oauth-scopes': method.scopes.join(','),
    },
  )
}

/** The Web API itself: what Slack does and says for one call. */
export const answerCall = (world: World, call: ApiCall, authorization: string): ApiAnswer => {
  const before = world.violations.length
  try {
    return run(world, call, authorization)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.error === 'ratelimited') return tooMany(error.extra.retryAfter)
    if (!blameless.has(error.error) && world.violations.length === before)
      recordViolation(world, error.error, call.method, JSON.stringify(call.args).slice(0, 2000))
    return json({ ok: false, error: error.error, ...error.extra })
  }
}
