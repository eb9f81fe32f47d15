import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

export type DigestKind = 'daily' | 'weekly'
export type DigestState = 'prepared' | 'sent' | 'skipped_empty' | 'unknown' | 'failed'

/** One digest of one reader and window: that it was sent, or why not. What it said is kept nowhere. */
export class Digest extends Model<InferAttributes<Digest>, InferCreationAttributes<Digest>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare scheduleId: string
  /** The person, or the recipient without an account. */
  declare readerId: string
  declare personId: CreationOptional<string | null>
  declare recipientId: CreationOptional<string | null>
  declare kind: DigestKind
  declare period: string
  declare coversFrom: Date
  declare coversTo: Date
  declare isForced: CreationOptional<boolean>
  declare route: 'none' | 'mail' | 'slack' | 'discord'
  declare state: DigestState
  /** A code. */
  declare reason: CreationOptional<string | null>
  declare counts: CreationOptional<Record<string, number>>
  declare sentAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineDigest = (sequelize: Sequelize): typeof Digest =>
  class extends Digest {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      scheduleId: required(DataTypes.UUID),
      readerId: required(DataTypes.UUID),
      personId: DataTypes.UUID,
      recipientId: DataTypes.UUID,
      kind: required(DataTypes.TEXT),
      period: required(DataTypes.TEXT),
      coversFrom: required(DataTypes.DATE),
      coversTo: required(DataTypes.DATE),
      isForced: withDefault(DataTypes.BOOLEAN, false),
      route: required(DataTypes.TEXT),
      state: required(DataTypes.TEXT),
      reason: DataTypes.TEXT,
      counts: withDefault(DataTypes.JSONB, {}),
      sentAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Digest', tableName: 'digests' },
  )
