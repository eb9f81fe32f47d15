import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ReportDocument } from './report-document.ts'
import { openWorkbook } from './workbook.ts'

/** A report as a workbook: a sheet with its facts, then one for each table. */
export const makeReportWorkbook = async (report: ReportDocument): Promise<Buffer> => {
  const stream = new PassThrough()
  const bytes = buffer(stream)
  const workbook = await openWorkbook(stream, { timeZone: report.timeZone })
  const facts = workbook.addSheet(report.factsName, [
    { header: report.title, key: 'label', width: 32, kind: 'text' },
    { header: report.subtitle, key: 'value', width: 60, kind: 'text' },
  ])
  for (const [label, value] of report.facts) await facts.addRow({ label, value })
  for (const { name, columns, rows } of report.tables) {
    const sheet = workbook.addSheet(name, columns)
    for (const row of rows) await sheet.addRow(row)
  }
  await workbook.close()
  return bytes
}
