import { parentPort, workerData } from 'node:worker_threads'
import type { ReportDocument, ReportFormat } from './report-document.ts'
import { makeReportPdf } from './report-pdf.ts'
import { makeReportWorkbook } from './report-workbook.ts'

/** What the worker is started for. */
export interface RenderRequest {
  report: ReportDocument
  format: ReportFormat
}

/** What comes back. */
export interface RenderReply {
  bytes: Uint8Array
}

const { report, format } = workerData as RenderRequest
const bytes = format === 'pdf' ? await makeReportPdf(report) : await makeReportWorkbook(report)
parentPort?.postMessage({ bytes } satisfies RenderReply)
