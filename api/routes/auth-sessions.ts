import { z } from 'zod'
import {
  endOwnSession,
  endOwnSessions,
  listOwnSessions,
  type OwnSession,
} from '../../core/tenancy/own-sessions.ts'
import { signedOutCookies } from '../middleware/session-cookie.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import type { AuthServices } from './auth.ts'

const tags = ['auth']
const path = '/v1/auth/sessions'

const sessionView = z
  .strictObject({
    id: z.uuid(),
    started_at: timeSchema,
    last_used_at: timeSchema.meta({ description: 'When its tokens were last renewed' }),
    expires_at: timeSchema.meta({ description: 'Without further use' }),
    user_agent: z.string().nullable().meta({ example: 'Mozilla/5.0 (X11; Linux x86_64)' }),
    is_current: z.boolean(),
  })
  .meta({ id: 'Session' })

const presentSession = (session: OwnSession, current: string): z.infer<typeof sessionView> => ({
  id: session.id,
  started_at: presentTime(session.createdAt),
  last_used_at: presentTime(session.lastUsedAt),
  expires_at: presentTime(session.expiresAt),
  user_agent: session.userAgent,
  is_current: session.id === current,
})

/** Where one is signed in oneself. */
export const sessionRoutes = ({ db, authentication, isHttps }: AuthServices): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'The own sessions, newest first',
    tags,
    auth: 'signed_in',
    access: 'own',
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(sessionView) },
    handler: async ({ signedIn, query }) => {
      const rows = await listOwnSessions(db, signedIn.account, listWindow(query))
      return presentPage(rows, query.limit, (row) => presentSession(row, signedIn.claims.sid))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path,
    summary: 'End all other sessions',
    description: 'With `all=true` the own one too. Their tokens are void at once.',
    tags,
    auth: 'signed_in',
    access: 'own',
    query: z.strictObject({ all: z.enum(['true', 'false']).default('false') }),
    responses: { 200: z.strictObject({ ended: z.int().meta({ example: 2 }) }) },
    handler: async ({ signedIn: { account, claims }, query }) => {
      const isAll = query.all === 'true'
      const ended = await endOwnSessions(db, account, isAll ? null : claims.sid)
      authentication.forget(account.holder.id)
      return reply(200, { ended }, isAll ? { 'Set-Cookie': signedOutCookies(isHttps) } : {})
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'End one of the own sessions',
    description: 'Its tokens are void at once.',
    tags,
    auth: 'signed_in',
    access: 'own',
    params: z.strictObject({ id: z.uuid() }),
    responses: { 204: null },
    handler: async ({ signedIn: { account }, params }) => {
      await endOwnSession(db, account, params.id)
      authentication.forget(account.holder.id)
      return reply(204, null)
    },
  }),
]
