import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

export type SendResult = 'sent' | 'unknown' | 'failed' | 'skipped'
/** `digest`: told along with it. `none`: there was no way. */
export type SendRoute = 'slack' | 'discord' | 'mail' | 'digest' | 'none'

/** One message that tells notices: to a person, or in a channel. */
export class NotificationSend extends Model<
  InferAttributes<NotificationSend>,
  InferCreationAttributes<NotificationSend>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  /** Null in a channel. */
  declare personId: CreationOptional<string | null>
  declare route: SendRoute
  /** Slack workspace or Discord guild; empty for a mail. */
  declare workspace: CreationOptional<string>
  /** The platform's id of a user or channel, or an address. */
  declare target: CreationOptional<string>
  declare isChannel: CreationOptional<boolean>
  /** What comes for the same key within some minutes joins it. */
  declare groupKey: string
  /** Null while it is on its way. */
  declare result: CreationOptional<SendResult | null>
  /** A code, without anybody's words. */
  declare reason: CreationOptional<string | null>
  /** The send that it was asked to repeat. */
  declare redelivers: CreationOptional<string | null>
  declare settledAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineNotificationSend = (sequelize: Sequelize): typeof NotificationSend =>
  class extends NotificationSend {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      personId: DataTypes.UUID,
      route: required(DataTypes.TEXT),
      workspace: withDefault(DataTypes.TEXT, ''),
      target: withDefault(DataTypes.TEXT, ''),
      isChannel: withDefault(DataTypes.BOOLEAN, false),
      groupKey: required(DataTypes.TEXT),
      result: DataTypes.TEXT,
      reason: DataTypes.TEXT,
      redelivers: DataTypes.UUID,
      settledAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'NotificationSend', tableName: 'notification_sends' },
  )

const keyColumn = () => ({ type: DataTypes.UUID, primaryKey: true, allowNull: false })

/** What a message tells, and the outbox row that carries it. */
export class NotificationSendEvent extends Model<
  InferAttributes<NotificationSendEvent>,
  InferCreationAttributes<NotificationSendEvent>
> {
  declare tenantId: string
  declare sendId: string
  declare eventId: string
  declare outboxId: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineNotificationSendEvent = (sequelize: Sequelize): typeof NotificationSendEvent =>
  class extends NotificationSendEvent {}.init(
    {
      tenantId: tenantId(),
      sendId: keyColumn(),
      eventId: keyColumn(),
      outboxId: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'NotificationSendEvent', tableName: 'notification_send_events' },
  )
