import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Actor, TenantActor } from '../core/access/can.ts'
import type { Permission } from '../core/access/permissions.ts'
import type { Locale } from '../core/answers/answer.ts'
import type { SignedIn } from '../core/tenancy/authentication.ts'
import type { Upload } from './middleware/read-upload.ts'

/**
 * Who may call: `none` anybody; `optional` anybody, signed in or not; `signed_in` operators and people, no tenant
 * needed; `required` operators and people, acting in a tenant; `guest` these, and visitors of the tenant's public
 * assistants; `operator` operators only.
 */
export type Auth = 'none' | 'optional' | 'signed_in' | 'required' | 'guest' | 'operator'
/**
 * Why a route that knows its caller needs no permission: `own` it only meets what is the caller's; `member` whoever
 * acts in the tenant may; `inside` what it is about decides, such as the audience of an assistant or a command's right.
 */
export type AccessReason = 'own' | 'member' | 'inside'
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `null` = no body. A string is a media type that is no JSON. */
export type ResponseSchema = z.ZodType | string | null

export interface RequestInfo {
  id: string
  /** The same for every repetition of a request with an Idempotency-Key; null without one. */
  onceId: string | null
  ip: string
  locale: Locale
  /** Lower-case header name; '' when absent. */
  header(name: string): string
  /** The client asked for an event stream and prefers it to JSON. */
  acceptsEvents: boolean
  /** Fires when the client has gone. */
  signal: AbortSignal
  /** @throws AppError `forbidden` when the request changes something and does not come from a page of this origin */
  checkSameOrigin(): void
}

/** An answer that says more than its body. */
export interface Reply {
  readonly kind: 'reply'
  status: number
  body: unknown
  headers: Record<string, string | string[]>
}

/** An answer with another status or with headers: `return reply(202, job, { Location: … })`. */
export const reply = (
  status: number,
  body: unknown,
  headers: Record<string, string | string[]> = {},
): Reply => ({
  kind: 'reply',
  status,
  body,
  headers,
})

/** A file to save: `Content-Disposition: attachment` with the name in every encoding. */
export const download = (options: { fileName: string; type: string; body: Buffer | Readable }): Reply => {
  const ascii = options.fileName.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encoded = encodeURIComponent(options.fileName.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  )
  return reply(200, options.body, {
    'Content-Type': options.type,
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
  })
}

export type SendEvent = (event: string, data: unknown) => void

export interface EventStream {
  readonly kind: 'events'
  run(send: SendEvent, signal: AbortSignal): Promise<unknown>
}

/**
 * Answers as server-sent events. What `run` returns is the last event, `answer`; what it throws becomes an `error`
 * event with the problem document. The signal fires when the client has gone.
 */
export const eventStream = (run: EventStream['run']): EventStream => ({ kind: 'events', run })

/** The fields and the file of a multipart request. */
export interface FormOf<F> {
  fields: F
  file: Upload | null
}

export interface RouteContext<A extends Auth, P, Q, B, F> {
  actor: A extends 'none'
    ? null
    : A extends 'optional'
      ? Actor | null
      : A extends 'required' | 'guest'
        ? TenantActor
        : Actor
  /** Whose data the call is about: a person's own tenant, or the one an operator names with `X-Tenant`. */
  tenantId: A extends 'required' | 'guest' ? string : string | null
  /** The account and the token behind the actor. */
  signedIn: A extends 'none' ? null : A extends 'optional' | 'guest' ? SignedIn | null : SignedIn
  params: P
  query: Q
  /** With `multipart` declared as well: null when a form came instead. */
  body: B
  /** Null when JSON came instead. */
  form: FormOf<F> | null
  request: RequestInfo
}

type Output<T> = T extends z.ZodType ? z.output<T> : undefined

/** What a handler may return: the body of the lowest 2xx response, or a reply that names another one. */
type Answer<R> = {
  [S in keyof R]: R[S] extends z.ZodType ? z.input<R[S]> : R[S] extends null ? undefined | undefined : never
}[keyof R]

export interface RouteDefinition<
  A extends Auth,
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
  F extends z.ZodType | undefined,
  R extends Record<number, ResponseSchema>,
> {
  method: Method
  /** As the router takes it: `/v1/tenants/:client_id`. */
  path: string
  summary: string
  description?: string
  tags: string[]
  auth: A
  /** Needed to call; lacking it is 403 with `missing` and an audit row. */
  permission?: Permission
  /** Where no permission is needed although the caller is known. */
  access?: AccessReason
  params?: P
  query?: Q
  /** Strict object: an unknown field is 400. */
  body?: B
  /** An absent body is fine and becomes `undefined`. */
  isBodyOptional?: boolean
  /** `rawType`: the file alone may be the whole body, under this media type; the fields are absent then. */
  multipart?: {
    fields: F
    file: { field: string; maxBytes: number; isOptional?: boolean; rawType?: string }
  }
  /** By status; a plain return value answers with the lowest 2xx. Problems are documented by themselves. */
  responses: R
  /** Media types of files that a 200 may be instead of its JSON, as the query says. */
  fileTypes?: readonly string[]
  /** Also answers `text/event-stream`: the documented events, by name. */
  events?: Record<string, z.ZodType>
  /**
   * POST only; false where an answer must not be stored (it has secrets) or repeats by itself. `resumable` where the
   * handler recognises `request.onceId`: a repetition joins the first request instead of being refused, also after
   * the process that worked on that one has died.
   */
  isIdempotent?: boolean | 'resumable'
  /** Answers with an `ETag`, and a change takes `If-Match`. By itself where the resource can be changed with PATCH. */
  isVersioned?: boolean
  handler(
    context: RouteContext<
      A,
      Output<P>,
      Output<Q>,
      B extends z.ZodType ? (F extends z.ZodType ? Output<B> | null : Output<B>) : undefined,
      Output<F>
    >,
  ): Promise<Answer<R> | Reply | EventStream> | Answer<R> | Reply | EventStream
}

/** Who may is said for every route that knows its caller: one that forgets it does not compile. */
type Declared<A extends Auth> = A extends 'none' | 'optional'
  ? unknown
  : { permission: Permission; access?: never } | { permission?: never; access: AccessReason }

/** A route with its types erased, as the registrar and the document take it. */
export interface Route
  extends Omit<
    RouteDefinition<Auth, z.ZodType, z.ZodType, z.ZodType, z.ZodType, Record<number, ResponseSchema>>,
    'handler'
  > {
  handler(context: RouteContext<Auth, unknown, unknown, unknown, unknown>): unknown
}

/** One endpoint: the same schemas validate it, type its handler and document it. */
export const defineRoute = <
  A extends Auth,
  R extends Record<number, ResponseSchema>,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  F extends z.ZodType | undefined = undefined,
>(
  route: RouteDefinition<A, P, Q, B, F, R> & Declared<NoInfer<A>>,
): Route => route as unknown as Route
