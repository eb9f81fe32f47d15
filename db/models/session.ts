import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, withDefault } from './columns.ts'

/** A refresh-token family of an operator (no tenant) or a person. */
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare id: CreationOptional<string>
  declare holderKind: 'operator' | 'person'
  declare tenantId: CreationOptional<string | null>
  declare holderId: string
  declare tokenHash: string
  declare previousHash: CreationOptional<string | null>
  declare familyId: string
  declare expiresAt: Date
  declare absoluteExpiresAt: Date
  declare revokedAt: CreationOptional<Date | null>
  declare userAgent: CreationOptional<string | null>
  /** The holder's when it began; another one ends it. */
  declare tokenVersion: CreationOptional<number>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineSession = (sequelize: Sequelize): typeof Session =>
  class extends Session {}.init(
    {
      id: id(),
      holderKind: required(DataTypes.TEXT),
      tenantId: DataTypes.UUID,
      holderId: required(DataTypes.UUID),
      tokenHash: required(DataTypes.TEXT),
      previousHash: DataTypes.TEXT,
      familyId: required(DataTypes.UUID),
      expiresAt: required(DataTypes.DATE),
      absoluteExpiresAt: required(DataTypes.DATE),
      revokedAt: DataTypes.DATE,
      userAgent: DataTypes.TEXT,
      tokenVersion: withDefault(DataTypes.INTEGER, 1),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Session', tableName: 'sessions' },
  )

/** An access token that was signed out before it expired. */
export class RevokedToken extends Model<
  InferAttributes<RevokedToken>,
  InferCreationAttributes<RevokedToken>
> {
  declare jti: string
  declare expiresAt: Date
}

export const defineRevokedToken = (sequelize: Sequelize): typeof RevokedToken =>
  class extends RevokedToken {}.init(
    {
      jti: { type: DataTypes.TEXT, primaryKey: true },
      expiresAt: required(DataTypes.DATE),
    },
    { sequelize, modelName: 'RevokedToken', tableName: 'revoked_tokens', timestamps: false },
  )
