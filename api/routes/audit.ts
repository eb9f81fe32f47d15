import { z } from 'zod'
import { verifyChain } from '../../core/access/audit-chain.ts'
import { type AuditLine, listAudit } from '../../core/access/audit-list.ts'
import { authorize } from '../../core/access/can.ts'
import type { Database } from '../../db/database.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'

const tags = ['audit']
const permission = 'audit:view'
const whose = 'An operator sees the tenant named with `X-Tenant`, and without it the deployment’s own acts.'

const outcome = z.enum(['allowed', 'denied', 'failed'])
const surface = z.enum(['rest', 'slack', 'discord', 'web', 'cli', 'job'])

const change = z.union([
  z.strictObject({ before: z.unknown(), after: z.unknown() }),
  z.strictObject({ hidden: z.literal(true) }),
])

const auditView = z
  .strictObject({
    id: z.uuid(),
    created_at: timeSchema,
    actor: z.strictObject({
      kind: z.string().meta({ example: 'person' }),
      id: z.string().nullable(),
      name: z.string().nullable().meta({ description: 'Today’s; null for who has none here' }),
    }),
    surface: surface.nullable().meta({ description: 'Where it came from; null = not known' }),
    action: z.string().meta({ example: 'assistant.edited' }),
    permission: z.string().nullable().meta({ description: 'What it took', example: 'assistants:edit' }),
    target: z
      .strictObject({ kind: z.string(), id: z.string().nullable(), label: z.string().nullable() })
      .nullable(),
    outcome,
    changes: z.record(z.string(), change).meta({
      description: 'By field; `hidden` where only the fact is kept',
      example: { name: { before: 'TGI 2025', after: 'TGI 2026' } },
    }),
    details: z.record(z.string(), z.unknown()).meta({ example: { fields: ['name'] } }),
    request_id: z.string().nullable(),
    ip: z.string().nullable().meta({ description: 'Of sign-ins' }),
  })
  .meta({ id: 'AuditEvent' })

const presentLine = (line: AuditLine): z.infer<typeof auditView> => ({
  id: line.id,
  created_at: presentTime(line.createdAt),
  actor: { kind: line.actorKind, id: line.actorId, name: line.actorName },
  surface: line.surface,
  action: line.action,
  permission: line.permission,
  target:
    line.targetKind === null ? null : { kind: line.targetKind, id: line.targetId, label: line.targetLabel },
  outcome: line.outcome,
  changes: line.changes as z.infer<typeof auditView>['changes'],
  details: line.details,
  request_id: line.requestId,
  ip: line.ip,
})

const chainView = z
  .strictObject({
    ok: z.boolean(),
    checked: z.int().meta({ description: 'Acts that are what was written' }),
    head: z
      .strictObject({ seq: z.int(), hash: z.string().meta({ description: 'SHA-256, in hex' }) })
      .nullable()
      .meta({ description: 'The last one; kept elsewhere it shows whether all of the trail was rewritten' }),
    first_broken: z
      .strictObject({
        seq: z.int().nullable(),
        event_id: z.uuid().nullable().meta({ description: 'null = it is not there' }),
        reason: z.enum(['changed', 'removed', 'unlinked', 'head_changed']),
      })
      .nullable(),
  })
  .meta({ id: 'AuditChain' })

const text = z.string().min(1).max(200).optional()
const time = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .optional()
  .meta({ type: 'string', format: 'date-time' })

/** Who did what, and whether the record of it is whole. */
export const auditRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/audit',
    summary: 'Who did what, newest first',
    description: whose,
    tags,
    auth: 'signed_in',
    permission,
    query: z.strictObject({
      ...listQuery,
      actor_id: text,
      action: z
        .string()
        .regex(/^[a-z][a-z0-9_.]{0,99}$/)
        .optional()
        .meta({ description: 'What it begins with', example: 'assistant.' }),
      target_kind: text,
      target_id: text,
      outcome: outcome.optional(),
      surface: surface.optional(),
      from: time.meta({ description: 'From this time on' }),
      to: time.meta({ description: 'Before this time' }),
    }),
    responses: { 200: pageSchema(auditView) },
    handler: async ({ actor, query }) => {
      const { actor_id, action, target_kind, target_id } = query
      const filter = {
        actorId: actor_id, action, targetKind: target_kind, targetId: target_id, outcome: query.outcome,
        surface: query.surface, from: query.from, to: query.to,
      } // biome-ignore format: one filter, read at a glance
      const rows = await listAudit(db, actor, { page: listWindow(query), filter })
      return presentPage(rows, query.limit, presentLine)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/audit/verify',
    summary: 'Check that no act was changed, removed or added afterwards',
    description: `Reads the whole trail. ${whose}`,
    tags,
    auth: 'signed_in',
    permission,
    responses: { 200: chainView },
    handler: async ({ actor, request: { signal } }) => {
      authorize(actor, permission)
      const { ok, checked, head, firstBroken } = await verifyChain(db, actor.tenantId, { signal })
      const broken = firstBroken && {
        seq: firstBroken.seq,
        event_id: firstBroken.eventId,
        reason: firstBroken.reason,
      }
      return { ok, checked, head, first_broken: broken }
    },
  }),
]
