import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { asNumber, id, required, tenantId, withDefault } from './columns.ts'

export class Dataset extends Model<InferAttributes<Dataset>, InferCreationAttributes<Dataset>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare name: string
  declare fileName: string
  declare fileType: string
  declare fileBytes: number
  declare fileSha256: string
  /** All that it takes: the kept file, the encoded table, what was found in it. */
  declare storedBytes: CreationOptional<number>
  declare state: 'ready' | 'needs_mapping'
  declare mapping: CreationOptional<Record<string, unknown> | null>
  declare preview: Record<string, unknown>
  declare checkReport: CreationOptional<Record<string, unknown> | null>
  declare locale: CreationOptional<string>
  declare createdBy: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineDataset = (sequelize: Sequelize): typeof Dataset =>
  class extends Dataset {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      name: required(DataTypes.TEXT),
      fileName: required(DataTypes.TEXT),
      fileType: required(DataTypes.TEXT),
      fileBytes: asNumber('fileBytes', { type: DataTypes.BIGINT, allowNull: false }),
      fileSha256: required(DataTypes.TEXT),
      storedBytes: asNumber('storedBytes', withDefault(DataTypes.BIGINT, 0)),
      state: required(DataTypes.TEXT),
      mapping: DataTypes.JSONB,
      preview: required(DataTypes.JSONB),
      checkReport: DataTypes.JSONB,
      locale: withDefault(DataTypes.TEXT, 'fr'),
      createdBy: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Dataset', tableName: 'datasets' },
  )

/** A piece, at most 1 MiB, of a dataset's encoded table. */
export class DatasetTable extends Model<
  InferAttributes<DatasetTable>,
  InferCreationAttributes<DatasetTable>
> {
  declare tenantId: string
  declare datasetId: string
  declare position: number
  declare bytes: Buffer
}

export const defineDatasetTable = (sequelize: Sequelize): typeof DatasetTable =>
  class extends DatasetTable {}.init(
    {
      tenantId: tenantId(),
      datasetId: { type: DataTypes.UUID, primaryKey: true },
      position: { type: DataTypes.INTEGER, primaryKey: true },
      bytes: required(DataTypes.BLOB),
    },
    { sequelize, modelName: 'DatasetTable', tableName: 'dataset_tables', timestamps: false },
  )
