import type { Core } from '../core/core.ts'
import type { ModelAccess } from '../core/llm/targets.ts'
import type { CredentialServices } from '../core/tenancy/credentials.ts'
import type { Route } from './route.ts'
import { assistantRoutes } from './routes/assistants.ts'
import { auditRoutes } from './routes/audit.ts'
import { type AuthServices, authRoutes } from './routes/auth.ts'
import { chatRoutes } from './routes/chat.ts'
import { chatSendRoutes } from './routes/chat-send.ts'
import { type Commands, commandRoutes } from './routes/commands.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { credentialProfileRoutes } from './routes/credential-profiles.ts'
import { credentialRoutes } from './routes/credentials.ts'
import { datasetRoutes } from './routes/datasets.ts'
import { type HealthServices, healthRoutes } from './routes/health.ts'
import { identityRoutes } from './routes/identities.ts'
import { installChannelRoutes } from './routes/install-channels.ts'
import { installCodeRoutes } from './routes/install-codes.ts'
import { installRoleMapRoutes } from './routes/install-role-map.ts'
import { installRoutes } from './routes/installs.ts'
import { jobRoutes } from './routes/jobs.ts'
import { limitRoutes } from './routes/limits.ts'
import { llmRoutes } from './routes/llm.ts'
import { metaRoutes } from './routes/meta.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { permissionRoutes } from './routes/permissions.ts'
import { privacyRoutes } from './routes/privacy.ts'
import { type ProvidersHealthServices, providersHealthRoutes } from './routes/providers-health.ts'
import { retentionRoutes } from './routes/retention.ts'
import { roleRoutes } from './routes/roles.ts'
import { serviceRoutes } from './routes/services.ts'
import { tenantRemovalRoutes } from './routes/tenant-removal.ts'
import { tenantReportRoutes } from './routes/tenant-report.ts'
import { tenantStatsRoutes } from './routes/tenant-stats.ts'
import { tenantRoutes } from './routes/tenants.ts'
import { usageRoutes } from './routes/usage.ts'
import { userSessionRoutes } from './routes/user-sessions.ts'
import { userRoutes } from './routes/users.ts'
import { userBulkRoutes } from './routes/users-bulk.ts'

/** What the handlers work with. Only they do: the routes describe themselves without touching any of it. */
export interface StatusServices extends HealthServices, ProvidersHealthServices {
  metricsToken: string | null
}

/** What every process answers, whichever services it runs. */
export const statusRoutes = (services: StatusServices): Route[] => [
  ...metaRoutes(services),
  ...healthRoutes(services),
  ...providersHealthRoutes(services),
  ...metricsRoutes({ db: services.db, token: services.metricsToken }),
]

export interface WorkServices extends AuthServices {
  credentials: CredentialServices
  models: ModelAccess
  commands: Commands
}

/** What people and programs work with. */
export const workRoutes = (core: Core, services: WorkServices): Route[] => [
  ...authRoutes(services),
  ...tenantRoutes(core),
  ...tenantRemovalRoutes(core),
  ...privacyRoutes(core),
  ...jobRoutes(core),
  ...usageRoutes(core),
  ...auditRoutes(core),
  ...limitRoutes(core),
  ...retentionRoutes(core),
  ...tenantStatsRoutes(core),
  ...tenantReportRoutes(core),
  ...installCodeRoutes(core),
  ...installRoutes(core),
  ...installChannelRoutes(core),
  ...installRoleMapRoutes(core),
  ...identityRoutes(core),
  ...permissionRoutes(),
  ...roleRoutes(core),
  ...serviceRoutes(core),
  ...userBulkRoutes(core),
  ...userRoutes(core),
  ...userSessionRoutes(core),
  // Behind `/v1/llm/usage`, which would be a model of that name here.
  ...llmRoutes(core, services.models),
  ...credentialRoutes(services.credentials),
  ...credentialProfileRoutes(core),
  ...datasetRoutes(core),
  ...assistantRoutes(core),
  ...chatRoutes(core),
  ...chatSendRoutes(core),
  ...conversationRoutes(core),
  ...commandRoutes(services.commands),
]
