import { z } from 'zod'
import { type AuditLine, listAudit } from '../../../../core/access/audit-list.ts'
import { readPage } from '../paging.ts'
import type { Section, TenantVisit, Visit } from '../section.ts'
import { ownSheetsOf } from '../sheets.ts'
import type { Cell, Page, Tone } from '../view.ts'
import { wordOf } from '../words.ts'

const permission = 'audit:view'
const outcomes = ['allowed', 'denied', 'failed'] as const
const surfaces = ['rest', 'slack', 'discord', 'web', 'cli', 'job'] as const
const tones: Record<(typeof outcomes)[number], Tone> = { allowed: 'good', denied: 'warn', failed: 'danger' }

/** An address that says something else filters by nothing. */
const filterSchema = z.object({
  action: z
    .string()
    .regex(/^[a-z][a-z0-9_.]{0,99}$/)
    .optional()
    .catch(undefined),
  outcome: z.enum(outcomes).optional().catch(undefined),
  surface: z.enum(surfaces).optional().catch(undefined),
})

const longest = 160

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** `is_active: true → false`; of what only the fact is kept, the field alone. */
const changeText = ([field, change]: [string, unknown]): string => {
  const { before, after, hidden } = change as { before?: unknown; after?: unknown; hidden?: true }
  return hidden ? field : `${field}: ${valueText(before)} → ${valueText(after)}`
}

/** In brief: the whole is the API's. */
const detailsText = ({ changes, details }: AuditLine): string | null => {
  const changed = Object.entries(changes ?? {}).map(changeText)
  const rest = Object.entries(details ?? {}).map(([name, value]) => `${name}: ${valueText(value)}`)
  const text = (changed.length > 0 ? changed : rest).join(', ')
  return text.length > longest ? `${text.slice(0, longest)}…` : text || null
}

const whoCell = (visit: Visit, { actorKind, actorId, actorName }: AuditLine): Cell => ({
  text: actorName ?? wordOf(visit, 'audit.kind', actorKind),
  note: actorName === null ? actorId : null,
})

const targetCell = ({ targetKind, targetId, targetLabel }: AuditLine): Cell =>
  targetKind === null ? null : { text: targetLabel ?? targetKind, note: targetId }

const read = async (visit: Visit): Promise<Page> => {
  const { core, actor, query, t } = visit
  const filter = filterSchema.parse(Object.fromEntries(query))
  const { rows, ...links } = await readPage(visit, (page) => listAudit(core.db, actor, { page, filter }))
  const choice = <T extends string>(name: string, values: readonly T[], value: T | undefined) => ({
    name,
    label: t(`audit.${name}`),
    type: 'select' as const,
    value: value ?? '',
    options: [
      { value: '', label: t('filter.all') },
      ...values.map((one) => ({ value: one, label: t(`audit.${name}s.${one}`) })),
    ],
  })
  return {
    title: t('audit.title'),
    parts: [
      {
        kind: 'filters',
        submit: t('filter.submit'),
        fields: [
          {
            name: 'action',
            label: t('audit.action_begins'),
            type: 'text',
            value: filter.action ?? '',
            maxLength: 100,
          },
          choice('outcome', outcomes, filter.outcome),
          choice('surface', surfaces, filter.surface),
        ],
      },
      {
        kind: 'table',
        caption: t('audit.caption'),
        columns: ['action', 'who', 'target', 'outcome', 'surface', 'at', 'details'].map((key) => ({
          title: t(`audit.${key}`),
        })),
        rows: rows.map((line): Cell[] => [
          line.action,
          whoCell(visit, line),
          targetCell(line),
          { state: t(`audit.outcomes.${line.outcome}`), tone: tones[line.outcome] },
          line.surface ? t(`audit.surfaces.${line.surface}`) : null,
          { time: line.createdAt },
          detailsText(line),
        ]),
        empty: t('audit.empty'),
        sheets: ownSheetsOf(visit, '/v1/audit', ['action', 'outcome', 'surface']),
        ...links,
      },
    ],
  }
}

/** Who did what in the tenant. */
export const audit: Section<TenantVisit> = { name: 'audit', title: 'audit', permission, read, acts: {} }

/** Operators' acts that belong to no tenant. */
export const deploymentAudit: Section<Visit> = { name: 'audit', title: 'audit', permission, read, acts: {} }
