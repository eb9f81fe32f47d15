import fc from 'fast-check'

type Json = Record<string, unknown>
type Schema = Json

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** What programs stumble over: as a value of any field. */
export const nastyText = fc.constantFrom(
  '', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202etxt.exe', '\u200b', 'аdmin', '../../etc/passwd', '%00', '%2e%2e%2f', "' or 1=1 --",
  '1; drop table tenants', '$1', '{{7*7}}', '<script>alert(1)</script>', '\r\nX-Injected: 1', '🧭'.repeat(200), 'x'.repeat(5_000),
  '-1', '1e999', 'NaN', '__proto__', 'constructor', 'null', '=1+2', 'é', 'e\u0301', '\ufeff', '\u2028', '9'.repeat(400),
) // biome-ignore format: one list, read at a glance
export const anyText = fc.oneof(
  nastyText,
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

const odd: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.constantFrom<unknown>(null, true, [], {}, -1, 0, 1.5, 2 ** 31, 2 ** 53, 1e308, '12', ['x'], { a: 1 }, [
    [[]],
  ]),
  fc.jsonValue({ maxDepth: 3 }),
)

export interface Ids {
  /** Ids that creates have returned, any of which a field may take. */
  known(): readonly string[]
}

const resolve = (schema: Schema, document: unknown): Schema => {
  if (typeof schema.$ref !== 'string') return schema
  const found = schema.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), document)
  return isObject(found) ? resolve(found, document) : {}
}

const texts = new Map<string, fc.Arbitrary<string>>()
/** Making one takes longer than drawing from it. */
const textsOf = (key: string, make: () => fc.Arbitrary<string>): fc.Arbitrary<string> => {
  const known = texts.get(key) ?? make()
  texts.set(key, known)
  return known
}

const textOf = (schema: Schema, ids: Ids): fc.Arbitrary<unknown> => {
  const known = ids.known()
  if (schema.format === 'uuid')
    return known.length > 0 ? fc.oneof(fc.constantFrom(...known), fc.uuid()) : fc.uuid()
  if (schema.format === 'email') return textsOf('email', () => fc.emailAddress())
  if (schema.format === 'uri') return textsOf('uri', () => fc.webUrl())
  if (schema.format === 'date') return fc.constantFrom('2026-11-01', '2026-02-28', '0001-01-01', '9999-12-31')
  if (schema.format === 'date-time')
    return fc.constantFrom('2026-11-21T10:30:00.000Z', '9999-12-31T23:59:59.999Z')
  const { pattern } = schema
  if (typeof pattern === 'string') return textsOf(pattern, () => fc.stringMatching(new RegExp(pattern, 'u')))
  const minLength = Number(schema.minLength ?? 0)
  const maxLength = Math.max(minLength, Math.min(Number(schema.maxLength ?? 60), 60))
  return textsOf(`${minLength} to ${maxLength}`, () => fc.string({ minLength, maxLength, unit: 'grapheme' }))
}

