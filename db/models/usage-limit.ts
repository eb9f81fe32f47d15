import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, id, required, tenantId } from './columns.ts'

/** A month's limit of one service, assistant, channel or member, or (subject '*') of each one separately. */
export class UsageLimit extends Model<InferAttributes<UsageLimit>, InferCreationAttributes<UsageLimit>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare kind: 'service' | 'assistant' | 'channel' | 'member'
  declare subjectId: string
  declare monthlyRequests: CreationOptional<number | null>
  declare monthlyBudgetUsd: CreationOptional<number | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineUsageLimit = (sequelize: Sequelize): typeof UsageLimit =>
  class extends UsageLimit {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      kind: required(DataTypes.TEXT),
      subjectId: required(DataTypes.TEXT),
      monthlyRequests: DataTypes.INTEGER,
      monthlyBudgetUsd: asNumber('monthlyBudgetUsd', { type: DataTypes.DECIMAL(14, 2) }),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'UsageLimit', tableName: 'usage_limits' },
  )
