import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, requireMember, type TenantActor } from '../access/can.ts'

/** Of conversations. */
export const conversationKinds = ['assistant', 'flow', 'project'] as const
export type ConversationKind = (typeof conversationKinds)[number]

/** `sends`: what is known of what came in and was sent, mails too. */
export const retentionKinds = [...conversationKinds, 'sends'] as const
export type RetentionKind = (typeof retentionKinds)[number]

const days = z.int().min(1).max(3650).nullable()
const termSchema = z.strictObject({ days, keepFavorites: z.boolean().default(false) })

/** What a tenant may set; a kind that is absent gets its usual term. */
export const retentionSchema = z.strictObject({
  assistant: termSchema.optional(),
  flow: termSchema.optional(),
  project: termSchema.optional(),
  sends: z.strictObject({ days }).optional(),
})
export type NewRetention = z.input<typeof retentionSchema>

/** How long something is kept. */
export interface Term {
  /** Of 24 hours, from when it was said or sent; null = for ever. */
  days: number | null
  /** Conversations that somebody marked as favourite stay. */
  keepFavorites: boolean
}

/** Until a tenant decides otherwise. */
export const usualTerms: Record<RetentionKind, Term> = {
  assistant: { days: 365, keepFavorites: false },
  flow: { days: 7, keepFavorites: false },
  project: { days: 365, keepFavorites: false },
  sends: { days: 365, keepFavorites: false },
}

export interface Retention {
  terms: Record<RetentionKind, Term>
  /** When it was set; the beginning of time when it never was. */
  updatedAt: Date
}

/** Joins the open transaction. Authorises nobody. */
export const retentionOf = (db: Database, tenantId: string): Promise<Retention> =>
  withTenant(db, tenantId, async () => {
    const rows = await db.models.RetentionPolicy.findAll({ where: { tenantId }, raw: true })
    const set = rows.map(({ kind, days, keepFavorites }) => [kind, { days, keepFavorites }] as const)
    const times = rows.map(({ updatedAt }) => updatedAt.getTime())
    return {
      terms: { ...usualTerms, ...(Object.fromEntries(set) as Partial<Record<RetentionKind, Term>>) },
      updatedAt: new Date(Math.max(0, ...times)),
    }
  })

/** For every member: whose words are kept may know how long. @throws AppError `forbidden` */
export const readRetention = (db: Database, actor: TenantActor): Promise<Retention> => {
  requireMember(actor)
  return retentionOf(db, actor.tenantId)
}

/**
 * Replaces all terms. What is over by then goes with the next run.
 * @param check sees what is set now, before anything is changed
 * @throws AppError `forbidden`, and what `check` throws
 */
export const setRetention = (
  db: Database,
  actor: TenantActor,
  values: z.output<typeof retentionSchema>,
  check: (now: Retention) => void = () => {},
): Promise<Retention> => {
  const permission = 'retention:manage'
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const { RetentionPolicy } = db.models
    // Whoever sets it at the same moment waits here, and then sees what is set.
    await RetentionPolicy.bulkCreate(
      retentionKinds.map((kind) => ({ tenantId, kind, ...usualTerms[kind], updatedAt: new Date(0) })),
      { ignoreDuplicates: true },
    )
    await RetentionPolicy.findAll({ where: { tenantId }, order: ['kind'], lock: true })
    const before = await retentionOf(db, tenantId)
    check(before)
    const at = new Date()
    const terms = { ...usualTerms }
    for (const kind of retentionKinds) {
      terms[kind] = { ...usualTerms[kind], ...values[kind] }
      await RetentionPolicy.update(
        { ...terms[kind], updatedAt: at },
        { where: { tenantId, kind }, silent: true },
      )
    }
    await recordAct(db, actor, {
      action: 'retention.set',
      permission,
      target: { kind: 'tenant', id: tenantId },
      changes: changedTerms(before.terms, terms),
    })
    return { terms, updatedAt: at }
  })
}

const shownTerm = ({ days, keepFavorites }: Term): string =>
  `${days ?? 'for ever'}${keepFavorites ? ', favourites stay' : ''}`

/** Of the kinds whose term is another one now. */
const changedTerms = (before: Record<RetentionKind, Term>, after: Record<RetentionKind, Term>) =>
  Object.fromEntries(
    retentionKinds
      .map((kind) => [kind, { before: shownTerm(before[kind]), after: shownTerm(after[kind]) }] as const)
      .filter(([, change]) => change.before !== change.after),
  )
