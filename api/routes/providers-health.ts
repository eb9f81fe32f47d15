import { z } from 'zod'
import type { BreakerState, Breakers } from '../../core/llm/breakers.ts'
import { providerNames } from '../../core/llm/provider.ts'
import { presentTimeOrNull, timeSchema } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'

export interface ProvidersHealthServices {
  breakers: Breakers
  /** Clients of providers that are kept open, one for each address and key. */
  countClients(): number
}

const mostShown = 500

const breakerSchema = z.strictObject({
  tenant_id: z.uuid(),
  llm: z.string().meta({ description: 'Name in the registry' }),
  provider: z.enum(providerNames),
  model: z.string(),
  state: z.enum(['closed', 'open', 'half_open']),
  opened_at: timeSchema.nullable(),
  retry_at: timeSchema.nullable().meta({ description: 'From then on one question tries the model again' }),
  last_failure: z.string().nullable(),
})

const schema = z.strictObject({
  cached_clients: z.int(),
  breakers_total: z.int(),
  breakers_open: z.int(),
  breakers: z.array(breakerSchema),
})

/** Never the address, which may bear a password, nor whose key it is. */
const presentBreaker = (breaker: BreakerState): z.infer<typeof breakerSchema> => ({
  tenant_id: breaker.tenantId,
  llm: breaker.llm,
  provider: breaker.provider,
  model: breaker.model,
  state: breaker.state,
  opened_at: presentTimeOrNull(breaker.openedAt),
  retry_at: presentTimeOrNull(breaker.retryAt),
  last_failure: breaker.lastFailure,
})

const isClosed = ({ state }: BreakerState): boolean => state === 'closed'

/** How the models of all tenants are, as far as this process knows. */
export const providersHealthRoutes = ({ breakers, countClients }: ProvidersHealthServices): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/health/providers',
    summary: 'Breakers of the models',
    description: `Those that met a failure since the process started, open ones first, at most ${mostShown}.`,
    tags: ['health'],
    auth: 'operator',
    permission: 'tenants:manage',
    responses: { 200: schema },
    handler: () => {
      const all = breakers.list()
      const open = all.filter((breaker) => !isClosed(breaker))
      // Within both groups the latest used first.
      const ordered = [...open.toReversed(), ...all.filter(isClosed).toReversed()]
      return {
        cached_clients: countClients(),
        breakers_total: all.length,
        breakers_open: open.length,
        breakers: ordered.slice(0, mostShown).map(presentBreaker),
      }
    },
  }),
]
