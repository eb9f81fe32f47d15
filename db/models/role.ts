import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** What people of a tenant may do who bear it. */
export class Role extends Model<InferAttributes<Role>, InferCreationAttributes<Role>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  /** Never changes: people and role maps name it. */
  declare code: string
  /** Null for one that comes with the tenant, until somebody gives it another name. */
  declare name: CreationOptional<string | null>
  /** What no other name may look like. */
  declare nameKey: CreationOptional<string | null>
  /** Comes with the tenant and stays. */
  declare isSystem: CreationOptional<boolean>
  /** Null = what the program gives a system role. */
  declare permissions: CreationOptional<string[] | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineRole = (sequelize: Sequelize): typeof Role =>
  class extends Role {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      code: required(DataTypes.TEXT),
      name: DataTypes.TEXT,
      nameKey: DataTypes.TEXT,
      isSystem: withDefault(DataTypes.BOOLEAN, false),
      permissions: DataTypes.ARRAY(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Role', tableName: 'roles' },
  )
