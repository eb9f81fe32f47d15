import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { RenderReply, RenderRequest } from './render-worker.ts'
import type { ReportDocument, ReportFormat } from './report-document.ts'

const entry = new URL('./render-worker.ts', import.meta.url)
/** On a busy machine too. */
const renderMs = 60_000
const maxHeapMb = 256
const mostWaiting = 10

const render = (request: RenderRequest): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(entry, {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
      // Nothing of the server's environment, its secrets among it.
      env: {},
      stdout: true,
      stderr: true,
    })
    const end = (settle: () => void): void => {
      clearTimeout(clock)
      void worker.terminate()
      settle()
    }
    const clock = setTimeout(() => end(() => reject(new Error('a report took too long'))), renderMs)
    worker.on('message', ({ bytes }: RenderReply) => end(() => resolve(Buffer.from(bytes))))
    worker.on('error', (error) => end(() => reject(error)))
    worker.on('exit', () => end(() => reject(new Error('the thread of a report ended'))))
  })

let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * Makes a file of a report, in a thread of its own, one after the other: no request waits for its pages.
 * @throws AppError `too_many_requests` when too many wait already
 */
export const renderReport = async (report: ReportDocument, format: ReportFormat): Promise<Buffer> => {
  if (waiting >= mostWaiting)
    throw new AppError('too_many_requests', 'too many reports are being made', {
      details: { retryAfterMs: renderMs, seconds: Math.ceil(renderMs / 1000) },
    })
  waiting += 1
  const rendered = last.then(() => render({ report, format }))
  last = rendered.catch(() => undefined)
  return rendered.finally(() => {
    waiting -= 1
  })
}
