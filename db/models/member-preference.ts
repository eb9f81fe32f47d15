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

/** What somebody on a chat platform set for themselves who is linked to no person. */
export class MemberPreference extends Model<
  InferAttributes<MemberPreference>,
  InferCreationAttributes<MemberPreference>
> {
  declare tenantId: string
  declare platform: ChatPlatform
  declare workspace: string
  declare platformUserId: string
  declare locale: CreationOptional<'fr' | 'en' | null>
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
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'MemberPreference', tableName: 'member_preferences' },
  )
