import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required } from './columns.ts'

/** A link that opens what came of a task for one person, once. */
export class ResultLink extends Model<InferAttributes<ResultLink>, InferCreationAttributes<ResultLink>> {
  declare id: CreationOptional<string>
  declare taskId: string
  declare tenantId: string
  declare personId: string
  declare tokenHash: string
  declare expiresAt: Date
  /** Used, or replaced by a newer one. */
  declare endedAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
}

export const defineResultLink = (sequelize: Sequelize): typeof ResultLink =>
  class extends ResultLink {}.init(
    {
      id: id(),
      taskId: required(DataTypes.UUID),
      tenantId: required(DataTypes.UUID),
      personId: required(DataTypes.UUID),
      tokenHash: required(DataTypes.TEXT),
      expiresAt: required(DataTypes.DATE),
      endedAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ResultLink', tableName: 'result_links', updatedAt: false },
  )
