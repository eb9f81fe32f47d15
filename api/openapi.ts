import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { addExamples } from './document-examples.ts'
import { headersOf, ifMatchHeader, isVersioned } from './document-headers.ts'
import { registerProblems, statusWords } from './document-problems.ts'
import { type AccessReason, defineRoute, type ResponseSchema, type Route } from './route.ts'
import { formatQuery, listItemOf, sheetTypes } from './sheets.ts'

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>

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

const sheetContent = {
  [sheetTypes.csv]: {
    schema: { type: 'string' as const, description: 'UTF-8 with a mark, the first line names the fields.' },
  },
  [sheetTypes.xlsx]: { schema: { type: 'string' as const, format: 'binary' } },
}

/** Lists take one field more than their routes say. */
const queryOf = (route: Route): z.ZodObject | undefined => {
  const query = route.query as z.ZodObject | undefined
  return listItemOf(route) ? (query ?? z.strictObject({})).extend({ format: formatQuery }) : query
}

const filesContent = (types: readonly string[] = []) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]))

const responsesOf = (route: Route, version: boolean): RouteConfig['responses'] => {
  const problems = problemStatuses(route).map((status) => [
    status,
    { $ref: `#/components/responses/Problem${status}` },
  ])
  const own = Object.entries(route.responses).map(([status, schema]) => {
    const content = {
      ...contentOf(schema),
      ...(status === '200' && listItemOf(route) && sheetContent),
      ...(status === '200' && filesContent(route.fileTypes)),
      ...(route.events && status === '200' && eventsContent(route.events)),
    }
    const description = statusWords[Number(status)] ?? 'Answer'
    const mayBeFile = listItemOf(route) !== null || route.fileTypes !== undefined
    const file = typeof schema === 'string' || (status === '200' && mayBeFile)
    const headers = headersOf(route, Number(status), { version, file })
    return [status, { description, headers, ...(Object.keys(content).length > 0 && { content }) }]
  })
  return {
    ...Object.fromEntries(problems),
    default: { $ref: '#/components/responses/Problem' },
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
      ...(route.multipart?.file.rawType && {
        [route.multipart.file.rawType]: { schema: { type: 'string' as const, description: 'The file' } },
      }),
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

const accessWords: Record<AccessReason, string> = {
  own: 'Only what is the caller’s own.',
  member: 'For everybody who acts in the tenant.',
  inside: 'What it is about decides who may.',
}

/** Who may, in words and for programs. */
const accessOf = ({ auth, permission, access }: Route) => ({
  words: permission ? `Needs the permission \`${permission}\`.` : access && accessWords[access],
  fields: {
    'x-auth': auth,
    ...(permission && { 'x-permission': permission }),
    ...(access && { 'x-access': access }),
  },
})

const register = (registry: OpenAPIRegistry, route: Route, routes: readonly Route[]): void => {
  const version = isVersioned(route, routes)
  const access = accessOf(route)
  const headers = [
    ...(version && (route.method === 'PATCH' || route.method === 'PUT') ? [ifMatchHeader] : []),
    ...(route.auth === 'required' || route.auth === 'guest' ? [tenantHeader] : []),
    ...(route.method === 'POST' && route.isIdempotent !== false ? [idempotencyHeader] : []),
  ]
  registry.registerPath({
    method: route.method.toLowerCase() as Lowercase<Route['method']>,
    path: documentPath(route.path),
    operationId: operationId(route),
    summary: route.summary,
    description: [route.description, access.words].filter(Boolean).join('\n\n') || undefined,
    tags: route.tags,
    security: security(route),
    parameters: headers,
    request: {
      params: route.params as z.ZodObject | undefined,
      query: queryOf(route),
      body: requestBody(route),
    },
    responses: responsesOf(route, version),
    ...access.fields,
  })
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The generator writes `/…/u` without its first slash; where case plays no part, a schema has no words for it. */
const mendPattern = (node: Json): void => {
  const [, pattern, flags] = /^([\s\S]*)\/([dgimsuvy]+)$/.exec(String(node.pattern)) ?? []
  if (flags === undefined) return
  if (flags.includes('i')) delete node.pattern
  else node.pattern = pattern
}

/** Answers hold the named fields and nothing else: every object that does not say otherwise is closed. */
const closeObject = (node: Json): void => {
  if (node.type === 'object' && isObject(node.properties) && node.additionalProperties === undefined)
    node.additionalProperties = false
}

const mend = (node: unknown): void => {
  if (!isObject(node)) return
  closeObject(node)
  if (typeof node.pattern === 'string') mendPattern(node)
  for (const child of Object.values(node)) mend(child)
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
  registerProblems(registry)
  for (const route of routes) register(registry, route, routes)
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
  mend(document)
  addExamples(document)
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
