import { limits } from '../../config/limits.ts'

/** Holds the access token for pages; out of reach of their scripts. */
export const sessionCookie = 'sextant_session'
/** Holds the refresh token; sent to the one address that takes it. */
export const refreshCookie = 'sextant_refresh'

/** Says that somebody signed in on this device before: others' wrong guesses do not count here. */
export const deviceCookie = 'sextant_device'

/** Marks a visitor who is not signed in: owns the own conversations, nothing else. */
export const visitorCookie = 'sextant_visitor'

const refreshPath = '/v1/auth/refresh'

const cookie = (name: string, value: string, options: { path: string; maxAge: number; isSecure: boolean }) =>
  `${name}=${value}; Path=${options.path}; Max-Age=${options.maxAge}; HttpOnly; SameSite=Strict${options.isSecure ? '; Secure' : ''}`

/** `Set-Cookie` lines of a signed-in page. */
export const signedInCookies = (
  tokens: { accessToken: string; refreshToken: string },
  isSecure: boolean,
): string[] => [
  cookie(sessionCookie, tokens.accessToken, {
    path: '/',
    maxAge: limits.auth.accessTokenSeconds,
    isSecure,
  }),
  cookie(refreshCookie, tokens.refreshToken, {
    path: refreshPath,
    maxAge: limits.auth.refreshTokenSeconds,
    isSecure,
  }),
]

const deviceSeconds = 365 * 24 * 3600

/** Sent to the addresses that take it, and to no other: whoever signed in on either page is known to both. */
export const deviceCookies = (mark: string, isSecure: boolean): string[] =>
  ['/v1/auth/token', '/admin/sign-in'].map((path) =>
    cookie(deviceCookie, mark, { path, maxAge: deviceSeconds, isSecure }),
  )

/** For the page that signs in by itself. */
export const deviceMarks = (isSecure: boolean) => ({
  deviceCookie,
  deviceCookies: (mark: string): string[] => deviceCookies(mark, isSecure),
})

/** `Set-Cookie` lines that sign a page out. */
export const signedOutCookies = (isSecure: boolean): string[] => [
  cookie(sessionCookie, '', { path: '/', maxAge: 0, isSecure }),
  cookie(refreshCookie, '', { path: refreshPath, maxAge: 0, isSecure }),
]

/** A cookie of a raw `Cookie` header; null when absent. */
export const readCookie = (header: string, name: string): string | null => {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1) || null
}
