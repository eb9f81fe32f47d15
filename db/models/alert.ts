import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** Something that a tenant's admins are told, once. */
export class Alert extends Model<InferAttributes<Alert>, InferCreationAttributes<Alert>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare type: string
  declare onceKey: string
  declare data: CreationOptional<Record<string, unknown>>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineAlert = (sequelize: Sequelize): typeof Alert =>
  class extends Alert {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      type: required(DataTypes.TEXT),
      onceKey: required(DataTypes.TEXT),
      data: withDefault(DataTypes.JSONB, {}),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Alert', tableName: 'alerts' },
  )
