import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { tenantId } from './columns.ts'
import type { ChatPlatform } from './workspace.ts'

/** What somebody on a chat platform set for themselves who is linked to no person, and what they have open there. */
export class MemberPreference extends Model<
  InferAttributes<MemberPreference>,
  InferCreationAttributes<MemberPreference>
> {
  declare tenantId: string
  declare platform: ChatPlatform
  declare workspace: string
  declare platformUserId: string
  declare locale: CreationOptional<'fr' | 'en' | null>
  /** What they have open beside their conversation with the bot. */
  declare viewedChannel: CreationOptional<string | null>
  declare viewedAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

const keyColumn = () => ({ type: DataTypes.TEXT, primaryKey: true, allowNull: false })

export const defineMemberPreference = (sequelize: Sequelize): typeof MemberPreference =>
  class extends MemberPreference {}.init(
    {
      tenantId: tenantId(),
      platform: keyColumn(),
      workspace: keyColumn(),
      platformUserId: keyColumn(),
      locale: DataTypes.TEXT,
      viewedChannel: DataTypes.TEXT,
      viewedAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'MemberPreference', tableName: 'member_preferences' },
  )
