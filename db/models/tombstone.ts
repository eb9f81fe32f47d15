import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, withDefault } from './columns.ts'

/** Who was erased. A restored backup is held against these. */
export class Tombstone extends Model<InferAttributes<Tombstone>, InferCreationAttributes<Tombstone>> {
  declare id: CreationOptional<string>
  /** `account`: somebody on a chat platform who was linked to no person. */
  declare kind: 'person' | 'account' | 'tenant'
  declare tenantId: string
  declare personId: CreationOptional<string | null>
  /** SHA-256 of `<tenant> <platform>:<workspace>:<user>`. */
  declare accountHashes: CreationOptional<string[]>
  declare createdAt: CreationOptional<Date>
}

export const defineTombstone = (sequelize: Sequelize): typeof Tombstone =>
  class extends Tombstone {}.init(
    {
      id: id(),
      kind: required(DataTypes.TEXT),
      tenantId: required(DataTypes.UUID),
      personId: DataTypes.UUID,
      accountHashes: withDefault(DataTypes.JSONB, []),
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Tombstone', tableName: 'tombstones', updatedAt: false },
  )
