import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { required, tenantId, withDefault } from './columns.ts'

export const digestFrequencies = ['off', 'daily', 'weekly', 'both'] as const
export type DigestFrequency = (typeof digestFrequencies)[number]
export const digestRoutes = ['auto', 'chat', 'mail'] as const
export type DigestRoute = (typeof digestRoutes)[number]

/** When and how somebody wants a digest; whoever has no row gets the tenant's. */
export class DigestPreference extends Model<
  InferAttributes<DigestPreference>,
  InferCreationAttributes<DigestPreference>
> {
  declare tenantId: string
  declare personId: string
  declare frequency: CreationOptional<DigestFrequency>
  /** null = the tenant's hour, and the tenant's weekday. */
  declare minuteOfDay: CreationOptional<number | null>
  declare weekday: CreationOptional<number | null>
  declare countsFrom: Date
  /** `auto`: a direct message where there is an account, mail otherwise. */
  declare route: CreationOptional<DigestRoute>
  /** Of all projects that they may see, and not only of those they take part in. */
  declare isOfAll: CreationOptional<boolean>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineDigestPreference = (sequelize: Sequelize): typeof DigestPreference =>
  class extends DigestPreference {}.init(
    {
      tenantId: tenantId(),
      personId: { type: DataTypes.UUID, primaryKey: true, allowNull: false },
      frequency: withDefault(DataTypes.TEXT, 'daily'),
      minuteOfDay: DataTypes.INTEGER,
      weekday: DataTypes.INTEGER,
      countsFrom: required(DataTypes.DATE),
      route: withDefault(DataTypes.TEXT, 'auto'),
      isOfAll: withDefault(DataTypes.BOOLEAN, false),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'DigestPreference', tableName: 'digest_preferences' },
  )
