import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** A part of a phase: what progress is counted by. */
export class ProjectStep extends Model<InferAttributes<ProjectStep>, InferCreationAttributes<ProjectStep>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare projectId: string
  /** Its code. */
  declare phase: 'needs' | 'feasibility' | 'design' | 'development' | 'launch' | 'retirement'
  declare name: string
  declare description: CreationOptional<string>
  declare status: CreationOptional<'pending' | 'in_progress' | 'done' | 'cancelled'>
  declare priority: CreationOptional<'low' | 'normal' | 'high' | 'critical'>
  /** As people typed it, percent. A done step is at 100 whatever stands here, and is back here when it is reopened. */
  declare progress: CreationOptional<number>
  declare ownerId: CreationOptional<string | null>
  declare startOn: CreationOptional<string | null>
  declare endOn: CreationOptional<string | null>
  /** The end that was planned when its phase first started; never changes once it is known. */
  declare baselineEndOn: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineProjectStep = (sequelize: Sequelize): typeof ProjectStep =>
  class extends ProjectStep {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      projectId: required(DataTypes.UUID),
      phase: required(DataTypes.TEXT),
      name: required(DataTypes.TEXT),
      description: withDefault(DataTypes.TEXT, ''),
      status: withDefault(DataTypes.TEXT, 'pending'),
      priority: withDefault(DataTypes.TEXT, 'normal'),
      progress: withDefault(DataTypes.INTEGER, 0),
      ownerId: DataTypes.UUID,
      startOn: DataTypes.DATEONLY,
      endOn: DataTypes.DATEONLY,
      baselineEndOn: DataTypes.DATEONLY,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ProjectStep', tableName: 'project_steps' },
  )
