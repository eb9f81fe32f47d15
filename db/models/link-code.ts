import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId } from './columns.ts'
import type { ChatPlatform } from './workspace.ts'

/** Links a person to an account on a chat platform, once. It is of the person, or of the account. */
export class LinkCode extends Model<InferAttributes<LinkCode>, InferCreationAttributes<LinkCode>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare codeHash: string
  declare personId: CreationOptional<string | null>
  declare platform: CreationOptional<ChatPlatform | null>
  declare workspace: CreationOptional<string | null>
  declare platformUserId: CreationOptional<string | null>
  declare expiresAt: Date
  declare usedAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineLinkCode = (sequelize: Sequelize): typeof LinkCode =>
  class extends LinkCode {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      codeHash: required(DataTypes.TEXT),
      personId: DataTypes.UUID,
      platform: DataTypes.TEXT,
      workspace: DataTypes.TEXT,
      platformUserId: DataTypes.TEXT,
      expiresAt: required(DataTypes.DATE),
      usedAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'LinkCode', tableName: 'link_codes' },
  )
