import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** Something that happened and that people are told of. */
export class NotificationEvent extends Model<
  InferAttributes<NotificationEvent>,
  InferCreationAttributes<NotificationEvent>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare type: string
  declare actorKind: CreationOptional<string | null>
  declare actorId: CreationOptional<string | null>
  declare actorLabel: CreationOptional<string | null>
  /** Named by value: what is told outlives what it is about. */
  declare projectId: CreationOptional<string | null>
  declare projectName: CreationOptional<string | null>
  declare phase: CreationOptional<string | null>
  declare stepId: CreationOptional<string | null>
  declare stepName: CreationOptional<string | null>
  declare taskId: CreationOptional<string | null>
  declare taskName: CreationOptional<string | null>
  declare data: CreationOptional<Record<string, unknown>>
  declare onceKey: CreationOptional<string | null>
  /** Null while its channels are still to be found. */
  declare routedAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineNotificationEvent = (sequelize: Sequelize): typeof NotificationEvent =>
  class extends NotificationEvent {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      type: required(DataTypes.TEXT),
      actorKind: DataTypes.TEXT,
      actorId: DataTypes.TEXT,
      actorLabel: DataTypes.TEXT,
      projectId: DataTypes.UUID,
      projectName: DataTypes.TEXT,
      phase: DataTypes.TEXT,
      stepId: DataTypes.UUID,
      stepName: DataTypes.TEXT,
      taskId: DataTypes.UUID,
      taskName: DataTypes.TEXT,
      data: withDefault(DataTypes.JSONB, {}),
      onceKey: DataTypes.TEXT,
      routedAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'NotificationEvent', tableName: 'notification_events' },
  )

export type NoticeState = 'unread' | 'read' | 'archived'

/** One person's row of an event. */
export class Notification extends Model<
  InferAttributes<Notification>,
  InferCreationAttributes<Notification>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare eventId: string
  declare personId: string
  declare type: string
  declare projectId: CreationOptional<string | null>
  /** Why this person: see `core/notifications/types.ts`. */
  declare rule: string
  declare state: CreationOptional<NoticeState>
  declare readAt: CreationOptional<Date | null>
  declare archivedAt: CreationOptional<Date | null>
  /** When it is looked at next; null once it needs no more. */
  declare routeAt: CreationOptional<Date | null>
  /** It waited for the person's hours: what waited comes as one message. */
  declare isHeld: CreationOptional<boolean>
  /** What became of it: sent, or why it was not. */
  declare outcome: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
  declare event?: NotificationEvent
}

export const defineNotification = (sequelize: Sequelize): typeof Notification =>
  class extends Notification {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      eventId: required(DataTypes.UUID),
      personId: required(DataTypes.UUID),
      type: required(DataTypes.TEXT),
      projectId: DataTypes.UUID,
      rule: required(DataTypes.TEXT),
      state: withDefault(DataTypes.TEXT, 'unread'),
      readAt: DataTypes.DATE,
      archivedAt: DataTypes.DATE,
      routeAt: DataTypes.DATE,
      isHeld: withDefault(DataTypes.BOOLEAN, false),
      outcome: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Notification', tableName: 'notifications' },
  )
