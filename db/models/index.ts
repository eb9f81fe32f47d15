import type { Sequelize } from 'sequelize'
import { defineAlert } from './alert.ts'
import { defineAssistant, defineAssistantCreation } from './assistant.ts'
import {
  defineAuditEvent,
  defineAuditHead,
  defineAuditLink,
  defineDeploymentAuditEvent,
} from './audit-event.ts'
import { defineAuditIdentity } from './audit-identity.ts'
import { defineConversation, defineFeedback, defineMessage } from './conversation.ts'
import { defineConversationPlace } from './conversation-place.ts'
import { defineCredential, defineCredentialProfile, defineTenantKey } from './credential.ts'
import { defineDataset, defineDatasetTable } from './dataset.ts'
import { defineDigest } from './digest.ts'
import { defineDigestPreference } from './digest-preference.ts'
import { defineDigestRecipient, defineDigestRecipientProject } from './digest-recipient.ts'
import { defineIdempotencyKey } from './idempotency-key.ts'
import { defineLinkCode } from './link-code.ts'
import { defineLlmCall } from './llm-call.ts'
import { defineLlmModel } from './llm-model.ts'
import { defineMemberPreference } from './member-preference.ts'
import { defineInboxEvent, defineOutboxMessage } from './messaging.ts'
import { defineNotification, defineNotificationEvent } from './notification.ts'
import { defineNotificationMute, defineNotificationPreference } from './notification-preference.ts'
import { defineNotificationSend, defineNotificationSendEvent } from './notification-send.ts'
import { defineOperator } from './operator.ts'
import { definePerson, definePlatformIdentity } from './person.ts'
import { definePlatformEvent, defineSentMessage } from './platform-event.ts'
import { defineProject } from './project.ts'
import { defineProjectChannel } from './project-channel.ts'
import { defineProjectEvent } from './project-event.ts'
import { defineProjectMember, defineProjectPermission } from './project-member.ts'
import { defineProjectPhase } from './project-phase.ts'
import { defineProjectStep } from './project-step.ts'
import { defineProjectTask, defineTaskAssignee, defineTaskDependency } from './project-task.ts'
import { defineQuotaCounter } from './quota-counter.ts'
import { defineResultLink } from './result-link.ts'
import { defineRetentionPolicy } from './retention-policy.ts'
import { defineRole } from './role.ts'
import { defineRoleMapping } from './role-mapping.ts'
import { defineSchedule, defineScheduleWindow } from './schedule.ts'
import { defineService } from './service.ts'
import { defineServiceToken } from './service-token.ts'
import { defineRevokedToken, defineSession } from './session.ts'
import { defineScheduleRun, defineSetting } from './setting.ts'
import { defineOperatorMail, definePasswordLink, defineResetRequest, defineSignInCounter } from './sign-in.ts'
import { defineStorageWarning } from './storage-warning.ts'
import { defineTask } from './task.ts'
import { defineTenant } from './tenant.ts'
import { defineTombstone } from './tombstone.ts'
import { defineUsageLimit } from './usage-limit.ts'
import { defineChannel, defineInstallCode, defineWorkspace } from './workspace.ts'