const listOf = (schema: Schema, inner: (child: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const minLength = Number(schema.minItems ?? 0)
  return isObject(schema.items)
    ? fc.array(inner(schema.items), { minLength, maxLength: Math.max(minLength, 4) })
    : fc.constant([])
}

const numberOf = (schema: Schema, type: 'integer' | 'number'): fc.Arbitrary<unknown> => {
  const min = Number(schema.minimum ?? schema.exclusiveMinimum ?? -(2 ** 31))
  const max = Math.max(min, Number(schema.maximum ?? schema.exclusiveMaximum ?? 2 ** 53 - 1))
  if (type === 'number') return fc.double({ min, max, noNaN: true })
  return fc.maxSafeInteger().map((any) => Math.min(Math.max(any, Math.ceil(min)), Math.floor(max)))
}

/** Values that the schema allows, most of them also by what it does not say. */
export const validOf = (given: Schema, document: unknown, ids: Ids, depth = 0): fc.Arbitrary<unknown> => {
  const schema = resolve(given, document)
  const inner = (child: unknown) => validOf(child as Schema, document, ids, depth + 1)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  const options = schema.anyOf ?? schema.oneOf
  if (Array.isArray(options)) return depth > 6 ? fc.constant(null) : fc.oneof(...options.map(inner))
  if (Array.isArray(schema.allOf))
    return fc.tuple(...schema.allOf.map(inner)).map((parts) => Object.assign({}, ...parts.filter(isObject)))
  const type = [schema.type].flat()[0]
  const plain = (): fc.Arbitrary<unknown> => {
    if (type === 'object') return objectOf(schema, inner, depth)
    if (type === 'array') return depth < 6 ? listOf(schema, inner) : fc.constant([])
    if (type === 'string') return textOf(schema, ids)
    if (type === 'boolean') return fc.boolean()
    if (type === 'null') return fc.constant(null)
    return type === 'integer' || type === 'number' ? numberOf(schema, type) : odd
  }
  // The schema's own example is what a person would send.
  return schema.example === undefined ? plain() : fc.oneof(fc.constant(schema.example), plain())
}

const objectOf = (schema: Schema, inner: (child: unknown) => fc.Arbitrary<unknown>, depth: number) => {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const required = (schema.required ?? []) as string[]
  const shown = properties.filter(([name]) => depth < 6 || required.includes(name))
  return fc.record(Object.fromEntries(shown.map(([name, child]) => [name, inner(child)])), {
    requiredKeys: required.filter((name) => shown.some(([one]) => one === name)) as never[],
  })
}

const deep = `${'['.repeat(65)}${']'.repeat(65)}`

/** A field of the body, however deep, becomes something else. */
const spoil = (value: unknown, at: number, by: unknown): unknown => {
  if (!isObject(value)) return by
  const keys = Object.keys(value)
  if (keys.length === 0) return by
  const key = keys[at % keys.length]!
  const child = (value as Json)[key]
  const isDeeper = isObject(child) && at % 3 === 0
  const changed = isDeeper ? spoil(child, Math.floor(at / 3), by) : by
  return Array.isArray(value)
    ? value.map((one, place) => (String(place) === key ? changed : one))
    : { ...value, [key]: changed }
}

const without = (value: unknown, at: number): unknown => {
  if (!isObject(value) || Array.isArray(value)) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.filter((_, place) => place !== at % Math.max(1, entries.length)))
}

const hostileFields = [
  'tenant_id',
  'tenantId',
  'role',
  'permissions',
  'is_admin',
  'id',
  'created_at',
  'isOwner',
  'constructor',
]

/** The text of a body, as sent: valid, or with one thing wrong in it. */
export const bodyOf = (schema: Schema, document: unknown, ids: Ids): fc.Arbitrary<string> => {
  const valid = validOf(schema, document, ids)
  const at = fc.nat({ max: 1_000 })
  const wrong = fc.tuple(valid, at, odd).map(([body, place, by]) => JSON.stringify(spoil(body, place, by)))
  const missing = fc.tuple(valid, at).map(([body, place]) => JSON.stringify(without(body, place)))
  const extra = fc
    .tuple(valid, fc.constantFrom(...hostileFields), odd)
    .map(([body, name, by]) => JSON.stringify({ ...(body as Json), [name]: by }))
  const prototype = valid.map((body) =>
    JSON.stringify(body).replace(/^\{/, '{"__proto__":{"is_admin":true},'),
  )
  return fc.oneof(
    { weight: 5, arbitrary: valid.map((body) => JSON.stringify(body)) },
    { weight: 5, arbitrary: wrong },
    { weight: 1, arbitrary: missing },
    { weight: 1, arbitrary: extra },
    { weight: 1, arbitrary: prototype.map((text) => text.replace(/,\}$/, '}')) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.constantFrom(deep, '{', '', 'null', '[]', '{"a":1,"a":2}', `{"a":${deep}}`),
        fc.json(),
      ),
    },
  )
}
