import { z } from 'zod'
import {
  conversationKinds,
  type Retention,
  readRetention,
  retentionSchema,
  setRetention,
  type Term,
  usualTerms,
} from '../../core/conversations/retention.ts'
import type { Database } from '../../db/database.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const tags = ['tenants']
const path = '/v1/tenants/:client_id/retention'
const params = z.strictObject({ client_id: z.string().max(100) })

const days = z
  .int()
  .min(1)
  .max(3650)
  .nullable()
  .meta({ description: 'Of 24 hours, from when it was said or sent; null = for ever', example: 365 })
const term = z.strictObject({
  days,
  keep_favorites: z.boolean().meta({ description: 'Conversations marked as favourite stay' }),
})
const sends = z.strictObject({ days })

const retentionView = z
  .strictObject({
    assistant: term,
    flow: term,
    project: term,
    sends: sends.meta({ description: 'What is known of what came in and was sent, mails too' }),
    updated_at: timeSchema.nullable().meta({ description: 'null = never set' }),
  })
  .meta({ id: 'Retention' })

const presentTerm = ({ days, keepFavorites }: Term): z.infer<typeof term> => ({
  days,
  keep_favorites: keepFavorites,
})

const presentRetention = ({ terms, updatedAt }: Retention): z.infer<typeof retentionView> => ({
  assistant: presentTerm(terms.assistant),
  flow: presentTerm(terms.flow),
  project: presentTerm(terms.project),
  sends: { days: terms.sends.days },
  updated_at: updatedAt.getTime() === 0 ? null : presentTime(updatedAt),
})

const newTerm = z.strictObject({ days, keep_favorites: z.boolean().optional() }).optional()

/** How long a tenant keeps what was said, by kind of conversation. */
export const retentionRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'How long is kept what was said and sent',
    tags,
    auth: 'signed_in',
    permission: 'retention:manage',
    params,
    responses: { 200: retentionView },
    isVersioned: true,
    handler: async ({ actor, params: { client_id } }) => {
      const retention = await readRetention(db, await actInTenant(db, actor, client_id))
      return reply(200, presentRetention(retention), { ETag: etagOf(retention) })
    },
  }),
  defineRoute({
    method: 'PUT',
    path,
    summary: 'Set how long is kept what was said and sent',
    description: `What is left out gets its usual term: ${conversationKinds
      .map((kind) => `${kind} ${usualTerms[kind].days} days`)
      .join(', ')}, sends ${usualTerms.sends.days} days. What is over by then is deleted within the hour.`,
    tags,
    auth: 'signed_in',
    permission: 'retention:manage',
    params,
    body: z.strictObject({ assistant: newTerm, flow: newTerm, project: newTerm, sends: sends.optional() }),
    responses: { 200: retentionView },
    isVersioned: true,
    handler: async ({ actor, params: { client_id }, body, request }) => {
      const asTerm = (given: z.output<typeof newTerm>) =>
        given && { days: given.days, keepFavorites: given.keep_favorites }
      const values = retentionSchema.parse({
        assistant: asTerm(body.assistant),
        flow: asTerm(body.flow),
        project: asTerm(body.project),
        sends: body.sends,
      })
      const inTenant = await actInTenant(db, actor, client_id)
      const retention = await setRetention(db, inTenant, values, (now) => requireMatch(request, now))
      return reply(200, presentRetention(retention), { ETag: etagOf(retention) })
    },
  }),
]
