import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, id, required, tenantId, withDefault } from './columns.ts'

/** Days are `yyyy-mm-dd`, in the calendar of the tenant's time zone. */
export class Project extends Model<InferAttributes<Project>, InferCreationAttributes<Project>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare name: string
  /** The name without case and accents: what a search looks in. */
  declare nameKey: string
  declare description: CreationOptional<string>
  declare status: CreationOptional<'pending' | 'in_progress' | 'done' | 'rejected'>
  declare priority: CreationOptional<'high' | 'medium' | 'intermediate' | 'low'>
  /** Off: hidden from lists unless asked for, and nobody is told anything. */
  declare isActive: CreationOptional<boolean>
  declare ownerId: CreationOptional<string | null>
  declare startOn: CreationOptional<string | null>
  declare endOn: CreationOptional<string | null>
  /** The end that was planned when it began; never changes once it is known. */
  declare baselineEndOn: CreationOptional<string | null>
  /** Percent, two decimals: the mean of the phases that are not ignored. */
  declare progress: CreationOptional<number>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineProject = (sequelize: Sequelize): typeof Project =>
  class extends Project {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      name: required(DataTypes.TEXT),
      nameKey: required(DataTypes.TEXT),
      description: withDefault(DataTypes.TEXT, ''),
      status: withDefault(DataTypes.TEXT, 'pending'),
      priority: withDefault(DataTypes.TEXT, 'medium'),
      isActive: withDefault(DataTypes.BOOLEAN, true),
      ownerId: DataTypes.UUID,
      startOn: DataTypes.DATEONLY,
      endOn: DataTypes.DATEONLY,
      baselineEndOn: DataTypes.DATEONLY,
      progress: asNumber('progress', withDefault(DataTypes.DECIMAL(5, 2), 0)),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Project', tableName: 'projects' },
  )
