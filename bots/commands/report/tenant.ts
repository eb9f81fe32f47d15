import { readTenantReport } from '../../../core/analytics/tenant-report.ts'
import { reportFileName, tellTenantReport } from '../../../core/analytics/tenant-report-document.ts'
import { renderReport } from '../../../core/exports/render-report.ts'
import { type ReportFormat, reportTypes } from '../../../core/exports/report-document.ts'
import { cardOf, controls, fields, notes, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'

const formats: readonly ReportFormat[] = ['xlsx', 'pdf']
const monthText = /^20\d\d-(?:0[1-9]|1[0-2])$/

/** `/sextant report tenant [month] [xlsx | pdf]`: how the tenant uses Sextant, as a file. */
export const reportTenant: Command = {
  path: ['report', 'tenant'],
  permission: 'analytics:export',
  arguments: [
    { name: 'month', kind: 'text', isRequired: false },
    { name: 'format', kind: 'choice', isRequired: false, choices: formats },
  ],
  run: async ({ core, actor, locale, publicUrl }, { month, format = 'pdf' }) => {
    const say = openWords(locale)
    const wanted = month?.trim()
    if (wanted && !monthText.test(wanted))
      return toPerson(cardOf(null, [notes('caution', [say('report.bad_month')])], { tone: 'caution' }))
    const report = await readTenantReport(core.db, actor, { month: wanted || undefined })
    const told = tellTenantReport(report, locale)
    const kind: ReportFormat = format === 'xlsx' ? 'xlsx' : 'pdf'
    const content = await renderReport(told, kind)
    const { from, to } = report.stats
    const path = `${publicUrl.replace(/\/$/, '')}/v1/tenants/${report.tenant.clientId}/report?from=${from}&to=${to}`
    const { questions, activeUsers, conversations } = report.stats.totals
    const number = new Intl.NumberFormat(locale)
    const card = cardOf(told.title, [
      notes('plain', [told.subtitle]),
      fields([
        [say('report.questions'), number.format(questions)],
        [say('report.people'), number.format(activeUsers)],
        [say('report.conversations'), number.format(conversations)],
      ]),
      controls(
        formats.map((one) => ({ kind: 'link', label: one.toUpperCase(), url: `${path}&format=${one}` })),
      ),
    ])
    const file = {
      fileName: reportFileName(report, kind),
      title: told.title,
      mediaType: reportTypes[kind],
      content,
    }
    return { ...toPerson(card), file }
  },
}
