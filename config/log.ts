import { AsyncLocalStorage } from 'node:async_hooks'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'

/** The request that the code runs for, as its edge knows it. */
export interface RequestContext {
  requestId: string
  tenantId?: string
  /** Where it came from, for the audit trail. */
  surface?: 'rest' | 'slack' | 'discord' | 'web' | 'cli' | 'job'
  /** The address that a request came from, as the trail keeps it of sign-ins. */
  ip?: string
}

/** Its id goes into every line, through jobs too (payload field `request_id`). */
export const requestContext = new AsyncLocalStorage<RequestContext>()

/** Runs `work` as what came from there: within the request that is known already, else as one of its own. */
export const onSurface = <T>(surface: NonNullable<RequestContext['surface']>, work: () => T): T =>
  requestContext.run({ requestId: uuidv7(), ...requestContext.getStore(), surface }, work)

/**
 * Of an error only these: a database driver hangs the statement's values on its errors, and they are what people
 * wrote, or a token's hash; and the whole connection with its address.
 */
const presentError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const { code } = error as { code?: unknown }
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack,
    ...(cause instanceof Error && { cause: presentError(cause) }),
  }
}

/**
 * JSON lines on standard error, so that standard output stays the program's own (ready line, `--json`).
 * Never hand it message text, file content or a secret: ids, counts and codes only.
 */
export const log = pino(
  {
    level: 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: presentError },
    formatters: { level: (label) => ({ level: label }) },
    redact: [
      'password',
      '*.password',
      'token',
      '*.token',
      'authorization',
      '*.authorization',
      'cookie',
      '*.cookie',
    ],
    mixin: () => {
      const context = requestContext.getStore()
      return context
        ? { request_id: context.requestId, ...(context.tenantId && { tenant_id: context.tenantId }) }
        : {}
    },
  },
  pino.destination({ dest: 2, sync: true }),
)
