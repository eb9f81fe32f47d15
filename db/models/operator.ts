import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, withDefault } from './columns.ts'

export class Operator extends Model<InferAttributes<Operator>, InferCreationAttributes<Operator>> {
  declare id: CreationOptional<string>
  declare email: string
  declare userName: CreationOptional<string | null>
  declare fullName: string
  declare passwordHash: CreationOptional<string | null>
  declare isActive: CreationOptional<boolean>
  declare tokenVersion: CreationOptional<number>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineOperator = (sequelize: Sequelize): typeof Operator =>
  class extends Operator {}.init(
    {
      id: id(),
      email: required(DataTypes.TEXT),
      userName: DataTypes.TEXT,
      fullName: required(DataTypes.TEXT),
      passwordHash: DataTypes.TEXT,
      isActive: withDefault(DataTypes.BOOLEAN, true),
      tokenVersion: withDefault(DataTypes.INTEGER, 1),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Operator', tableName: 'operators' },
  )
