import { signBody } from '../sign.ts'
import type { Loose, World } from '../world-state.ts'

export interface AppAnswer {
  /** Null when there was none in time. */
  status: number | null
  headers: Headers
  text: string
  /** Parsed when it is JSON. */
  body: Loose
  tookMs: number
  error: string | null
}

export type ContentType = 'application/json' | 'application/x-www-form-urlencoded'

const failed = (started: number, error: string): AppAnswer => ({
  status: null,
  headers: new Headers(),
  text: '',
  body: null,
  tookMs: Date.now() - started,
  error,
})

const parse = (text: string): Loose => {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Retries, time-outs and connection faults are told in Slack's words, which `x-slack-retry-reason` uses. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.name === 'TimeoutError' ? 'http_timeout' : 'connection_failed'

/** An act of somebody whom no app could hear is a mistake of the test. */
export const needApp = (world: World): void => {
  if (world.connection.urls.length === 0 && world.sockets.size === 0)
    throw new Error('No app is connected: call connect first.')
}

const nextUrl = (world: World): string => {
  const { urls } = world.connection
  // Taken away meanwhile: like an app that is down.
  return urls[world.connection.next++ % urls.length] ?? 'http://127.0.0.1:9/'
}

/** One signed request to the app, as Slack makes it, with its three seconds. */
export const sendToApp = async (
  world: World,
  type: ContentType,
  raw: string,
  headers: Record<string, string> = {},
): Promise<AppAnswer> => {
  const started = Date.now()
  const timeout = AbortSignal.timeout(world.delivery.ackMs)
  try {
    const response = await fetch(nextUrl(world), {
      method: 'POST',
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signBody(world.connection.signingSecret, raw),
        ...headers,
      },
      body: raw,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, world.closing]),
    })
    const text = await response.text()
    const tookMs = Date.now() - started
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parse(text),
      tookMs,
      error: null,
    }
  } catch (error) {
    return failed(started, reasonOf(error))
  }
}

/** The same over a socket, when the app has opened one (Socket Mode). */
const sendBySocket = async (
  world: World,
  type: 'events_api' | 'slash_commands' | 'interactive',
  payload: Loose,
  retry: { num: number; reason: string } | null,
): Promise<AppAnswer> => {
  const started = Date.now()
  const [send] = world.sockets
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => timeout.reject(new DOMException('late', 'TimeoutError')),
    world.delivery.ackMs,
  )
  try {
    const envelope = {
      type,
      payload,
      accepts_response_payload: type !== 'events_api',
      ...(type === 'events_api' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }),
    }
    const { status, body } = await Promise.race([send!(envelope), timeout.promise])
    const text = body === null ? '' : JSON.stringify(body)
    return { status, headers: new Headers(), text, body, tookMs: Date.now() - started, error: null }
  } catch (error) {
    return failed(started, reasonOf(error))
  } finally {
    clearTimeout(timer)
  }
}

export const sendEvent = (
  world: World,
  payload: Loose,
  retry: { num: number; reason: string } | null,
): Promise<AppAnswer> =>
  world.sockets.size > 0
    ? sendBySocket(world, 'events_api', payload, retry)
    : sendToApp(
        world,
        'application/json',
        JSON.stringify(payload),
        retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {},
      )

/** A press, a form or a shortcut. */
export const sendInteraction = (world: World, payload: Loose): Promise<AppAnswer> =>
  world.sockets.size > 0
    ? sendBySocket(world, 'interactive', payload, null)
    : sendToApp(
        world,
        'application/x-www-form-urlencoded',
        new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
      )

export const sendCommand = (world: World, fields: Record<string, string>): Promise<AppAnswer> =>
  world.sockets.size > 0
    ? sendBySocket(world, 'slash_commands', fields, null)
    : sendToApp(world, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString())
