import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** Something that came in and was acknowledged. */
export class InboxEvent extends Model<InferAttributes<InboxEvent>, InferCreationAttributes<InboxEvent>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare platform: string
  declare eventId: string
  declare conversationId: CreationOptional<string | null>
  declare payload: Record<string, unknown>
  declare state: CreationOptional<'received' | 'done' | 'failed'>
  declare requestId: CreationOptional<string | null>
  declare errorCode: CreationOptional<string | null>
  /** Somebody stopped it while it waited for its answer. */
  declare stoppedAt: CreationOptional<Date | null>
  declare doneAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineInboxEvent = (sequelize: Sequelize): typeof InboxEvent =>
  class extends InboxEvent {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      platform: required(DataTypes.TEXT),
      eventId: required(DataTypes.TEXT),
      conversationId: DataTypes.UUID,
      payload: required(DataTypes.JSONB),
      state: withDefault(DataTypes.TEXT, 'received'),
      requestId: DataTypes.TEXT,
      errorCode: DataTypes.TEXT,
      stoppedAt: DataTypes.DATE,
      doneAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'InboxEvent', tableName: 'inbox' },
  )

/** Something that is to be sent: the answer to what came in, or a mail about an alert. */
export class OutboxMessage extends Model<
  InferAttributes<OutboxMessage>,
  InferCreationAttributes<OutboxMessage>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare inboxId: CreationOptional<string | null>
  declare alertId: CreationOptional<string | null>
  /** The notices that it carries to somebody, or changes where they stand. */
  declare sendId: CreationOptional<string | null>
  declare digestId: CreationOptional<string | null>
  /** Somebody without an account who is asked whether they want digests. */
  declare recipientId: CreationOptional<string | null>
  declare platform: string
  declare destination: string
  declare position: number
  declare payload: Record<string, unknown>
  declare state: CreationOptional<'pending' | 'sending' | 'sent' | 'unknown' | 'failed'>
  declare leaseUntil: CreationOptional<Date | null>
  /** Put off until then. */
  declare notBefore: CreationOptional<Date | null>
  /** Why the last try did not arrive, as a code. */
  declare failure: CreationOptional<string | null>
  declare attempts: CreationOptional<number>
  declare sentAt: CreationOptional<Date | null>
  /** What became of it stands in the log of notices. */
  declare isSettled: CreationOptional<boolean>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineOutboxMessage = (sequelize: Sequelize): typeof OutboxMessage =>
  class extends OutboxMessage {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      inboxId: DataTypes.UUID,
      alertId: DataTypes.UUID,
      sendId: DataTypes.UUID,
      digestId: DataTypes.UUID,
      recipientId: DataTypes.UUID,
      platform: required(DataTypes.TEXT),
      destination: required(DataTypes.TEXT),
      position: required(DataTypes.INTEGER),
      payload: required(DataTypes.JSONB),
      state: withDefault(DataTypes.TEXT, 'pending'),
      leaseUntil: DataTypes.DATE,
      notBefore: DataTypes.DATE,
      failure: DataTypes.TEXT,
      attempts: withDefault(DataTypes.INTEGER, 0),
      sentAt: DataTypes.DATE,
      isSettled: withDefault(DataTypes.BOOLEAN, false),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'OutboxMessage', tableName: 'outbox' },
  )
