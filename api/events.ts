import { PassThrough } from 'node:stream'
import type { Context } from 'koa'
import { explain, problemFor } from './middleware/problem-errors.ts'
import type { EventStream } from './route.ts'

const heartbeatMs = 15_000

/**
 * Starts the stream and returns; the events follow as they come. `done` gets what the stream's work returned, or
 * nothing when it failed.
 */
export const answerEvents = (
  ctx: Context,
  options: { events: EventStream; signal: AbortSignal; done(answer?: { body: unknown }): Promise<void> },
): void => {
  const { events, signal, done } = options
  const out = new PassThrough()
  const send = (event: string, data: unknown) => {
    if (!out.destroyed && !out.writableEnded) out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  ctx.status = 200
  ctx.type = 'text/event-stream'
  // nginx would hold the events back until its buffer is full.
  ctx.set('X-Accel-Buffering', 'no')
  ctx.body = out
  const heartbeat = setInterval(() => out.write(': still here\n\n'), heartbeatMs)
  const work = async () => {
    try {
      const answer = await events.run(send, signal)
      await done({ body: answer })
      send('answer', answer)
    } catch (error) {
      await done()
      send('error', problemFor(ctx, explain(error, signal.aborted)))
    }
  }
  void work()
    .catch(explain)
    .finally(() => {
      clearInterval(heartbeat)
      out.end()
    })
}
