import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { tenantId, withDefault } from './columns.ts'

export class RetentionPolicy extends Model<
  InferAttributes<RetentionPolicy>,
  InferCreationAttributes<RetentionPolicy>
> {
  declare tenantId: string
  declare kind: 'assistant' | 'flow' | 'project' | 'sends'
  /** Null = for ever. */
  declare days: number | null
  declare keepFavorites: CreationOptional<boolean>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineRetentionPolicy = (sequelize: Sequelize): typeof RetentionPolicy =>
  class extends RetentionPolicy {}.init(
    {
      tenantId: tenantId(),
      kind: { type: DataTypes.TEXT, primaryKey: true, allowNull: false },
      days: DataTypes.INTEGER,
      keepFavorites: withDefault(DataTypes.BOOLEAN, false),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'RetentionPolicy', tableName: 'retention_policies' },
  )
