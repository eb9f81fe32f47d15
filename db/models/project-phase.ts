import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { required, tenantId, withDefault } from './columns.ts'

/** One of the six phases of a project, with the sums of its steps that count: all but the cancelled ones. */
export class ProjectPhase extends Model<
  InferAttributes<ProjectPhase>,
  InferCreationAttributes<ProjectPhase>
> {
  declare tenantId: string
  declare projectId: string
  declare code: 'needs' | 'feasibility' | 'design' | 'development' | 'launch' | 'retirement'
  /** 1 to 6. */
  declare position: number
  declare status: CreationOptional<'pending' | 'in_progress' | 'done' | 'ignored'>
  /** Done although not every step is: it stays so until one is reopened. */
  declare isClosedByHand: CreationOptional<boolean>
  declare startOn: CreationOptional<string | null>
  declare endOn: CreationOptional<string | null>
  /** The end that was planned when the phase first started; never changes once it is known. */
  declare baselineEndOn: CreationOptional<string | null>
  declare startedAt: CreationOptional<Date | null>
  /** Percent points of the counted steps, added up. */
  declare progressSum: CreationOptional<number>
  declare counted: CreationOptional<number>
  declare done: CreationOptional<number>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineProjectPhase = (sequelize: Sequelize): typeof ProjectPhase =>
  class extends ProjectPhase {}.init(
    {
      tenantId: tenantId(),
      projectId: { type: DataTypes.UUID, primaryKey: true, allowNull: false },
      code: { type: DataTypes.TEXT, primaryKey: true, allowNull: false },
      position: required(DataTypes.INTEGER),
      status: withDefault(DataTypes.TEXT, 'pending'),
      isClosedByHand: withDefault(DataTypes.BOOLEAN, false),
      startOn: DataTypes.DATEONLY,
      endOn: DataTypes.DATEONLY,
      baselineEndOn: DataTypes.DATEONLY,
      startedAt: DataTypes.DATE,
      progressSum: withDefault(DataTypes.INTEGER, 0),
      counted: withDefault(DataTypes.INTEGER, 0),
      done: withDefault(DataTypes.INTEGER, 0),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ProjectPhase', tableName: 'project_phases' },
  )
