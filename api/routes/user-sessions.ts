import { z } from 'zod'
import { endSessionsOf } from '../../core/tenancy/end-sessions.ts'
import type { Database } from '../../db/database.ts'
import { defineRoute, type Route } from '../route.ts'

/** What people of the tenant are signed in with, for whoever manages them. The own sessions are at `/v1/auth`. */
export const userSessionRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'DELETE',
    path: '/v1/users/:id/sessions',
    summary: 'Sign somebody out everywhere',
    description: 'On all devices, at once. They may sign in again; switch them off to keep them out.',
    tags: ['users'],
    auth: 'required',
    permission: 'users:manage',
    params: z.strictObject({ id: z.uuid() }),
    responses: { 204: null },
    handler: async ({ actor, params: { id } }) => {
      await endSessionsOf(db, actor, id)
      return undefined
    },
  }),
]
