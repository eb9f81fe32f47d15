import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'
import type { ChatPlatform } from './workspace.ts'

/** An event of a chat platform: acknowledged, and handled once. */
export class PlatformEvent extends Model<
  InferAttributes<PlatformEvent>,
  InferCreationAttributes<PlatformEvent>
> {
  declare id: CreationOptional<string>
  declare platform: ChatPlatform
  declare eventId: string
  /** The message that it is about, whichever event told of it first. */
  declare messageKey: CreationOptional<string | null>
  /** The act of sending, as the person's own program knows it. */
  declare clientKey: CreationOptional<string | null>
  declare workspace: string
  /** Events of one thread are handled one after the other. */
  declare orderKey: string
  /** JSON; gone once it is handled. */
  declare payload: CreationOptional<string | null>
  declare state: CreationOptional<'received' | 'working' | 'done' | 'failed'>
  declare attempts: CreationOptional<number>
  declare leaseUntil: CreationOptional<Date | null>
  /** When it came, or what a failed try put it off to. */
  declare notBefore: CreationOptional<Date>
  declare errorCode: CreationOptional<string | null>
  declare doneAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const definePlatformEvent = (sequelize: Sequelize): typeof PlatformEvent =>
  class extends PlatformEvent {}.init(
    {
      id: id(),
      platform: required(DataTypes.TEXT),
      eventId: required(DataTypes.TEXT),
      messageKey: DataTypes.TEXT,
      clientKey: DataTypes.TEXT,
      workspace: required(DataTypes.TEXT),
      orderKey: required(DataTypes.TEXT),
      payload: DataTypes.TEXT,
      state: withDefault(DataTypes.TEXT, 'received'),
      attempts: withDefault(DataTypes.INTEGER, 0),
      leaseUntil: DataTypes.DATE,
      notBefore: withDefault(DataTypes.DATE, DataTypes.NOW),
      errorCode: DataTypes.TEXT,
      doneAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'PlatformEvent', tableName: 'platform_events' },
  )

/** A message of ours on a chat platform, or one that is being opened there (then without `ts`). */
export class SentMessage extends Model<InferAttributes<SentMessage>, InferCreationAttributes<SentMessage>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare platform: ChatPlatform
  declare workspace: string
  declare channel: string
  declare thread: CreationOptional<string | null>
  /** The platform's id of the message. */
  declare ts: CreationOptional<string | null>
  declare kind: 'stream' | 'answer' | 'card'
  /** Of a long answer's messages, in order. */
  declare position: CreationOptional<number>
  declare inboxId: CreationOptional<string | null>
  /** In place of a question: the notices that it tells. */
  declare sendId: CreationOptional<string | null>
  declare outboxId: CreationOptional<string | null>
  /** The answer in the conversation. */
  declare messageId: CreationOptional<string | null>
  declare state: 'opening' | 'open' | 'sent' | 'removed'
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineSentMessage = (sequelize: Sequelize): typeof SentMessage =>
  class extends SentMessage {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      platform: required(DataTypes.TEXT),
      workspace: required(DataTypes.TEXT),
      channel: required(DataTypes.TEXT),
      thread: DataTypes.TEXT,
      ts: DataTypes.TEXT,
      kind: required(DataTypes.TEXT),
      position: withDefault(DataTypes.INTEGER, 0),
      inboxId: DataTypes.UUID,
      sendId: DataTypes.UUID,
      outboxId: DataTypes.UUID,
      messageId: DataTypes.UUID,
      state: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'SentMessage', tableName: 'sent_messages' },
  )
