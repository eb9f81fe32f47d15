import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { tenantId, withDefault } from './columns.ts'

/** How far a tenant's admins have been told that its storage fills; 0 = not, or it has emptied since. */
export class StorageWarning extends Model<
  InferAttributes<StorageWarning>,
  InferCreationAttributes<StorageWarning>
> {
  declare tenantId: string
  declare told: CreationOptional<number>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineStorageWarning = (sequelize: Sequelize): typeof StorageWarning =>
  class extends StorageWarning {}.init(
    {
      tenantId: tenantId(),
      told: withDefault(DataTypes.INTEGER, 0),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'StorageWarning', tableName: 'storage_warnings' },
  )
