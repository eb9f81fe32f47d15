import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { limits } from '../../config/limits.ts'
import { asNumber, id, required, withDefault } from './columns.ts'

export class Tenant extends Model<InferAttributes<Tenant>, InferCreationAttributes<Tenant>> {
  declare id: CreationOptional<string>
  declare clientId: string
  declare name: string
  declare domain: CreationOptional<string | null>
  declare contactEmail: CreationOptional<string | null>
  declare contactName: CreationOptional<string | null>
  declare contactPhone: CreationOptional<string | null>
  declare monthlyQuota: CreationOptional<number | null>
  declare monthlyBudgetUsd: CreationOptional<number | null>
  /** Whether models that nobody bills still answer when the month's money is spent. */
  declare freeModelsAfterBudget: CreationOptional<boolean>
  declare storageLimitBytes: CreationOptional<number>
  declare isActive: CreationOptional<boolean>
  declare locale: CreationOptional<'fr' | 'en'>
  declare timeZone: CreationOptional<string>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineTenant = (sequelize: Sequelize): typeof Tenant =>
  class extends Tenant {}.init(
    {
      id: id(),
      clientId: required(DataTypes.TEXT),
      name: required(DataTypes.TEXT),
      domain: DataTypes.TEXT,
      contactEmail: DataTypes.TEXT,
      contactName: DataTypes.TEXT,
      contactPhone: DataTypes.TEXT,
      monthlyQuota: DataTypes.INTEGER,
      monthlyBudgetUsd: asNumber('monthlyBudgetUsd', { type: DataTypes.DECIMAL(14, 2) }),
      freeModelsAfterBudget: withDefault(DataTypes.BOOLEAN, true),
      storageLimitBytes: asNumber(
        'storageLimitBytes',
        withDefault(DataTypes.BIGINT, limits.storage.defaultBytes),
      ),
      isActive: withDefault(DataTypes.BOOLEAN, true),
      locale: withDefault(DataTypes.TEXT, 'fr'),
      timeZone: withDefault(DataTypes.TEXT, 'Europe/Paris'),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Tenant', tableName: 'tenants' },
  )
