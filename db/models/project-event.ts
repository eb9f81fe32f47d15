import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

export type ProjectSurface = 'slack' | 'discord' | 'api' | 'web' | 'job'
export type SubjectKind = 'project' | 'phase' | 'step' | 'task' | 'member' | 'permission' | 'channel'
/** What each field held before and holds since, under the names that the API gives them; days as `yyyy-mm-dd`. */
export type FieldChanges = Record<string, [before: unknown, after: unknown]>

/** Something that happened in a project. Only ever added; the app role may change nothing but `undoneBy`. */
export class ProjectEvent extends Model<
  InferAttributes<ProjectEvent>,
  InferCreationAttributes<ProjectEvent>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  /** Refers to nothing: the project may be gone. */
  declare projectId: string
  declare subjectKind: SubjectKind
  /** An id; of a phase its code, of members and permissions the person's id. */
  declare subjectId: string
  /** What it was called then. */
  declare subjectName: string
  /** `step.status_changed`: the type of notice where there is one. */
  declare action: string
  declare changes: CreationOptional<FieldChanges>
  declare actorKind: string
  declare actorId: string
  /** As people knew them then. */
  declare actorLabel: CreationOptional<string | null>
  declare surface: ProjectSurface
  /** The event that this one followed from by itself. */
  declare causedBy: CreationOptional<string | null>
  declare undoes: CreationOptional<string | null>
  declare undoneBy: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
}

export const defineProjectEvent = (sequelize: Sequelize): typeof ProjectEvent =>
  class extends ProjectEvent {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      projectId: required(DataTypes.UUID),
      subjectKind: required(DataTypes.TEXT),
      subjectId: required(DataTypes.TEXT),
      subjectName: required(DataTypes.TEXT),
      action: required(DataTypes.TEXT),
      changes: withDefault(DataTypes.JSONB, {}),
      actorKind: required(DataTypes.TEXT),
      actorId: required(DataTypes.TEXT),
      actorLabel: DataTypes.TEXT,
      surface: required(DataTypes.TEXT),
      causedBy: DataTypes.UUID,
      undoes: DataTypes.UUID,
      undoneBy: DataTypes.UUID,
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ProjectEvent', tableName: 'project_events', updatedAt: false },
  )
