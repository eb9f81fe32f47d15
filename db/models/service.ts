import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId } from './columns.ts'

/** A department of a tenant. */
export class Service extends Model<InferAttributes<Service>, InferCreationAttributes<Service>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare name: string
  /** What no other name may look like. */
  declare nameKey: string
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineService = (sequelize: Sequelize): typeof Service =>
  class extends Service {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      name: required(DataTypes.TEXT),
      nameKey: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Service', tableName: 'services' },
  )
