import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

export const scheduleKinds = ['digest.daily', 'digest.weekly', 'reminders', 'retention', 'quotas'] as const
export type ScheduleKind = (typeof scheduleKinds)[number]

/** Something that is done for a tenant again and again. */
export class Schedule extends Model<InferAttributes<Schedule>, InferCreationAttributes<Schedule>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare kind: ScheduleKind
  declare minuteOfDay: number
  /** 1 = Monday; null = every day. */
  declare weekday: CreationOptional<number | null>
  declare isPaused: CreationOptional<boolean>
  /** Sends also what is empty. */
  declare isForced: CreationOptional<boolean>
  /** Who set it last, and is told when it fails; null = the admins. */
  declare ownerId: CreationOptional<string | null>
  /** Windows before are none of it: it was set, or paused, then. */
  declare countsFrom: Date
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineSchedule = (sequelize: Sequelize): typeof Schedule =>
  class extends Schedule {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      kind: required(DataTypes.TEXT),
      minuteOfDay: required(DataTypes.INTEGER),
      weekday: DataTypes.INTEGER,
      isPaused: withDefault(DataTypes.BOOLEAN, false),
      isForced: withDefault(DataTypes.BOOLEAN, false),
      ownerId: DataTypes.UUID,
      countsFrom: required(DataTypes.DATE),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Schedule', tableName: 'schedules' },
  )

/** One time that a schedule came. */
export class ScheduleWindow extends Model<
  InferAttributes<ScheduleWindow>,
  InferCreationAttributes<ScheduleWindow>
> {
  declare tenantId: string
  declare scheduleId: string
  declare slot: string
  /** The day on the wall, or the id of a run that somebody asked for. */
  declare period: string
  declare coversFrom: Date
  /** When it came, or was to come. */
  declare coversTo: Date
  declare state: 'running' | 'done' | 'failed' | 'missed'
  declare isLate: CreationOptional<boolean>
  declare batches: CreationOptional<number>
  declare finishedBatches: CreationOptional<number[]>
  declare errorCode: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

const keyColumn = (type: typeof DataTypes.UUID | typeof DataTypes.TEXT) => ({
  type,
  primaryKey: true,
  allowNull: false,
})

export const defineScheduleWindow = (sequelize: Sequelize): typeof ScheduleWindow =>
  class extends ScheduleWindow {}.init(
    {
      tenantId: tenantId(),
      scheduleId: keyColumn(DataTypes.UUID),
      slot: keyColumn(DataTypes.TEXT),
      period: keyColumn(DataTypes.TEXT),
      coversFrom: required(DataTypes.DATE),
      coversTo: required(DataTypes.DATE),
      state: required(DataTypes.TEXT),
      isLate: withDefault(DataTypes.BOOLEAN, false),
      batches: withDefault(DataTypes.INTEGER, 0),
      finishedBatches: withDefault(DataTypes.JSONB, []),
      errorCode: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ScheduleWindow', tableName: 'schedule_windows' },
  )
