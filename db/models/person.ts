import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

export class Person extends Model<InferAttributes<Person>, InferCreationAttributes<Person>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare email: CreationOptional<string | null>
  declare userName: CreationOptional<string | null>
  /** What no other user name may look like. */
  declare userNameKey: CreationOptional<string | null>
  declare fullName: string
  declare passwordHash: CreationOptional<string | null>
  /** Code of a role of the tenant. */
  declare role: CreationOptional<string>
  declare serviceId: CreationOptional<string | null>
  declare locale: CreationOptional<'fr' | 'en' | null>
  declare isActive: CreationOptional<boolean>
  declare tokenVersion: CreationOptional<number>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const definePerson = (sequelize: Sequelize): typeof Person =>
  class extends Person {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      email: DataTypes.TEXT,
      userName: DataTypes.TEXT,
      userNameKey: DataTypes.TEXT,
      fullName: required(DataTypes.TEXT),
      passwordHash: DataTypes.TEXT,
      role: withDefault(DataTypes.TEXT, 'marketing'),
      serviceId: DataTypes.UUID,
      locale: DataTypes.TEXT,
      isActive: withDefault(DataTypes.BOOLEAN, true),
      tokenVersion: withDefault(DataTypes.INTEGER, 1),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Person', tableName: 'people' },
  )

export class PlatformIdentity extends Model<
  InferAttributes<PlatformIdentity>,
  InferCreationAttributes<PlatformIdentity>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare personId: string
  declare platform: 'web' | 'slack' | 'discord'
  declare workspace: CreationOptional<string>
  declare platformUserId: string
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const definePlatformIdentity = (sequelize: Sequelize): typeof PlatformIdentity =>
  class extends PlatformIdentity {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      personId: required(DataTypes.UUID),
      platform: required(DataTypes.TEXT),
      workspace: withDefault(DataTypes.TEXT, ''),
      platformUserId: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'PlatformIdentity', tableName: 'platform_identities' },
  )
