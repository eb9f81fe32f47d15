import type { IncomingHttpHeaders } from 'node:http'
import { recordViolation, type World } from '../world-state.ts'
import type { ApiAnswer } from './answer-call.ts'

const refuse = (world: World, detail: string): ApiAnswer => {
  recordViolation(world, 'bad_authorize', '/oauth/v2/authorize', detail)
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: `<h1>Something went wrong</h1>${detail}`,
  }
}

const back = (redirectUri: string, fields: Record<string, string>): ApiAnswer => {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  return { status: 302, headers: { location: url.href }, body: '' }
}

/**
 * The page where a person lets the app in. The driver's browser says who they are and whether they press Allow
 * (`x-driver-user`, `x-driver-answer`); the answer is the way back to the app.
 */
export const showAuthorization = (world: World, url: URL, headers: IncomingHttpHeaders): ApiAnswer => {
  const given = (name: string): string => url.searchParams.get(name) ?? ''
  if (given('client_id') !== world.app.clientId) return refuse(world, 'Invalid client_id parameter')
  if (given('scope') === '') return refuse(world, 'No scopes requested')
  const redirectUri = given('redirect_uri') || (world.app.redirectUris[0] ?? '')
  const isAllowed = world.app.redirectUris.length === 0 || world.app.redirectUris.includes(redirectUri)
  if (!isAllowed || redirectUri === '') return refuse(world, 'redirect_uri did not match any configured URIs')
  const user = world.users.get(String(headers['x-driver-user'] ?? ''))
  if (!user) return refuse(world, 'nobody is signed in')
  const state = given('state')
  if (headers['x-driver-answer'] === 'deny') return back(redirectUri, { error: 'access_denied', state })
  const workspace = world.workspaces.get(user.teamId)!
  workspace.scopes = new Set(
    given('scope')
      .split(/[,\s]+/)
      .filter(Boolean),
  )
  const code = `${workspace.teamId}.${crypto.randomUUID()}`
  world.codes.set(code, {
    teamId: workspace.teamId,
    user: user.id,
    redirectUri,
    at: world.clock.now(),
    isUsed: false,
  })
  return back(redirectUri, { code, state })
}
