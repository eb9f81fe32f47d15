import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { required } from './columns.ts'

export class IdempotencyKey extends Model<
  InferAttributes<IdempotencyKey>,
  InferCreationAttributes<IdempotencyKey>
> {
  declare scope: string
  declare key: string
  declare method: string
  declare path: string
  declare bodyHash: string
  declare state: 'running' | 'done'
  declare status: CreationOptional<number | null>
  declare response: CreationOptional<unknown | null>
  declare expiresAt: Date
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineIdempotencyKey = (sequelize: Sequelize): typeof IdempotencyKey =>
  class extends IdempotencyKey {}.init(
    {
      scope: { type: DataTypes.TEXT, primaryKey: true },
      key: { type: DataTypes.TEXT, primaryKey: true },
      method: required(DataTypes.TEXT),
      path: required(DataTypes.TEXT),
      bodyHash: required(DataTypes.TEXT),
      state: required(DataTypes.TEXT),
      status: DataTypes.INTEGER,
      response: DataTypes.JSONB,
      expiresAt: required(DataTypes.DATE),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'IdempotencyKey', tableName: 'idempotency_keys' },
  )
