import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, tenantId } from './columns.ts'

/** What one month has used. Nano-dollars fit a JavaScript number up to nine million dollars. */
export class QuotaCounter extends Model<
  InferAttributes<QuotaCounter>,
  InferCreationAttributes<QuotaCounter>
> {
  declare tenantId: string
  /** The month's first day, in the tenant's time zone. */
  declare period: string
  declare scopeKind: 'tenant' | 'service' | 'assistant' | 'channel' | 'member'
  declare scopeId: string
  declare requests: CreationOptional<number>
  declare spentNanoUsd: CreationOptional<number>
  declare reservedNanoUsd: CreationOptional<number>
  /** Calls whose cost nobody knows. */
  declare unknownCalls: CreationOptional<number>
  /** The highest threshold, in percent, that was told. */
  declare requestsAlerted: CreationOptional<number>
  declare budgetAlerted: CreationOptional<number>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

const count = (name: string) => asNumber(name, { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 })

export const defineQuotaCounter = (sequelize: Sequelize): typeof QuotaCounter =>
  class extends QuotaCounter {}.init(
    {
      tenantId: tenantId(),
      period: { type: DataTypes.DATEONLY, primaryKey: true },
      scopeKind: { type: DataTypes.TEXT, primaryKey: true },
      scopeId: { type: DataTypes.TEXT, primaryKey: true },
      requests: count('requests'),
      spentNanoUsd: count('spentNanoUsd'),
      reservedNanoUsd: count('reservedNanoUsd'),
      unknownCalls: count('unknownCalls'),
      requestsAlerted: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      budgetAlerted: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'QuotaCounter', tableName: 'quota_counters' },
  )
