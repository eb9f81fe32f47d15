import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { required } from './columns.ts'

export class Setting extends Model<InferAttributes<Setting>, InferCreationAttributes<Setting>> {
  declare key: string
  declare value: unknown
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineSetting = (sequelize: Sequelize): typeof Setting =>
  class extends Setting {}.init(
    {
      key: { type: DataTypes.TEXT, primaryKey: true },
      value: required(DataTypes.JSONB),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Setting', tableName: 'settings' },
  )

/** One fire of a schedule, whichever replica ran it. */
export class ScheduleRun extends Model<InferAttributes<ScheduleRun>, InferCreationAttributes<ScheduleRun>> {
  declare key: string
  declare createdAt: CreationOptional<Date>
}

export const defineScheduleRun = (sequelize: Sequelize): typeof ScheduleRun =>
  class extends ScheduleRun {}.init(
    {
      key: { type: DataTypes.TEXT, primaryKey: true },
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ScheduleRun', tableName: 'schedule_runs', updatedAt: false },
  )
