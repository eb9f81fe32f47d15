import type { IncomingMessage } from 'node:http'
import type { Loose } from '../world-state.ts'

export const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Objects and lists travel as JSON inside a form. */
const unwrap = (value: string): Loose => {
  if (!/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1'

/** Slack takes `true`, `1` and `"true"`; absent is the fallback. */
export const flagOf = (value: unknown, fallback: boolean): boolean =>
  value === undefined || value === null || value === '' ? fallback : isTrue(value)

/** Text that is text even when it looks like JSON. */
const plainFields = new Set(['text', 'markdown_text', 'initial_comment', 'title', 'status', 'filename'])

const readForm = (entries: Iterable<[string, unknown]>): Loose =>
  Object.fromEntries(
    [...entries].map(([name, value]) => [
      name,
      typeof value === 'string' && !plainFields.has(name) ? unwrap(value) : value,
    ]),
  )

/** Arguments of a method: query, form, multipart or JSON, as Slack takes them all. */
export const readArguments = async (request: IncomingMessage, bytes: Buffer): Promise<Loose> => {
  const query = readForm(new URL(request.url ?? '/', 'http://loopback').searchParams)
  const type = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return query
  if (type.includes('application/json')) return { ...query, ...JSON.parse(bytes.toString()) }
  if (type.includes('multipart/form-data')) {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    return { ...query, ...readForm(form as unknown as Iterable<[string, unknown]>) }
  }
  return { ...query, ...readForm(new URLSearchParams(bytes.toString())) }
}
