import { z } from 'zod'
import type { TenantActor } from '../../core/access/can.ts'
import { AppError } from '../../core/errors.ts'
import { platforms } from '../../core/platforms.ts'
import { listIdentities, removeIdentity } from '../../core/tenancy/identities.ts'
import { createLinkCode, redeemLinkCode } from '../../core/tenancy/link-codes.ts'
import type { Database } from '../../db/database.ts'
import type { PlatformIdentity } from '../../db/models/person.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['identities']
const path = '/v1/users/:id/identities'
const params = z.strictObject({ id: z.uuid() })

const identityView = z
  .strictObject({
    id: z.uuid(),
    platform: z.enum(platforms),
    workspace_id: z.string().meta({ description: 'Slack workspace or Discord guild' }),
    account: z.string().meta({ description: 'As the platform knows it', example: 'U0123ABCD' }),
    created_at: timeSchema,
  })
  .meta({ id: 'Identity' })

const linkCodeView = z
  .strictObject({
    code: z.string().meta({ description: 'Shown this once', example: '7K2MQ-9XD4T' }),
    expires_at: timeSchema,
  })
  .meta({ id: 'LinkCode' })

const presentIdentity = (row: PlatformIdentity): z.infer<typeof identityView> => ({
  id: row.id,
  platform: row.platform,
  workspace_id: row.workspace,
  account: row.platformUserId,
  created_at: presentTime(row.createdAt),
})

/** An operator is nobody of the tenant and has no accounts there. */
const requirePerson = ({ kind, id }: TenantActor): string => {
  if (kind !== 'person') throw new AppError('forbidden', 'this is for people of the tenant')
  return id
}

/** Accounts on chat platforms that are linked to a person. */
export const identityRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'A person’s accounts on chat platforms, newest first',
    description: 'The own ones; those of others with `users:manage`.',
    tags,
    auth: 'required',
    access: 'inside',
    params,
    query: z.strictObject(listQuery),
    responses: { 200: pageSchema(identityView) },
    handler: async ({ actor, params: { id }, query }) => {
      const rows = await listIdentities(db, actor, { personId: id, page: listWindow(query) })
      return presentPage(rows, query.limit, presentIdentity)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path,
    summary: 'Unlink an account, or all of a person',
    description: 'The own ones; those of others with `users:manage`.',
    tags,
    auth: 'required',
    access: 'inside',
    params,
    query: z.strictObject({ identity_id: z.uuid().optional().meta({ description: 'All when absent' }) }),
    responses: { 204: null },
    handler: async ({ actor, params: { id }, query }) => {
      await removeIdentity(db, actor, { personId: id, identityId: query.identity_id ?? null })
      return reply(204, undefined)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/link-codes',
    summary: 'Make a code that links an account on a chat platform to the caller',
    description:
      'Typed there: `/sextant link <code>`. It works once, within ten minutes, and ends the one before.',
    tags,
    auth: 'required',
    access: 'own',
    responses: { 201: linkCodeView },
    // The code would be stored along with the answer.
    isIdempotent: false,
    handler: async ({ actor }) => {
      const personId = requirePerson(actor)
      const { code, expiresAt } = await createLinkCode(db, { tenantId: actor.tenantId, personId })
      return reply(201, { code, expires_at: presentTime(expiresAt) })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/identities',
    summary: 'Link the account that a code was made with to the caller',
    description:
      'The code comes from `/sextant link` on the chat platform. An account that is another person’s is 409 `conflict`, a code that does not count 404.',
    tags,
    auth: 'required',
    access: 'own',
    body: z.strictObject({ code: z.string().min(1).max(100) }),
    responses: { 200: identityView, 201: identityView },
    handler: async ({ actor, body: { code } }) => {
      const by = { personId: requirePerson(actor) }
      const { identity, isNew } = await redeemLinkCode(db, { tenantId: actor.tenantId, code, by })
      return reply(isNew ? 201 : 200, presentIdentity(identity))
    },
  }),
]
