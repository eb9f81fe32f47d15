import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { completeSetUp } from '../../core/tenancy/set-up.ts'
import { refreshTokens, type SignInServices, signIn, signOut } from '../../core/tenancy/sign-in.ts'
import {
  deviceCookie,
  readCookie,
  refreshCookie,
  signedInCookies,
  signedOutCookies,
} from '../middleware/session-cookie.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { newPassword, passwordRoutes } from './auth-password.ts'
import { sessionRoutes } from './auth-sessions.ts'
import {
  asCookie,
  clientId,
  enteredCookies,
  login,
  presentTokens,
  secret,
  tokensSchema,
} from './auth-tokens.ts'
import { serviceTokenRoutes } from './service-tokens.ts'

export interface AuthServices extends SignInServices {
  /** Whether cookies are for https only. */
  isHttps: boolean
}

const tags = ['auth']

const meSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['operator', 'person']),
  email: z.string().nullable(),
  user_name: z.string().nullable(),
  full_name: z.string(),
  role: z.string().nullable(),
  permissions: z.array(z.string()),
  is_admin: z.boolean(),
  tenant_id: z.uuid().nullable().meta({ description: 'The own one, or the one an operator named' }),
  locale: z.enum(['fr', 'en']).nullable(),
})

const token = (services: AuthServices) =>
  defineRoute({
    method: 'POST',
    path: '/v1/auth/token',
    summary: 'Sign in',
    description:
      'Five attempts an account and address in 15 minutes, or twenty an account in an hour from addresses it never signed in at; then 429, and twice as long each time. A browser that signed in with `cookie` before counts by itself. The same answer for an unknown login and a wrong password.',
    tags,
    auth: 'none',
    isIdempotent: false,
    body: z.strictObject({
      login,
      password: secret,
      client_id: clientId,
      cookie: asCookie,
    }),
    responses: { 200: tokensSchema },
    handler: async ({ body, request }) => {
      const tokens = await signIn(services, {
        login: body.login,
        password: body.password,
        clientId: body.client_id,
        ip: request.ip,
        userAgent: request.header('user-agent') || null,
        device: readCookie(request.header('cookie'), deviceCookie),
      })
      const presented = presentTokens(tokens)
      if (!body.cookie) return presented
      return reply(200, presented, { 'Set-Cookie': enteredCookies(tokens, services.isHttps) })
    },
  })

const refresh = (services: AuthServices) =>
  defineRoute({
    method: 'POST',
    path: '/v1/auth/refresh',
    summary: 'The next pair of tokens',
    description:
      'A refresh token works once. Used a second time it ends the whole session (`token_reuse`). Without a body the cookie counts, and the cookies are set anew.',
    tags,
    auth: 'none',
    isIdempotent: false,
    body: z.strictObject({ refresh_token: secret }),
    isBodyOptional: true,
    responses: { 200: tokensSchema },
    handler: async ({ body, request }) => {
      if (body) return presentTokens(await refreshTokens(services, body.refresh_token))
      const cookie = readCookie(request.header('cookie'), refreshCookie)
      if (!cookie) throw new AppError('unauthenticated', 'there is neither a refresh token nor its cookie')
      request.checkSameOrigin()
      const tokens = await refreshTokens(services, cookie)
      return reply(200, presentTokens(tokens), { 'Set-Cookie': signedInCookies(tokens, services.isHttps) })
    },
  })

const logout = (services: AuthServices) =>
  defineRoute({
    method: 'POST',
    path: '/v1/auth/logout',
    summary: 'Sign out',
    description: 'Ends the session: its access token and its refresh token are void at once.',
    tags,
    auth: 'signed_in',
    access: 'own',
    isIdempotent: false,
    responses: { 204: null },
    handler: async ({ signedIn }) => {
      await signOut(services, signedIn)
      return reply(204, null, { 'Set-Cookie': signedOutCookies(services.isHttps) })
    },
  })

const me = () =>
  defineRoute({
    method: 'GET',
    path: '/v1/auth/me',
    summary: 'Who is signed in',
    tags,
    auth: 'signed_in',
    access: 'own',
    responses: { 200: meSchema },
    handler: ({ signedIn, actor, tenantId }) => {
      const { holder, email, userName, fullName, role, locale } = signedIn.account
      return {
        id: holder.id,
        kind: holder.kind,
        email,
        user_name: userName,
        full_name: fullName,
        role,
        permissions: [...actor.permissions],
        is_admin: holder.kind === 'operator' || role === 'admin',
        tenant_id: tenantId,
        locale,
      }
    },
  })

const setUp = ({ db }: AuthServices) =>
  defineRoute({
    method: 'POST',
    path: '/v1/auth/setup',
    summary: 'Become the first operator',
    description: 'With the one-time token of the link that the first start printed.',
    tags,
    auth: 'none',
    isIdempotent: false,
    body: z.strictObject({ token: secret, email: z.email().max(320), password: newPassword }),
    responses: { 201: z.strictObject({ id: z.uuid(), email: z.string() }) },
    handler: ({ body }) => completeSetUp(db, body),
  })

/** Signing in and out, the own sessions and password, and tokens of programs. */
export const authRoutes = (services: AuthServices): Route[] => [
  token(services),
  refresh(services),
  logout(services),
  me(),
  setUp(services),
  ...sessionRoutes(services),
  ...passwordRoutes(services),
  ...serviceTokenRoutes(services),
]
