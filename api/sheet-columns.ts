import { z } from 'zod'

/** A column of a sheet; its key is the name of the field, of a nested one with a dot. */
export interface SheetColumn {
  key: string
  kind: 'text' | 'number' | 'date'
  path: readonly string[]
}

/** Without what only says that a value may be missing or is made of another. */
const bare = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return bare(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodPipe ? bare(schema.out as z.ZodType) : schema
}

const kindOf = (schema: z.ZodType): SheetColumn['kind'] => {
  if (schema instanceof z.ZodNumber) return 'number'
  return schema instanceof z.ZodISODateTime ? 'date' : 'text'
}

/** The fields of an object, or those of all forms that it may have; null of what has none. */
const fieldsOf = (given: z.ZodType): [string, z.ZodType][] | null => {
  const schema = bare(given)
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.ZodType>)
  if (!(schema instanceof z.ZodUnion)) return null
  const forms = schema.options.map((option) => fieldsOf(option as z.ZodType))
  return forms.includes(null) ? null : [...new Map(forms.flatMap((fields) => fields ?? []))]
}

/** The columns of a list of such items: objects inside are flattened one level, what lies deeper is JSON. */
export const columnsOf = (item: z.ZodType): SheetColumn[] => {
  const fields = fieldsOf(item)
  if (fields === null) return [{ key: 'value', kind: kindOf(bare(item)), path: [] }]
  return fields.flatMap(([name, field]) => {
    const inner = fieldsOf(field)
    if (inner === null) return { key: name, kind: kindOf(bare(field)), path: [name] }
    return inner.map(([key, deeper]) => ({
      key: `${name}.${key}`,
      kind: kindOf(bare(deeper)),
      path: [name, key],
    }))
  })
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/** What stands in the cell: null where there is nothing, a text for everything that is no number and no time. */
export const cellOf = (item: unknown, { path, kind }: SheetColumn): string | number | Date | null => {
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | null | undefined)?.[key],
    item,
  )
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  if (kind === 'date') return new Date(value as string)
  if (Array.isArray(value) && value.every(isScalar)) return value.join(', ')
  return isScalar(value) ? String(value) : JSON.stringify(value)
}
