import { Worker } from 'node:worker_threads'
import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import type { Locale } from '../../answers/answer.ts'
import type { CardChart } from '../../messaging/card.ts'
import type { DrawReply, DrawRequest } from './chart-worker.ts'

export interface DrawOptions {
  locale: Locale
  /** `#rrggbb` of the first series, the brand's by default. */
  colour?: string
}

export interface Charts {
  /**
   * A chart as a PNG, for platforms that cannot show it otherwise; its `alt` goes with it. Null when it could not be
   * drawn, took too long, or too many wait: whoever asks goes on with the words. Never throws.
   */
  draw(chart: CardChart, options: DrawOptions): Promise<Buffer | null>
  close(): Promise<void>
}

interface Waiting {
  request: DrawRequest
  resolve: (png: Buffer | null) => void
}

interface ChartsOptions {
  drawMs?: number
  waiting?: number
  idleMs?: number
  /** Another program in the worker's place. */
  entry?: URL
}

/**
 * Draws charts in a thread of their own, so that no request waits for one. The thread starts with the first picture
 * and ends when none was asked for in a while; idle, it does not keep the process alive.
 */
export const openCharts = ({
  drawMs = limits.charts.drawMs,
  waiting: maxWaiting = limits.charts.waiting,
  idleMs = limits.charts.idleMs,
  entry = new URL('./chart-worker.ts', import.meta.url),
}: ChartsOptions = {}): Charts => {
  const queue: Waiting[] = []
  let worker: Worker | null = null
  let current: Waiting | null = null
  let clock: NodeJS.Timeout | undefined
  let number = 0
  let isClosed = false

  const stop = async (): Promise<void> => {
    const ending = worker
    worker = null
    await ending?.terminate()
  }

  const settle = (png: Buffer | null): void => {
    clearTimeout(clock)
    worker?.unref()
    current?.resolve(png)
    current = null
    next()
  }

  const fail = (reason: string): void => {
    log.warn({ reason }, 'a chart was not drawn')
    void stop()
    settle(null)
  }

  const start = (): Worker => {
    const fresh = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: limits.charts.maxHeapMb },
      // Nothing of the server's environment, its secrets among it.
      env: {},
      stdout: true,
      stderr: true,
    })
    // What an earlier worker says when it ends is no word about this one.
    fresh.on('message', ({ id, png, fault }: DrawReply) => {
      if (fresh !== worker || id !== current?.request.id) return
      if (fault !== null) log.warn({ fault }, 'a chart was not drawn')
      settle(png && Buffer.from(png.buffer, png.byteOffset, png.byteLength))
    })
    fresh.on('error', (error) => {
      if (fresh === worker) fail(error.message)
    })
    fresh.on('exit', () => {
      if (fresh === worker) fail('the thread ended')
    })
    return fresh
  }

  const next = (): void => {
    if (current || isClosed) return
    current = queue.shift() ?? null
    if (!current) {
      clock = setTimeout(() => void stop(), idleMs).unref()
      return
    }
    clearTimeout(clock)
    worker ??= start()
    worker.ref()
    clock = setTimeout(() => fail('it took too long'), drawMs).unref()
    worker.postMessage(current.request)
  }

  return {
    draw: (chart, { locale, colour }) =>
      new Promise((resolve) => {
        if (isClosed || queue.length >= maxWaiting) return resolve(null)
        queue.push({ request: { id: ++number, chart, locale, colour: colour ?? null }, resolve })
        next()
      }),
    close: async () => {
      isClosed = true
      clearTimeout(clock)
      for (const { resolve } of [...queue.splice(0), ...(current ? [current] : [])]) resolve(null)
      current = null
      await stop()
    },
  }
}
