import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

export class Conversation extends Model<
  InferAttributes<Conversation>,
  InferCreationAttributes<Conversation>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare assistantId: string
  declare kind: CreationOptional<'assistant' | 'flow' | 'project'>
  declare personId: CreationOptional<string | null>
  declare sessionId: CreationOptional<string | null>
  declare platform: string
  declare place: string
  declare title: CreationOptional<string | null>
  declare preview: CreationOptional<string | null>
  declare context: CreationOptional<Record<string, unknown>>
  declare messageCount: CreationOptional<number>
  declare userInfo: CreationOptional<Record<string, unknown>>
  declare isFavorite: CreationOptional<boolean>
  declare tags: CreationOptional<string[]>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineConversation = (sequelize: Sequelize): typeof Conversation =>
  class extends Conversation {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      assistantId: required(DataTypes.UUID),
      kind: withDefault(DataTypes.TEXT, 'assistant'),
      personId: DataTypes.UUID,
      sessionId: DataTypes.TEXT,
      platform: required(DataTypes.TEXT),
      place: required(DataTypes.TEXT),
      title: DataTypes.TEXT,
      preview: DataTypes.TEXT,
      context: withDefault(DataTypes.JSONB, {}),
      messageCount: withDefault(DataTypes.INTEGER, 0),
      userInfo: withDefault(DataTypes.JSONB, {}),
      isFavorite: withDefault(DataTypes.BOOLEAN, false),
      tags: withDefault(DataTypes.JSONB, []),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Conversation', tableName: 'conversations' },
  )

export class Message extends Model<InferAttributes<Message>, InferCreationAttributes<Message>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare conversationId: string
  declare position: number
  declare role: 'user' | 'assistant'
  declare content: string
  declare answer: CreationOptional<Record<string, unknown> | null>
  /** Which rung of the ladder answered. */
  declare stage: CreationOptional<string | null>
  declare llmUsed: CreationOptional<string | null>
  declare confidence: CreationOptional<number | null>
  declare responseTimeMs: CreationOptional<number | null>
  declare tags: CreationOptional<string[]>
  declare metadata: CreationOptional<Record<string, unknown>>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineMessage = (sequelize: Sequelize): typeof Message =>
  class extends Message {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      conversationId: required(DataTypes.UUID),
      position: required(DataTypes.INTEGER),
      role: required(DataTypes.TEXT),
      content: required(DataTypes.TEXT),
      answer: DataTypes.JSONB,
      stage: DataTypes.TEXT,
      llmUsed: DataTypes.TEXT,
      confidence: DataTypes.REAL,
      responseTimeMs: DataTypes.REAL,
      tags: withDefault(DataTypes.JSONB, []),
      metadata: withDefault(DataTypes.JSONB, {}),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Message', tableName: 'messages' },
  )

export class Feedback extends Model<InferAttributes<Feedback>, InferCreationAttributes<Feedback>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare messageId: string
  declare rater: string
  declare rating: 'up' | 'down'
  declare reason: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineFeedback = (sequelize: Sequelize): typeof Feedback =>
  class extends Feedback {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      messageId: required(DataTypes.UUID),
      rater: required(DataTypes.TEXT),
      rating: required(DataTypes.TEXT),
      reason: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Feedback', tableName: 'feedback' },
  )
