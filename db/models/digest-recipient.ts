import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'
import type { DigestFrequency } from './digest-preference.ts'

/** Somebody without an account who gets digests by mail. */
export class DigestRecipient extends Model<
  InferAttributes<DigestRecipient>,
  InferCreationAttributes<DigestRecipient>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  /** In lower case. */
  declare address: string
  declare locale: 'fr' | 'en'
  declare timeZone: string
  declare frequency: CreationOptional<DigestFrequency>
  declare minuteOfDay: CreationOptional<number | null>
  declare weekday: CreationOptional<number | null>
  declare countsFrom: Date
  /** The member whose rights count: what they may not see any more, this one does not get. */
  declare addedBy: string
  /** When the address was confirmed; before, nothing is sent but the question. */
  declare confirmedAt: CreationOptional<Date | null>
  declare askedAt: CreationOptional<Date>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineDigestRecipient = (sequelize: Sequelize): typeof DigestRecipient =>
  class extends DigestRecipient {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      address: required(DataTypes.TEXT),
      locale: required(DataTypes.TEXT),
      timeZone: required(DataTypes.TEXT),
      frequency: withDefault(DataTypes.TEXT, 'daily'),
      minuteOfDay: DataTypes.INTEGER,
      weekday: DataTypes.INTEGER,
      countsFrom: required(DataTypes.DATE),
      addedBy: required(DataTypes.UUID),
      confirmedAt: DataTypes.DATE,
      askedAt: { type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'DigestRecipient', tableName: 'digest_recipients' },
  )

/** A project that a recipient hears of. */
export class DigestRecipientProject extends Model<
  InferAttributes<DigestRecipientProject>,
  InferCreationAttributes<DigestRecipientProject>
> {
  declare tenantId: string
  declare recipientId: string
  declare projectId: string
  declare createdAt: CreationOptional<Date>
}

const keyColumn = () => ({ type: DataTypes.UUID, primaryKey: true, allowNull: false })

export const defineDigestRecipientProject = (sequelize: Sequelize): typeof DigestRecipientProject =>
  class extends DigestRecipientProject {}.init(
    { tenantId: tenantId(), recipientId: keyColumn(), projectId: keyColumn(), createdAt: DataTypes.DATE },
    {
      sequelize,
      modelName: 'DigestRecipientProject',
      tableName: 'digest_recipient_projects',
      updatedAt: false,
    },
  )
