import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, id, required, tenantId, withDefault } from './columns.ts'

/** One time that a model was asked. */
export class LlmCall extends Model<InferAttributes<LlmCall>, InferCreationAttributes<LlmCall>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare llm: string
  declare provider: string
  declare model: string
  declare credentialId: CreationOptional<string | null>
  declare role: 'default' | 'fallback'
  declare purpose: string
  declare state: CreationOptional<'reserved' | 'settled' | 'closed' | 'expired'>
  declare outcome: CreationOptional<string | null>
  declare assistantId: CreationOptional<string | null>
  declare conversationId: CreationOptional<string | null>
  declare messageId: CreationOptional<string | null>
  declare personId: CreationOptional<string | null>
  declare service: CreationOptional<string | null>
  declare channel: CreationOptional<string | null>
  declare period: string
  declare countsRequest: boolean
  declare prices: CreationOptional<Record<string, unknown> | null>
  declare reservedNanoUsd: number
  declare costNanoUsd: CreationOptional<number | null>
  declare inputTokens: CreationOptional<number | null>
  declare cacheReadTokens: CreationOptional<number | null>
  declare cacheWriteTokens: CreationOptional<number | null>
  declare outputTokens: CreationOptional<number | null>
  declare reasoningTokens: CreationOptional<number | null>
  declare usageSource: CreationOptional<'provider' | 'estimate' | null>
  declare firstTokenMs: CreationOptional<number | null>
  declare tookMs: CreationOptional<number | null>
  declare startedAt: CreationOptional<Date>
  /** When its reservation was given back unsettled; stays when it is settled after all. */
  declare expiredAt: CreationOptional<Date | null>
  declare endedAt: CreationOptional<Date | null>
}

const bigint = (name: string) => asNumber(name, { type: DataTypes.BIGINT })

export const defineLlmCall = (sequelize: Sequelize): typeof LlmCall =>
  class extends LlmCall {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      llm: required(DataTypes.TEXT),
      provider: required(DataTypes.TEXT),
      model: required(DataTypes.TEXT),
      credentialId: DataTypes.UUID,
      role: required(DataTypes.TEXT),
      purpose: required(DataTypes.TEXT),
      state: withDefault(DataTypes.TEXT, 'reserved'),
      outcome: DataTypes.TEXT,
      assistantId: DataTypes.UUID,
      conversationId: DataTypes.UUID,
      messageId: DataTypes.UUID,
      personId: DataTypes.UUID,
      service: DataTypes.TEXT,
      channel: DataTypes.TEXT,
      period: required(DataTypes.DATEONLY),
      countsRequest: required(DataTypes.BOOLEAN),
      prices: DataTypes.JSONB,
      reservedNanoUsd: { ...bigint('reservedNanoUsd'), allowNull: false },
      costNanoUsd: bigint('costNanoUsd'),
      inputTokens: bigint('inputTokens'),
      cacheReadTokens: bigint('cacheReadTokens'),
      cacheWriteTokens: bigint('cacheWriteTokens'),
      outputTokens: bigint('outputTokens'),
      reasoningTokens: bigint('reasoningTokens'),
      usageSource: DataTypes.TEXT,
      firstTokenMs: DataTypes.REAL,
      tookMs: DataTypes.REAL,
      startedAt: withDefault(DataTypes.DATE, DataTypes.NOW),
      expiredAt: DataTypes.DATE,
      endedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'LlmCall', tableName: 'llm_calls', timestamps: false },
  )
