import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId } from './columns.ts'

/** A chat channel where a project is told of; each may have several of the other. */
export class ProjectChannel extends Model<
  InferAttributes<ProjectChannel>,
  InferCreationAttributes<ProjectChannel>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare projectId: string
  /** The row of the workspace or guild; it refers to nothing, which may be unbound at any time. */
  declare workspaceId: string
  /** As the platform knows it. */
  declare channelId: string
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineProjectChannel = (sequelize: Sequelize): typeof ProjectChannel =>
  class extends ProjectChannel {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      projectId: required(DataTypes.UUID),
      workspaceId: required(DataTypes.UUID),
      channelId: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ProjectChannel', tableName: 'project_channels' },
  )