/** Makes every model anew for one connection, so that a process may have two databases open (backup, tests). */
const defineAll = (sequelize: Sequelize) => ({
  Tenant: defineTenant(sequelize),
  Operator: defineOperator(sequelize),
  Role: defineRole(sequelize),
  Service: defineService(sequelize),
  Person: definePerson(sequelize),
  PlatformIdentity: definePlatformIdentity(sequelize),
  Session: defineSession(sequelize),
  RevokedToken: defineRevokedToken(sequelize),
  SignInCounter: defineSignInCounter(sequelize),
  PasswordLink: definePasswordLink(sequelize),
  ResetRequest: defineResetRequest(sequelize),
  OperatorMail: defineOperatorMail(sequelize),
  ServiceToken: defineServiceToken(sequelize),
  AuditEvent: defineAuditEvent(sequelize),
  DeploymentAuditEvent: defineDeploymentAuditEvent(sequelize),
  AuditHead: defineAuditHead(sequelize),
  AuditLink: defineAuditLink(sequelize),
  AuditIdentity: defineAuditIdentity(sequelize),
  Dataset: defineDataset(sequelize),
  DatasetTable: defineDatasetTable(sequelize),
  Assistant: defineAssistant(sequelize),
  AssistantCreation: defineAssistantCreation(sequelize),
  Conversation: defineConversation(sequelize),
  ConversationPlace: defineConversationPlace(sequelize),
  Message: defineMessage(sequelize),
  Feedback: defineFeedback(sequelize),
  InboxEvent: defineInboxEvent(sequelize),
  Alert: defineAlert(sequelize),
  OutboxMessage: defineOutboxMessage(sequelize),
  LlmCall: defineLlmCall(sequelize),
  QuotaCounter: defineQuotaCounter(sequelize),
  UsageLimit: defineUsageLimit(sequelize),
  StorageWarning: defineStorageWarning(sequelize),
  IdempotencyKey: defineIdempotencyKey(sequelize),
  LlmModel: defineLlmModel(sequelize),
  Setting: defineSetting(sequelize),
  ScheduleRun: defineScheduleRun(sequelize),
  TenantKey: defineTenantKey(sequelize),
  CredentialProfile: defineCredentialProfile(sequelize),
  Credential: defineCredential(sequelize),
  Workspace: defineWorkspace(sequelize),
  InstallCode: defineInstallCode(sequelize),
  Channel: defineChannel(sequelize),
  LinkCode: defineLinkCode(sequelize),
  MemberPreference: defineMemberPreference(sequelize),
  RoleMapping: defineRoleMapping(sequelize),
  RetentionPolicy: defineRetentionPolicy(sequelize),
  PlatformEvent: definePlatformEvent(sequelize),
  SentMessage: defineSentMessage(sequelize),
  Task: defineTask(sequelize),
  ResultLink: defineResultLink(sequelize),
  Project: defineProject(sequelize),
  ProjectPhase: defineProjectPhase(sequelize),
  ProjectMember: defineProjectMember(sequelize),
  ProjectPermission: defineProjectPermission(sequelize),
  ProjectStep: defineProjectStep(sequelize),
  ProjectTask: defineProjectTask(sequelize),
  TaskAssignee: defineTaskAssignee(sequelize),
  TaskDependency: defineTaskDependency(sequelize),
  ProjectEvent: defineProjectEvent(sequelize),
  ProjectChannel: defineProjectChannel(sequelize),
  Tombstone: defineTombstone(sequelize),
  Schedule: defineSchedule(sequelize),
  ScheduleWindow: defineScheduleWindow(sequelize),
  DigestPreference: defineDigestPreference(sequelize),
  DigestRecipient: defineDigestRecipient(sequelize),
  DigestRecipientProject: defineDigestRecipientProject(sequelize),
  Digest: defineDigest(sequelize),
  NotificationEvent: defineNotificationEvent(sequelize),
  Notification: defineNotification(sequelize),
  NotificationPreference: defineNotificationPreference(sequelize),
  NotificationMute: defineNotificationMute(sequelize),
  NotificationSend: defineNotificationSend(sequelize),
  NotificationSendEvent: defineNotificationSendEvent(sequelize),
})

export type Models = ReturnType<typeof defineAll>

/**
 * All models with their associations. The keys are composite in the database (tenant_id, id); Sequelize joins on the
 * id alone, which is unique by itself, and row-level security keeps the tenants apart.
 */
export const defineModels = (sequelize: Sequelize): Models => {
  const models = defineAll(sequelize)
  const { Person, PlatformIdentity, Dataset, DatasetTable, Assistant, Conversation, Message, Feedback } =
    models
  const to = (foreignKey: string, as: string) => ({ foreignKey, as, targetKey: 'id', constraints: false })
  const from = (foreignKey: string, as: string) => ({ foreignKey, as, sourceKey: 'id', constraints: false })
  PlatformIdentity.belongsTo(Person, to('personId', 'person'))
  Person.hasMany(PlatformIdentity, from('personId', 'identities'))
  Dataset.hasMany(DatasetTable, from('datasetId', 'pieces'))
  Assistant.belongsTo(Dataset, to('datasetId', 'dataset'))
  Dataset.hasMany(Assistant, from('datasetId', 'assistants'))
  Conversation.belongsTo(Assistant, to('assistantId', 'assistant'))
  Assistant.hasMany(Conversation, from('assistantId', 'conversations'))
  Conversation.belongsTo(Person, to('personId', 'person'))
  Message.belongsTo(Conversation, to('conversationId', 'conversation'))
  Conversation.hasMany(Message, from('conversationId', 'messages'))
  Feedback.belongsTo(Message, to('messageId', 'message'))
  Message.hasMany(Feedback, from('messageId', 'feedback'))
  models.OutboxMessage.belongsTo(models.InboxEvent, to('inboxId', 'event'))
  models.InboxEvent.hasMany(models.OutboxMessage, from('inboxId', 'outbox'))
  models.OutboxMessage.belongsTo(models.Alert, to('alertId', 'alert'))
  models.Alert.hasMany(models.OutboxMessage, from('alertId', 'outbox'))
  models.Credential.belongsTo(models.CredentialProfile, to('profileId', 'profile'))
  models.CredentialProfile.hasMany(models.Credential, from('profileId', 'credentials'))
  models.Notification.belongsTo(models.NotificationEvent, to('eventId', 'event'))
  return models
}
