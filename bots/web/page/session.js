import { call, leaveTenantOut, namedTenant, onSessionEnd } from './api.js'
import { recallAccount, rememberAccount } from './memory.js'
import { state } from './state.js'

/** Fetching the page anew opens the local session again; its answer is not needed. */
const reopen = async () => (await fetch('/', { credentials: 'same-origin', cache: 'no-store' })).ok

/**
 * The refresh token works once, and every tab has the same: they take turns, and who comes second finds the work done.
 * (Without a secure context there are no locks; then two tabs may have to sign in again.)
 */
const refresh = async () => {
  const attempt = async () => {
    const now = await fetch('/web/session', { credentials: 'same-origin' })
    if (now.ok && (await now.json()).signed_in) return true
    return (await fetch('/v1/auth/refresh', { method: 'POST', credentials: 'same-origin' })).ok
  }
  return navigator.locks ? navigator.locks.request('sextant-refresh', attempt) : attempt()
}

/**
 * Who the page is for. A sign-in whose access token has ended is renewed first.
 * @param {() => void} lost shows the sign-in
 */
export const loadSession = async (lost) => {
  let session = await call('GET', '/web/session')
  if (session.mode === 'anonymous' && recallAccount() && (await refresh().catch(() => false)))
    session = await call('GET', '/web/session')
  state.session = session
  if (session.tenant && session.tenant.client_id !== namedTenant) leaveTenantOut()
  if (session.mode === 'open') onSessionEnd({ renew: () => reopen().catch(() => false), lost })
  if (session.mode === 'signed_in') onSessionEnd({ renew: () => refresh().catch(() => false), lost })
  return state.session
}

/**
 * @param {string} login
 * @param {string} password
 */
export const signIn = async (login, password) => {
  await call('POST', '/v1/auth/token', {
    login,
    password,
    cookie: true,
    ...(namedTenant && { client_id: namedTenant }),
  })
  rememberAccount(true)
}

export const signOut = async () => {
  await call('POST', '/v1/auth/logout')
  rememberAccount(false)
}
