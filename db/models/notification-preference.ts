import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { tenantId, withDefault } from './columns.ts'

export type Frequency = 'immediate' | 'daily' | 'weekly'

/** How somebody wants to be told; without a row as the defaults say. */
export class NotificationPreference extends Model<
  InferAttributes<NotificationPreference>,
  InferCreationAttributes<NotificationPreference>
> {
  declare tenantId: string
  declare personId: string
  /** IANA name; null = the tenant's. */
  declare timeZone: CreationOptional<string | null>
  /** Reception hours, `HH:MM` of the person's day; null = always. From 22:00 to 06:00 is a night. */
  declare hoursFrom: CreationOptional<string | null>
  declare hoursTo: CreationOptional<string | null>
  declare frequency: CreationOptional<Frequency>
  declare isMailOn: CreationOptional<boolean>
  declare isChatOn: CreationOptional<boolean>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

const personId = () => ({ type: DataTypes.UUID, primaryKey: true, allowNull: false })

export const defineNotificationPreference = (sequelize: Sequelize): typeof NotificationPreference =>
  class extends NotificationPreference {}.init(
    {
      tenantId: tenantId(),
      personId: personId(),
      timeZone: DataTypes.TEXT,
      hoursFrom: DataTypes.TEXT,
      hoursTo: DataTypes.TEXT,
      frequency: withDefault(DataTypes.TEXT, 'immediate'),
      isMailOn: withDefault(DataTypes.BOOLEAN, true),
      isChatOn: withDefault(DataTypes.BOOLEAN, true),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'NotificationPreference', tableName: 'notification_preferences' },
  )

/** A type, a project, or a type in one project, of which somebody wants to hear nothing. */
export class NotificationMute extends Model<
  InferAttributes<NotificationMute>,
  InferCreationAttributes<NotificationMute>
> {
  declare tenantId: string
  declare personId: string
  /** '' = every type. */
  declare type: string
  /** The zero id = every project. */
  declare projectId: string
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineNotificationMute = (sequelize: Sequelize): typeof NotificationMute =>
  class extends NotificationMute {}.init(
    {
      tenantId: tenantId(),
      personId: personId(),
      type: { type: DataTypes.TEXT, primaryKey: true, allowNull: false },
      projectId: personId(),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'NotificationMute', tableName: 'notification_mutes' },
  )
