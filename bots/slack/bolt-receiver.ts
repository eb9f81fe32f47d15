import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import { log } from '../../config/log.ts'
import type { Answer, Dispatch } from './answer-in-time.ts'
import type { Loose } from './event-keys.ts'

/** Bolt as a router only: it finds the listeners, and hears of nothing that was not verified and stored before. */
export interface BoltReceiver extends Receiver {
  /**
   * Hands an event to its listeners and waits for them.
   * @throws what a listener, or `authorize`, threw: the event is to be tried again. An error handler given to
   * `app.error` must throw on, or failures look like success.
   */
  processEvent(envelope: Loose): Promise<void>
  /** Hands on what waits for an answer; resolves with what the listener acknowledges, and its work goes on. */
  dispatch: Dispatch
}

/** Bolt wraps what has no code of its own; the code of what was thrown decides what becomes of an event. */
const causeOf = (error: unknown): unknown => (error as { original?: unknown } | null)?.original ?? error

const answerOf = (acknowledged: unknown): Answer => {
  const isShown =
    typeof acknowledged === 'string' || (typeof acknowledged === 'object' && acknowledged !== null)
  return { status: 200, body: isShown ? acknowledged : '' }
}

/** Names of our own making, never what people wrote. */
const nameOf = ({ command, type, callback_id, view, actions }: Loose) => ({
  kind: command ?? type,
  callback_id: callback_id ?? (view as Loose | undefined)?.callback_id,
  action_id: Array.isArray(actions) ? (actions[0] as Loose | undefined)?.action_id : undefined,
})

/** The receiver to make the `App` with. It opens no port: the koa edge and Socket Mode call it. */
export const openBoltReceiver = (): BoltReceiver => {
  let app: App | null = null

  const route = async (event: ReceiverEvent): Promise<void> => {
    if (!app) throw new Error('the receiver was given to no app')
    try {
      await app.processEvent(event)
    } catch (error) {
      throw causeOf(error)
    }
  }

  const dispatch: Dispatch = async (body) => {
    const acknowledged = Promise.withResolvers<Answer>()
    let isAcknowledged = false
    const ack = async (response?: unknown): Promise<void> => {
      if (isAcknowledged) throw new Error('a Slack request was acknowledged twice')
      isAcknowledged = true
      acknowledged.resolve(answerOf(response))
    }
    route({ body, ack }).then(
      () => {
        if (isAcknowledged) return
        log.warn(nameOf(body), 'a Slack request has no listener')
        acknowledged.resolve(answerOf(undefined))
      },
      (error: unknown) => {
        if (isAcknowledged) log.error({ err: error, ...nameOf(body) }, 'work after a Slack answer failed')
        else acknowledged.reject(error)
      },
    )
    return acknowledged.promise
  }

  return {
    init: (given) => {
      app = given
    },
    start: async () => undefined,
    stop: async () => undefined,
    processEvent: (envelope) => route({ body: envelope, ack: async () => {} }),
    dispatch,
  }
}
