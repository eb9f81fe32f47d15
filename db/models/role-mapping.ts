import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { required, tenantId } from './columns.ts'
import type { ChatPlatform } from './workspace.ts'

/** What a role of a chat platform stands for in the tenant. */
export class RoleMapping extends Model<InferAttributes<RoleMapping>, InferCreationAttributes<RoleMapping>> {
  declare tenantId: string
  declare platform: ChatPlatform
  declare workspace: string
  declare platformRoleId: string
  /** As people know the platform's role. */
  declare name: CreationOptional<string | null>
  /** Code of a role of the tenant. */
  declare role: string
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

const keyColumn = () => ({ type: DataTypes.TEXT, primaryKey: true, allowNull: false })

export const defineRoleMapping = (sequelize: Sequelize): typeof RoleMapping =>
  class extends RoleMapping {}.init(
    {
      tenantId: tenantId(),
      platform: keyColumn(),
      workspace: keyColumn(),
      platformRoleId: keyColumn(),
      name: DataTypes.TEXT,
      role: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'RoleMapping', tableName: 'role_mappings' },
  )
