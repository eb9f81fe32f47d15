import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, id, required, withDefault } from './columns.ts'

export type TaskState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** Long work that somebody waits for. */
export class Task extends Model<InferAttributes<Task>, InferCreationAttributes<Task>> {
  declare id: CreationOptional<string>
  /** Refers to nothing: the tenant may be gone. */
  declare tenantId: CreationOptional<string | null>
  declare clientId: CreationOptional<string | null>
  declare kind: string
  /** Of one kind, one task with this key is open at a time. */
  declare onceKey: CreationOptional<string | null>
  declare state: CreationOptional<TaskState>
  /** 0 to 1. */
  declare progress: CreationOptional<number>
  declare step: CreationOptional<string | null>
  declare finishedSteps: CreationOptional<string[]>
  /** False once a step has begun behind which there is no way back. */
  declare isCancellable: CreationOptional<boolean>
  /** Ids only. */
  declare input: CreationOptional<Record<string, unknown>>
  declare resultName: CreationOptional<string | null>
  declare resultType: CreationOptional<string | null>
  declare resultBytes: CreationOptional<number | null>
  /** Who may take the result besides whoever asked for it. */
  declare resultPermission: string
  /** Of the key that opens the result without a sign-in, where one was given out. */
  declare resultKeyHash: CreationOptional<string | null>
  declare errorCode: CreationOptional<string | null>
  declare requestedKind: string
  declare requestedBy: string
  declare requestId: CreationOptional<string | null>
  declare startedAt: CreationOptional<Date | null>
  declare finishedAt: CreationOptional<Date | null>
  /** When the result goes. */
  declare expiresAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineTask = (sequelize: Sequelize): typeof Task =>
  class extends Task {}.init(
    {
      id: id(),
      tenantId: DataTypes.UUID,
      clientId: DataTypes.TEXT,
      kind: required(DataTypes.TEXT),
      onceKey: DataTypes.TEXT,
      state: withDefault(DataTypes.TEXT, 'queued'),
      progress: withDefault(DataTypes.REAL, 0),
      step: DataTypes.TEXT,
      finishedSteps: withDefault(DataTypes.JSONB, []),
      isCancellable: withDefault(DataTypes.BOOLEAN, true),
      input: withDefault(DataTypes.JSONB, {}),
      resultName: DataTypes.TEXT,
      resultType: DataTypes.TEXT,
      resultBytes: asNumber('resultBytes', { type: DataTypes.BIGINT }),
      resultPermission: required(DataTypes.TEXT),
      resultKeyHash: DataTypes.TEXT,
      errorCode: DataTypes.TEXT,
      requestedKind: required(DataTypes.TEXT),
      requestedBy: required(DataTypes.TEXT),
      requestId: DataTypes.TEXT,
      startedAt: DataTypes.DATE,
      finishedAt: DataTypes.DATE,
      expiresAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Task', tableName: 'tasks' },
  )
