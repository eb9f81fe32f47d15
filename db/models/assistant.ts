import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, id, required, tenantId, withDefault } from './columns.ts'

export type CreationState = 'file_validation' | 'index' | 'assistant' | 'completed' | 'failed'

export class Assistant extends Model<InferAttributes<Assistant>, InferCreationAttributes<Assistant>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare name: string
  declare theme: string
  declare datasetId: CreationOptional<string | null>
  declare indexName: CreationOptional<string | null>
  declare welcomeMessage: CreationOptional<string | null>
  declare customInstructions: CreationOptional<string | null>
  declare locale: CreationOptional<'fr' | 'en'>
  declare isActive: CreationOptional<boolean>
  declare isPublic: CreationOptional<boolean>
  declare defaultLlm: CreationOptional<string | null>
  declare fallbackLlm: CreationOptional<string | null>
  declare temperature: CreationOptional<number | null>
  declare look: CreationOptional<Record<string, unknown>>
  declare createdBy: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineAssistant = (sequelize: Sequelize): typeof Assistant =>
  class extends Assistant {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      name: required(DataTypes.TEXT),
      theme: required(DataTypes.TEXT),
      datasetId: DataTypes.UUID,
      indexName: DataTypes.TEXT,
      welcomeMessage: DataTypes.TEXT,
      customInstructions: DataTypes.TEXT,
      locale: withDefault(DataTypes.TEXT, 'fr'),
      isActive: withDefault(DataTypes.BOOLEAN, true),
      isPublic: withDefault(DataTypes.BOOLEAN, false),
      defaultLlm: DataTypes.TEXT,
      fallbackLlm: DataTypes.TEXT,
      temperature: asNumber('temperature', { type: DataTypes.DECIMAL(3, 2) }),
      look: withDefault(DataTypes.JSONB, {}),
      createdBy: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Assistant', tableName: 'assistants' },
  )

/** How far the making of an assistant has come; the id is the future assistant's. */
export class AssistantCreation extends Model<
  InferAttributes<AssistantCreation>,
  InferCreationAttributes<AssistantCreation>
> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare name: string
  declare theme: string
  declare fileName: CreationOptional<string | null>
  declare datasetId: CreationOptional<string | null>
  declare state: CreationState
  declare failedStep: CreationOptional<string | null>
  declare errorCode: CreationOptional<string | null>
  declare errorDetails: CreationOptional<Record<string, unknown> | null>
  declare request: CreationOptional<Record<string, unknown>>
  declare createdBy: CreationOptional<string | null>
  declare stateTimes: CreationOptional<Record<string, string>>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineAssistantCreation = (sequelize: Sequelize): typeof AssistantCreation =>
  class extends AssistantCreation {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      name: required(DataTypes.TEXT),
      theme: required(DataTypes.TEXT),
      fileName: DataTypes.TEXT,
      datasetId: DataTypes.UUID,
      state: required(DataTypes.TEXT),
      failedStep: DataTypes.TEXT,
      errorCode: DataTypes.TEXT,
      errorDetails: DataTypes.JSONB,
      request: withDefault(DataTypes.JSONB, {}),
      createdBy: DataTypes.UUID,
      stateTimes: withDefault(DataTypes.JSONB, {}),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'AssistantCreation', tableName: 'assistant_creations' },
  )
