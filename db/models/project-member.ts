import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { tenantId } from './columns.ts'

const keyPart = (type: typeof DataTypes.TEXT | typeof DataTypes.UUID) => ({
  type,
  primaryKey: true,
  allowNull: false,
})

/** Somebody who takes part in a project. */
export class ProjectMember extends Model<
  InferAttributes<ProjectMember>,
  InferCreationAttributes<ProjectMember>
> {
  declare tenantId: string
  declare projectId: string
  declare personId: string
  /** What they do in it, in words. */
  declare role: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineProjectMember = (sequelize: Sequelize): typeof ProjectMember =>
  class extends ProjectMember {}.init(
    {
      tenantId: tenantId(),
      projectId: keyPart(DataTypes.UUID),
      personId: keyPart(DataTypes.UUID),
      role: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ProjectMember', tableName: 'project_members' },
  )

/** What a member may do in one project besides what their role allows in all. */
export class ProjectPermission extends Model<
  InferAttributes<ProjectPermission>,
  InferCreationAttributes<ProjectPermission>
> {
  declare tenantId: string
  declare projectId: string
  declare personId: string
  declare code: 'view' | 'edit' | 'delete' | 'approve'
  declare createdAt: CreationOptional<Date>
}

export const defineProjectPermission = (sequelize: Sequelize): typeof ProjectPermission =>
  class extends ProjectPermission {}.init(
    {
      tenantId: tenantId(),
      projectId: keyPart(DataTypes.UUID),
      personId: keyPart(DataTypes.UUID),
      code: keyPart(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ProjectPermission', tableName: 'project_permissions', updatedAt: false },
  )
