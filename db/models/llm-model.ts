import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, required, tenantId, withDefault } from './columns.ts'

export class LlmModel extends Model<InferAttributes<LlmModel>, InferCreationAttributes<LlmModel>> {
  declare tenantId: string
  declare name: string
  declare provider: 'openai' | 'anthropic' | 'deepseek' | 'ollama' | 'compatible'
  declare model: string
  declare apiKeyEnv: CreationOptional<string | null>
  declare apiUrl: CreationOptional<string | null>
  declare maxTokens: number
  declare temperature: CreationOptional<number | null>
  declare isFallback: CreationOptional<boolean>
  declare costPer1kInput: CreationOptional<number | null>
  declare costPer1kOutput: CreationOptional<number | null>
  declare isActive: CreationOptional<boolean>
  /** `2027-01-14`: the provider ends it. */
  declare shutdownOn: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

const cost = (name: string, field: string) => asNumber(name, { type: DataTypes.DECIMAL(12, 9), field })

export const defineLlmModel = (sequelize: Sequelize): typeof LlmModel =>
  class extends LlmModel {}.init(
    {
      tenantId: tenantId(),
      name: { type: DataTypes.TEXT, primaryKey: true },
      provider: required(DataTypes.TEXT),
      model: required(DataTypes.TEXT),
      apiKeyEnv: DataTypes.TEXT,
      apiUrl: DataTypes.TEXT,
      maxTokens: required(DataTypes.INTEGER),
      temperature: asNumber('temperature', { type: DataTypes.DECIMAL(3, 2) }),
      isFallback: withDefault(DataTypes.BOOLEAN, false),
      costPer1kInput: cost('costPer1kInput', 'cost_per_1k_input'),
      costPer1kOutput: cost('costPer1kOutput', 'cost_per_1k_output'),
      isActive: withDefault(DataTypes.BOOLEAN, true),
      shutdownOn: DataTypes.DATEONLY,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'LlmModel', tableName: 'llm_models' },
  )
