import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId } from './columns.ts'

/** By which a program acts in a tenant, with its scopes and nothing more. */
export class ServiceToken extends Model<
  InferAttributes<ServiceToken>,
  InferCreationAttributes<ServiceToken>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare name: string
  declare tokenHash: string
  /** Permission codes. */
  declare scopes: string[]
  /** `<kind>:<id>` of the actor. */
  declare createdBy: string
  declare expiresAt: Date
  declare lastUsedAt: CreationOptional<Date | null>
  declare revokedAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineServiceToken = (sequelize: Sequelize): typeof ServiceToken =>
  class extends ServiceToken {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      name: required(DataTypes.TEXT),
      tokenHash: required(DataTypes.TEXT),
      scopes: required(DataTypes.ARRAY(DataTypes.TEXT)),
      createdBy: required(DataTypes.TEXT),
      expiresAt: required(DataTypes.DATE),
      lastUsedAt: DataTypes.DATE,
      revokedAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ServiceToken', tableName: 'service_tokens' },
  )
