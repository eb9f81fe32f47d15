import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** What seals a tenant's secrets, itself sealed by the master key. */
export class TenantKey extends Model<InferAttributes<TenantKey>, InferCreationAttributes<TenantKey>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare wrapped: string
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineTenantKey = (sequelize: Sequelize): typeof TenantKey =>
  class extends TenantKey {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      wrapped: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'TenantKey', tableName: 'tenant_keys' },
  )

/** A named set of credentials; calls use the current one's. */
export class CredentialProfile extends Model<
  InferAttributes<CredentialProfile>,
  InferCreationAttributes<CredentialProfile>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare name: string
  declare isCurrent: CreationOptional<boolean>
  declare createdBy: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
  declare credentials?: NonAttribute<Credential[]>
}

export const defineCredentialProfile = (sequelize: Sequelize): typeof CredentialProfile =>
  class extends CredentialProfile {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      name: required(DataTypes.TEXT),
      isCurrent: withDefault(DataTypes.BOOLEAN, false),
      createdBy: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'CredentialProfile', tableName: 'credential_profiles' },
  )

/** A tenant's own key for a provider of models. */
export class Credential extends Model<InferAttributes<Credential>, InferCreationAttributes<Credential>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare profileId: string
  declare provider: string
  declare baseUrl: CreationOptional<string | null>
  declare sealed: string
  declare lastFour: string
  declare checkedAt: Date
  declare lastUsedAt: CreationOptional<Date | null>
  declare failingSince: CreationOptional<Date | null>
  declare createdBy: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
  declare profile?: NonAttribute<CredentialProfile>
}

export const defineCredential = (sequelize: Sequelize): typeof Credential =>
  class extends Credential {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      profileId: required(DataTypes.UUID),
      provider: required(DataTypes.TEXT),
      baseUrl: DataTypes.TEXT,
      sealed: required(DataTypes.TEXT),
      lastFour: required(DataTypes.TEXT),
      checkedAt: required(DataTypes.DATE),
      lastUsedAt: DataTypes.DATE,
      failingSince: DataTypes.DATE,
      createdBy: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Credential', tableName: 'credentials' },
  )
