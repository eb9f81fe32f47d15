import { DataTypes, type Model, type ModelAttributeColumnOptions } from 'sequelize'
import { v7 as uuidv7 } from 'uuid'

/** Ids are made here and not by the database: known before the insert, ordered by time, safe to distribute. */
export const id = () => ({ type: DataTypes.UUID, primaryKey: true, defaultValue: () => uuidv7() })

/** The tenant is part of every key, which is what lets the schema be distributed by it. */
export const tenantId = () => ({ type: DataTypes.UUID, primaryKey: true, allowNull: false })

/** `bigint` and `numeric` arrive as strings; these columns hold what a JavaScript number holds exactly enough. */
export const asNumber = (
  name: string,
  column: ModelAttributeColumnOptions,
): ModelAttributeColumnOptions & { get(this: Model): unknown } => ({
  ...column,
  get() {
    const value = this.getDataValue(name) as unknown
    return value === null || value === undefined ? value : Number(value)
  },
})

export const required = (type: ModelAttributeColumnOptions['type']) => ({ type, allowNull: false })

export const withDefault = <T>(type: ModelAttributeColumnOptions['type'], defaultValue: T) => ({
  type,
  allowNull: false,
  defaultValue,
})
