import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { completeSetUp } from '../../core/tenancy/set-up.ts'
import {
  refreshTokens,
  type SignInServices,
  signIn,
  signOut,
  type Tokens,
} from '../../core/tenancy/sign-in.ts'
import { readCookie, refreshCookie, signedInCookies, signedOutCookies } from '../middleware/session-cookie.ts'
import { defineRoute, type Route, reply } from '../route.ts'

export interface AuthServices extends SignInServices {
  /** Whether cookies are for https only. */
  isHttps: boolean
}

const tags = ['auth']

const tokensSchema = z
  .strictObject({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds', example: 1800 }),
  })
  .meta({ id: 'Tokens' })

const presentTokens = (tokens: Tokens): z.infer<typeof tokensSchema> => ({
  access_token: tokens.accessToken,
  refresh_token: tokens.refreshToken,
  token_type: 'Bearer',
  expires_in: tokens.expiresInSeconds,
})

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

const secret = z.string().min(1).max(1_000)
const login = z.string().trim().min(1).max(320).meta({ description: 'E-mail address or user name' })
const asCookie = z.boolean().default(false).meta({ description: 'Also sets the cookies of a page' })

const token = (services: AuthServices) =>
  defineRoute({
    method: 'POST',
    path: '/v1/auth/token',
    summary: 'Sign in',
    description:
      'Five failures a login and address in 15 minutes, then 429. The same answer for an unknown login and a wrong password.',
    tags,
    auth: 'none',
    isIdempotent: false,
    body: z.strictObject({
      login,
      password: secret,
      client_id: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'Only when several tenants know the login' }),
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
      })
      const presented = presentTokens(tokens)
      if (!body.cookie) return presented
      return reply(200, presented, { 'Set-Cookie': signedInCookies(tokens, services.isHttps) })
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
    body: z.strictObject({ token: secret, email: z.email().max(320), password: z.string().min(8).max(256) }),
    responses: { 201: z.strictObject({ id: z.uuid(), email: z.string() }) },
    handler: ({ body }) => completeSetUp(db, body),
  })

/** Signing in and out. */
export const authRoutes = (services: AuthServices): Route[] => [
  token(services),
  refresh(services),
  logout(services),
  me(),
  setUp(services),
]
