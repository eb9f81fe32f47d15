import { z } from 'zod'
import { readTenantReport, type TenantReport } from '../../core/analytics/tenant-report.ts'
import { reportFileName, tellTenantReport } from '../../core/analytics/tenant-report-document.ts'
import { renderReport } from '../../core/exports/render-report.ts'
import { reportTypes } from '../../core/exports/report-document.ts'
import type { Database } from '../../db/database.ts'
import { presentTime, timeSchema } from '../present.ts'
import { defineRoute, download, type Route } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'
import { presentSaid, presentSpent, presentStats, spentShape, statsShape, sumsShape } from './tenant-stats.ts'

const whose = z.strictObject({
  id: z.string().nullable().meta({ description: 'null = of none' }),
  name: z.string().nullable().meta({ description: 'null = deleted since, or of none' }),
  ...spentShape,
})

const reportSchema = z
  .strictObject({
    tenant: z.strictObject({ client_id: z.string(), name: z.string() }),
    ...statsShape,
    before: z
      .strictObject({
        from: z.iso.date(),
        to: z.iso.date(),
        totals: z.strictObject({ ...sumsShape, ...spentShape }),
      })
      .meta({ description: 'The month before, or as many days right before' }),
    models: z.array(z.strictObject({ llm: z.string(), ...spentShape })),
    services: z.array(whose),
    members: z.array(whose),
    made_at: timeSchema,
  })
  .meta({ id: 'TenantReport' })

const presentReport = (report: TenantReport): z.infer<typeof reportSchema> => {
  const { tenant, stats, before, madeAt } = report
  const presentWhose = ({ id, name, ...spent }: TenantReport['stats']['members'][number]) => ({
    id, name, ...presentSpent(spent),
  }) // biome-ignore format: one row
  return {
    tenant: { client_id: tenant.clientId, name: tenant.name },
    ...presentStats(stats),
    before: {
      from: before.from,
      to: before.to,
      totals: { ...presentSaid(before.totals), ...presentSpent(before.totals) },
    },
    models: stats.models.map(({ llm, ...spent }) => ({ llm, ...presentSpent(spent) })),
    services: stats.services.map(presentWhose),
    members: stats.members.map(presentWhose),
    made_at: presentTime(madeAt),
  }
}

const day = z.iso.date().optional()

/** A tenant's use over a period, to read or to hand on. */
export const tenantReportRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/tenants/:client_id/report',
    summary: 'A report on a tenant, as JSON, a workbook or a PDF',
    description:
      'By month, or by days of the tenant’s time zone, both inclusive: this month unless told otherwise. Files are in the language of Accept-Language. Figures of money take quotas:view.',
    tags: ['tenants'],
    auth: 'signed_in',
    permission: 'analytics:export',
    params: z.strictObject({ client_id: z.string().max(100) }),
    query: z.strictObject({
      format: z.enum(['json', 'xlsx', 'pdf']).default('json'),
      month: z
        .string()
        .regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
        .optional()
        .meta({ description: 'Instead of days', example: '2026-10' }),
      from: day.meta({ description: 'First day' }),
      to: day.meta({ description: 'Last day' }),
    }),
    responses: { 200: reportSchema },
    fileTypes: Object.values(reportTypes),
    handler: async ({ actor, params: { client_id }, query: { format, ...wanted }, request: { locale } }) => {
      const report = await readTenantReport(db, await actInTenant(db, actor, client_id), wanted)
      if (format === 'json') return presentReport(report)
      const body = await renderReport(tellTenantReport(report, locale), format)
      return download({ fileName: reportFileName(report, format), type: reportTypes[format], body })
    },
  }),
]
