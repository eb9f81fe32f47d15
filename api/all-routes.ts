import type { Core } from '../core/core.ts'
import type { Route } from './route.ts'
import { assistantRoutes } from './routes/assistants.ts'
import { type AuthServices, authRoutes } from './routes/auth.ts'
import { chatRoutes } from './routes/chat.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { datasetRoutes } from './routes/datasets.ts'
import { type HealthServices, healthRoutes } from './routes/health.ts'
import { metaRoutes } from './routes/meta.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { tenantRoutes } from './routes/tenants.ts'

/** What the handlers work with. Only they do: the routes describe themselves without touching any of it. */
export interface StatusServices extends HealthServices {
  metricsToken: string | null
}

/** What every process answers, whichever services it runs. */
export const statusRoutes = (services: StatusServices): Route[] => [
  ...metaRoutes(services),
  ...healthRoutes(services),
  ...metricsRoutes({ db: services.db, token: services.metricsToken }),
]

/** What people and programs work with. */
export const workRoutes = (core: Core, auth: AuthServices): Route[] => [
  ...authRoutes(auth),
  ...tenantRoutes(core),
  ...datasetRoutes(core),
  ...assistantRoutes(core),
  ...chatRoutes(core),
  ...conversationRoutes(core),
]
