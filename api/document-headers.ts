import type { Route } from './route.ts'

const text = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const },
  example,
})
const count = (description: string, example: number) => ({
  description,
  schema: { type: 'integer' as const, minimum: 0 },
  example,
})

/** The headers that answers say something with, besides those that HTTP itself needs: components of the document. */
export const documentHeaders = {
  ETag: text('The version of the resource, for `If-Match`.', '"m3k2j1h0"'),
  Location: text('Where it is to be found.', '/v1/assistants/019aa5b0-7c1e-7000-8000-000000000000'),
  'Content-Disposition': text(
    'A file to save, with its name.',
    'attachment; filename="tenants-2026-11-21.csv"',
  ),
  'Idempotency-Replayed': text('`true`: the answer of the first request with this key.', 'true'),
  RateLimit: text('What is left (`r`) for `t` seconds, of each policy.', '"default";r=599;t=60'),
  'RateLimit-Policy': text('How many requests (`q`) in how many seconds (`w`).', '"default";q=600;w=60'),
  'Retry-After': count('Seconds after which trying again makes sense.', 5),
  Allow: text('Methods that are possible here.', 'GET, OPTIONS, POST'),
  'WWW-Authenticate': text('How to sign in.', 'Bearer realm="sextant"'),
  'X-Request-Id': text('The request, as the log knows it.', '019aa5b0-7c1e-7000-8000-000000000000'),
} as const
type HeaderName = keyof typeof documentHeaders

/** What a change of a resource takes that has versions. */
export const ifMatchHeader = {
  name: 'If-Match',
  in: 'header' as const,
  required: false,
  description: 'The `ETag` that was read: if somebody changed it since, the answer is 412.',
  schema: { type: 'string' as const },
  example: documentHeaders.ETag.example,
}

const named = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** What can be changed with PATCH has versions; of other routes, those that say so. */
export const isVersioned = (route: Route, routes: readonly Route[]): boolean => {
  const isOne = (path: string) =>
    path === route.path || (route.method === 'POST' && isMember(path, route.path))
  return route.isVersioned ?? routes.some(({ method, path }) => method === 'PATCH' && isOne(path))
}

/** `/v1/tenants/:client_id` of `/v1/tenants` */
const isMember = (path: string, list: string): boolean =>
  path.startsWith(`${list}/:`) && !path.slice(list.length + 1).includes('/')

const counted: HeaderName[] = ['RateLimit', 'RateLimit-Policy']

/** The headers of an answer that the route describes itself. */
export const headersOf = (route: Route, status: number, has: { version: boolean; file: boolean }) =>
  named([
    'X-Request-Id',
    ...(route.path.startsWith('/v1/') ? counted : []),
    ...(has.version && route.method !== 'DELETE' && status < 202 ? (['ETag'] as const) : []),
    ...(status === 503 ? (['Retry-After'] as const) : []),
    ...(status === 201 || status === 202 ? (['Location'] as const) : []),
    ...(has.file ? (['Content-Disposition'] as const) : []),
    ...(route.method === 'POST' && route.isIdempotent !== false ? (['Idempotency-Replayed'] as const) : []),
  ])

/** The headers of a problem; status 0 is every one that is not told by itself. */
export const problemHeadersOf = (status: number) =>
  named([
    'X-Request-Id',
    ...counted,
    ...([0, 409, 429, 503].includes(status) ? (['Retry-After'] as const) : []),
    ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
    ...(status === 0 ? (['Allow'] as const) : []),
  ])
