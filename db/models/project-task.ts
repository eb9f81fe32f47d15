import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** A work item of a project. `Task` is long work of the machine. */
export class ProjectTask extends Model<InferAttributes<ProjectTask>, InferCreationAttributes<ProjectTask>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare projectId: string
  declare stepId: CreationOptional<string | null>
  declare name: string
  declare description: CreationOptional<string>
  declare status: CreationOptional<'pending' | 'in_progress' | 'done' | 'cancelled'>
  declare priority: CreationOptional<'low' | 'normal' | 'high' | 'critical'>
  declare dueOn: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineProjectTask = (sequelize: Sequelize): typeof ProjectTask =>
  class extends ProjectTask {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      projectId: required(DataTypes.UUID),
      stepId: DataTypes.UUID,
      name: required(DataTypes.TEXT),
      description: withDefault(DataTypes.TEXT, ''),
      status: withDefault(DataTypes.TEXT, 'pending'),
      priority: withDefault(DataTypes.TEXT, 'normal'),
      dueOn: DataTypes.DATEONLY,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ProjectTask', tableName: 'project_tasks' },
  )

const keyPart = () => ({ type: DataTypes.UUID, primaryKey: true, allowNull: false })

export class TaskAssignee extends Model<
  InferAttributes<TaskAssignee>,
  InferCreationAttributes<TaskAssignee>
> {
  declare tenantId: string
  declare taskId: string
  declare personId: string
  declare createdAt: CreationOptional<Date>
}

export const defineTaskAssignee = (sequelize: Sequelize): typeof TaskAssignee =>
  class extends TaskAssignee {}.init(
    { tenantId: tenantId(), taskId: keyPart(), personId: keyPart(), createdAt: DataTypes.DATE },
    { sequelize, modelName: 'TaskAssignee', tableName: 'task_assignees', updatedAt: false },
  )

/** The other task is to be finished before. Both are of one project, and there is no way round in a circle. */
export class TaskDependency extends Model<
  InferAttributes<TaskDependency>,
  InferCreationAttributes<TaskDependency>
> {
  declare tenantId: string
  declare taskId: string
  declare dependsOnId: string
  declare createdAt: CreationOptional<Date>
}

export const defineTaskDependency = (sequelize: Sequelize): typeof TaskDependency =>
  class extends TaskDependency {}.init(
    { tenantId: tenantId(), taskId: keyPart(), dependsOnId: keyPart(), createdAt: DataTypes.DATE },
    { sequelize, modelName: 'TaskDependency', tableName: 'task_dependencies', updatedAt: false },
  )
