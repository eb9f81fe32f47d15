import { setTimeout as wait } from 'node:timers/promises'
import type { SpawnedServer } from '../helpers/spawn-server.ts'

/** The first operator of every server under test, who works in the demo tenant. */
export const operatorEnv = {
  ADMIN_EMAIL: 'faults@example.org',
  ADMIN_PASSWORD: 'only for this run',
  SEED_DEMO: '1',
}

export interface Answered {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export interface OperatorClient {
  /** Rejects when the server goes away; waits when it is told to slow down. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answered>
  /** The same client for the server that came after: tokens outlive a restart. */
  at(url: string): OperatorClient
  /** The demo's assistant. */
  assistantId(): Promise<string>
}

export interface RequestOptions {
  json?: unknown
  form?: FormData
  key?: string
}

const send = async (url: string, init: RequestInit): Promise<Answered> => {
  const answer = await fetch(url, init)
  const text = await answer.text()
  const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '')
  return { status: answer.status, headers: answer.headers, body: isJson && text ? JSON.parse(text) : text }
}

const openClient = (url: string, token: string | null): OperatorClient => {
  const request: OperatorClient['request'] = async (method, path, options = {}) => {
    const { json, form, key } = options
    const answer = await send(url + path, {
      method,
      headers: {
        'x-tenant': 'demo',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
    })
    if (answer.status !== 429) return answer
    await wait(Number(answer.headers.get('retry-after')) * 1_000)
    return request(method, path, options)
  }
  return {
    request,
    at: (next) => openClient(next, token),
    assistantId: async () => {
      const answer = await request('GET', '/v1/assistants?limit=200')
      // Newest first; the demo came first.
      return answer.body.items.at(-1).id
    },
  }
}

/** Signs in and speaks for the demo tenant. */
export const openOperator = async ({ url }: Pick<SpawnedServer, 'url'>): Promise<OperatorClient> => {
  const login = { login: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD }
  const { status, body } = await openClient(url, null).request('POST', '/v1/auth/token', { json: login })
  if (status !== 200) throw new Error(`sign-in failed: ${status} ${JSON.stringify(body)}`)
  return openClient(url, body.access_token)
}
