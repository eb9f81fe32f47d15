import type { Model } from 'sequelize'

/** What a field held before and holds now; of one that may not be told only that it is another now. */
export type Change = { before: unknown; after: unknown } | { hidden: true }
export type Changes = Record<string, Change>

/** The fields of a model that the trail tells about. */
export interface AuditedFields {
  /** With what they hold. Never what people wrote or who somebody is: the trail cannot be erased. */
  shown: readonly string[]
  /** Only that they changed. */
  hidden: readonly string[]
}

/** `max_tokens` is a number of other tokens. */
const secretName = /(?:passwords?|passphrase|token|secrets?|sealed|hash|api_?keys?|cookies?|authorization)$/i

/** A flag or a count tells no secret. */
const isHarmless = (value: unknown): boolean =>
  value === null || value === undefined || typeof value === 'boolean' || typeof value === 'number'

/**
 * Refuses a field whose name says that it holds a secret, at whatever depth: better no act than a key in a trail that
 * nobody can take it out of again.
 */
export const refuseSecrets = (value: unknown, path = ''): void => {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (secretName.test(name) && !isHarmless(inner))
      throw new TypeError(`the audit trail takes no field named ${path}${name}`)
    refuseSecrets(inner, `${path}${name}.`)
  }
}

/** @throws TypeError for a field whose name says that it holds a secret: not even `hidden` ones are told of */
export const auditedFields = (fields: {
  shown?: readonly string[]
  hidden?: readonly string[]
}): AuditedFields => {
  const { shown = [], hidden = [] } = fields
  const secret = [...shown, ...hidden].find((name) => secretName.test(name))
  if (secret) throw new TypeError(`the audit trail takes no field named ${secret}`)
  return { shown, hidden }
}

/** What the fields of a row hold now; null = there is no row. */
export type Held = Record<string, unknown> | null

/** To be taken before a row is changed. `get` gives what the row holds at the moment, so a later change is none here. */
export const heldBy = (row: Model | null, { shown, hidden }: AuditedFields): Held =>
  row && Object.fromEntries([...shown, ...hidden].map((name) => [name, structuredClone(row.get(name))]))

const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * What is another now, field by field, under the names that the API gives them.
 * @param before from `heldBy` @param row null = deleted
 */
export const changesOf = (before: Held, row: Model | null, fields: AuditedFields): Changes => {
  const after = heldBy(row, fields)
  const changes: Changes = {}
  for (const name of [...fields.shown, ...fields.hidden]) {
    const [was, is] = [plain(before?.[name]), plain(after?.[name])]
    if (isSame(was, is)) continue
    changes[snake(name)] = fields.hidden.includes(name) ? { hidden: true } : { before: was, after: is }
  }
  return changes
}
