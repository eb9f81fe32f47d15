import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { required, tenantId } from './columns.ts'

export class ConversationPlace extends Model<
  InferAttributes<ConversationPlace>,
  InferCreationAttributes<ConversationPlace>
> {
  declare tenantId: string
  declare platform: string
  declare place: string
  declare assistantId: string
  declare conversationId: string
  declare usedAt: CreationOptional<Date>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

const keyPart = (type: typeof DataTypes.TEXT | typeof DataTypes.UUID) => ({
  type,
  primaryKey: true,
  allowNull: false,
})

export const defineConversationPlace = (sequelize: Sequelize): typeof ConversationPlace =>
  class extends ConversationPlace {}.init(
    {
      tenantId: tenantId(),
      platform: keyPart(DataTypes.TEXT),
      place: keyPart(DataTypes.TEXT),
      assistantId: keyPart(DataTypes.UUID),
      conversationId: required(DataTypes.UUID),
      usedAt: { type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ConversationPlace', tableName: 'conversation_places' },
  )
