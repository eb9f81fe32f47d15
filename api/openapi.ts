import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { statusOf } from './problem.ts'
import { defineRoute, type ResponseSchema, type Route } from './route.ts'

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>

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
    id: 'Problem',
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

const words: Record<number, string> = {
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

const problemStatuses = (route: Route): number[] => [
  400,
  ...(route.auth === 'none' ? [] : [401, 403]),
  ...(route.params || route.auth === 'required' || route.auth === 'guest' ? [404] : []),
  406,
  ...(route.method === 'GET' ? [] : [409]),
  ...(route.body || route.multipart ? [413, 415] : []),
  ...(route.body || route.multipart || route.query ? [422] : []),
  429,
  500,
  503,
]

const contentOf = (schema: ResponseSchema): ResponseConfig['content'] => {
  if (schema === null) return undefined
  return typeof schema === 'string' ? { [schema]: {} } : { 'application/json': { schema } }
}

const eventsContent = (events: Record<string, z.ZodType>) => ({
  'text/event-stream': {
    schema: { type: 'string' as const, description: `Events: ${Object.keys(events).join(', ')}, error.` },
  },
})

const responsesOf = (route: Route): RouteConfig['responses'] => {
  const problems = problemStatuses(route).map((status) => [
    status,
    {
      description: words[status] ?? 'Problem',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ])
  const own = Object.entries(route.responses).map(([status, schema]) => {
    const content = {
      ...contentOf(schema),
      ...(route.events && status === '200' && eventsContent(route.events)),
    }
    const description = words[Number(status)] ?? 'Answer'
    return [status, { description, ...(Object.keys(content).length > 0 && { content }) }]
  })
  return {
    ...Object.fromEntries(problems),
    default: { description: 'Problem', content: { 'application/problem+json': { schema: problemSchema } } },
    ...Object.fromEntries(own),
  }
}

const formSchema = (multipart: NonNullable<Route['multipart']>) => {
  const file = z.string().meta({ format: 'binary', description: 'The file' })
  const fields = (multipart.fields as z.ZodObject | undefined)?.shape ?? {}
  const { field, isOptional } = multipart.file
  return z.strictObject({ ...fields, [field]: isOptional ? file.optional() : file })
}

const requestBody = (route: Route): NonNullable<RouteConfig['request']>['body'] => {
  if (!route.body && !route.multipart) return undefined
  return {
    required: !route.isBodyOptional,
    content: {
      ...(route.body && { 'application/json': { schema: route.body } }),
      ...(route.multipart && { 'multipart/form-data': { schema: formSchema(route.multipart) } }),
    },
  }
}

const tenantHeader = {
  name: 'X-Tenant',
  in: 'header' as const,
  required: false,
  description: '`client_id` of the tenant an operator acts in; people always act in their own.',
  schema: { type: 'string' as const },
}

const idempotencyHeader = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'The same key with the same body gives the first answer again for 24 h; with another body 422.',
  schema: { type: 'string' as const, maxLength: 255 },
}

const security = (route: Route): RouteConfig['security'] => {
  if (route.auth === 'none') return []
  return [{ bearer: [] }, { cookie: [] }, ...(route.auth === 'optional' ? [{}] : [])]
}

/** `/v1/tenants/:client_id` → `/v1/tenants/{client_id}` */
export const documentPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}')

/** `POST /v1/tenants/:client_id` → `postV1TenantsClientId` */
const operationId = ({ method, path }: Route): string => {
  const words = path.split(/[^A-Za-z0-9]+/).filter(Boolean)
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}

const register = (registry: OpenAPIRegistry, route: Route): void => {
  const headers = [
    ...(route.auth === 'required' || route.auth === 'guest' ? [tenantHeader] : []),
    ...(route.method === 'POST' && route.isIdempotent !== false ? [idempotencyHeader] : []),
  ]
  registry.registerPath({
    method: route.method.toLowerCase() as Lowercase<Route['method']>,
    path: documentPath(route.path),
    operationId: operationId(route),
    summary: route.summary,
    description:
      [route.description, route.permission && `Needs the permission \`${route.permission}\`.`]
        .filter(Boolean)
        .join('\n\n') || undefined,
    tags: route.tags,
    security: security(route),
    parameters: headers,
    request: {
      params: route.params as z.ZodObject | undefined,
      query: route.query as z.ZodObject | undefined,
      body: requestBody(route),
    },
    responses: responsesOf(route),
  })
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Answers hold the named fields and nothing else: every object that does not say otherwise is closed. */
const closeObjects = (node: unknown): void => {
  if (!isObject(node)) return
  if (node.type === 'object' && isObject(node.properties) && node.additionalProperties === undefined)
    node.additionalProperties = false
  for (const child of Object.values(node)) closeObjects(child)
}

/** The OpenAPI 3.1 document of exactly these routes. */
export const describeRoutes = (
  routes: readonly Route[],
  about: { version: string; url: string | null },
): OpenApiDocument => {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'From POST /v1/auth/token',
  })
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'sextant_session',
    description: 'Set by the sign-in page; requests that change something must come from the same origin.',
  })
  for (const route of routes) register(registry, route)
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sextant',
      version: about.version,
      description: 'Questions about audience files, answered with computed, cited figures.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: about.url ?? '/' }],
  })
  closeObjects(document)
  return document
}

/** GET /openapi.json, described in itself; made when first asked for. */
export const documentRoute = (
  routes: () => readonly Route[],
  about: { version: string; url: string | null },
): Route => {
  let document: OpenApiDocument | null = null
  return defineRoute({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    tags: ['meta'],
    auth: 'none',
    responses: { 200: z.looseObject({ openapi: z.string() }) },
    handler: () => {
      document ??= describeRoutes(routes(), about)
      return { ...document }
    },
  })
}
