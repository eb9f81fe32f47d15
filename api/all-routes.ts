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
import { preferenceRoutes } from './routes/me-preferences.ts'
import { metaRoutes } from './routes/meta.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { notificationFeedRoutes } from './routes/notification-feed.ts'
import { notificationLogRoutes } from './routes/notification-log.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { permissionRoutes } from './routes/permissions.ts'
import { privacyRoutes } from './routes/privacy.ts'
import { projectChannelRoutes } from './routes/project-channels.ts'
import { projectHistoryRoutes } from './routes/project-history.ts'
import { projectMemberRoutes } from './routes/project-members.ts'
import { projectPhaseRoutes } from './routes/project-phases.ts'
import { projectRecentRoutes } from './routes/project-recent.ts'
import { projectStepRoutes } from './routes/project-steps.ts'
import { projectTaskRoutes } from './routes/project-tasks.ts'
import { projectRoutes } from './routes/projects.ts'
import { type ProvidersHealthServices, providersHealthRoutes } from './routes/providers-health.ts'
import { retentionRoutes } from './routes/retention.ts'
import { roleRoutes } from './routes/roles.ts'
import { digestRoutesOf } from './routes/schedule-digests.ts'
import { scheduleRoutes } from './routes/schedules.ts'
import { serviceRoutes } from './routes/services.ts'
import { tenantRemovalRoutes } from './routes/tenant-removal.ts'
import { tenantReportRoutes } from './routes/tenant-report.ts'
import { tenantStatsRoutes } from './routes/tenant-stats.ts'
import { tenantRoutes } from './routes/tenants.ts'
import { unsubscribeRoutes } from './routes/unsubscribe.ts'
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
  /** Signs the links of mails: from `mailKeyOf`. */
  mailKey: Uint8Array
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
  ...notificationLogRoutes(core),
  ...notificationFeedRoutes(core),
  ...notificationRoutes(core),
  ...preferenceRoutes(core),
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
  ...scheduleRoutes(core),
  ...digestRoutesOf(core),
  ...unsubscribeRoutes({ db: core.db, mailKey: services.mailKey }),
  ...projectRoutes(core),
  ...projectPhaseRoutes(core),
  ...projectRecentRoutes(core),
  ...projectStepRoutes(core),
  ...projectTaskRoutes(core),
  ...projectMemberRoutes(core),
  ...projectHistoryRoutes(core),
  ...projectChannelRoutes(core),
  ...commandRoutes(services.commands),
]
