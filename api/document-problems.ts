import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { documentHeaders, problemHeadersOf } from './document-headers.ts'
import { statusOf } from './problem.ts'

const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(Object.keys(statusOf) as [string, ...string[]]),
    errors: z.array(
      z.strictObject({
        in: z.enum(['body', 'query', 'path', 'header']),
        pointer: z.string(),
        reason: z.string(),
      }),
    ),
    request_id: z.string(),
    timestamp: z.iso.datetime(),
    path: z.string(),
    missing: z.string().optional(),
    step: z.string().optional(),
  })
  .meta({
    description: 'RFC 9457. `code` is stable, `detail` is in the language of Accept-Language (fr, en).',
    example: {
      type: 'urn:sextant:error:not_found',
      title: 'Not Found',
      status: 404,
      detail: 'Introuvable.',
      instance: 'urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000',
      code: 'not_found',
      errors: [],
      request_id: '019aa5b0-7c1e-7000-8000-000000000000',
      timestamp: '2026-11-21T10:30:00.000Z',
      path: '/v1/tenants/nobody',
    },
  })

/** What a status says here. */
export const statusWords: Record<number, string> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted, goes on in the background',
  204: 'Done, nothing to say',
  400: 'Malformed, or an unknown field',
  401: 'No valid token',
  403: 'A permission lacks; `missing` names it',
  404: 'Nothing there, or another tenant’s',
  406: 'None of the accepted media types',
  409: 'Conflicts with the present state, or the same Idempotency-Key is still running',
  413: 'Too large',
  415: 'Media type not taken',
  422: 'Well-formed, but a value is not acceptable',
  429: 'Too many requests; see Retry-After',
  500: 'A bug; only a reference is shown',
  503: 'The machine cannot do this now; see Retry-After',
}

/** Problems and headers are the same for every route: told once, as components. */
export const registerProblems = (registry: OpenAPIRegistry): void => {
  const schema = { $ref: '#/components/schemas/Problem' }
  const register = (status: number, name: string) =>
    registry.registerComponent('responses', name, {
      description: statusWords[status] ?? 'Problem',
      headers: problemHeadersOf(status),
      content: { 'application/problem+json': { schema } },
    })
  for (const status of Object.keys(statusWords).map(Number))
    if (status >= 400) register(status, `Problem${status}`)
  register(0, 'Problem')
  const { $schema: _, ...json } = z.toJSONSchema(problemSchema) as Record<string, unknown>
  registry.registerComponent('schemas', 'Problem', json)
  for (const [name, header] of Object.entries(documentHeaders))
    registry.registerComponent('headers', name, header)
}
