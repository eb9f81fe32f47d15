type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

interface Place {
  document: unknown
  /** Of the field that the value is for. */
  name?: string
  /** How deep the example is already: what is recursive ends. */
  depth: number
  /** Of a body only what must be sent, and what has an example of its own. */
  isBody: boolean
}

const byFormat: Record<string, string> = {
  'date-time': '2026-11-21T10:30:00.000Z',
  date: '2026-11-21',
  uuid: '019aa5b0-7c1e-7000-8000-000000000000',
  email: 'camille@example.org',
  uri: 'https://example.org/',
  binary: '(the file)',
  password: 'correct horse battery staple',
  ipv4: '192.0.2.1',
}

const byName: Record<string, string> = {
  client_id: 'acme',
  name: 'Cinema-goers',
  theme: 'Cinema',
  title: 'Index of cinema-goers',
  message: 'What is the index of cinema-goers?',
  text: 'help',
  question: 'What is the index of cinema-goers?',
  domain: 'example.org',
  full_name: 'Camille Martin',
  contact_name: 'Camille Martin',
  time_zone: 'Europe/Paris',
}

/** Words that fit most patterns. A field with another pattern says its example itself. */
const words = [
  'text', 'acme', 'c1', '1', '10', '2026-11', '2026-11-21', '2026-11-21T10:30:00.000Z', '#0f766e', 'Europe/Paris', 'fr',
  'abcd-efgh', 'ABCD-EFGH', 'a_b', '019aa5b0-7c1e-7000-8000-000000000000', 'https://example.org/', 'slack:T01:U01',
  'users:manage', '+33612345678', 'C0123456789', '123456789012345678',
] // biome-ignore format: one list

const resolve = (node: Json, document: unknown): Json => {
  if (typeof node.$ref !== 'string') return node
  const parts = node.$ref.split('/').slice(1)
  const found = parts.reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), document)
  return isObject(found) ? resolve(found, document) : {}
}

const stringOf = (schema: Json, name = ''): string => {
  const known = byFormat[String(schema.format)] ?? byName[name]
  const [least, most] = [Number(schema.minLength ?? 0), Number(schema.maxLength ?? 1_000)]
  const pattern = new RegExp(typeof schema.pattern === 'string' ? schema.pattern : '', 'u')
  const isFit = (text: string) => text.length >= least && text.length <= most && pattern.test(text)
  const fitting = (known === undefined ? words : [known, ...words]).find(isFit)
  return (
    fitting ??
    known ??
    'text'.repeat(Math.ceil(Math.max(1, least) / 4)).slice(0, Math.max(1, Math.min(most, least || 4)))
  )
}

const numberOf = (schema: Json): number => {
  const least = Number(
    schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : Number(schema.exclusiveMinimum) + 1),
  )
  const most = Number(schema.maximum ?? schema.exclusiveMaximum ?? Number.MAX_SAFE_INTEGER)
  return Math.min(Math.max(1, least), most)
}

const fieldsOf = (schema: Json, place: Place): Json => {
  const properties = (schema.properties ?? {}) as Record<string, Json>
  const required = new Set(schema.required as string[] | undefined)
  const isShown = ([name, field]: [string, Json]) =>
    required.has(name) || (place.isBody ? field.example !== undefined : place.depth < 6)
  const all = Object.entries(properties)
  const chosen = all.filter(isShown)
  // A change of nothing would show nobody how to change something.
  const shown = place.isBody && place.depth === 0 && chosen.length === 0 ? all.slice(0, 1) : chosen
  return Object.fromEntries(
    shown.map(([name, field]) => [name, exampleOf(field, { ...place, name, depth: place.depth + 1 })]),
  )
}

const listOf = (schema: Json, place: Place): unknown[] => {
  const deeper = { ...place, depth: place.depth + 1 }
  if (Array.isArray(schema.prefixItems)) return schema.prefixItems.map((item) => exampleOf(item, deeper))
  const count = Number(schema.minItems ?? (place.depth < 6 && schema.maxItems !== 0 ? 1 : 0))
  return isObject(schema.items)
    ? Array.from({ length: count }, () => exampleOf(schema.items as Json, deeper))
    : []
}

const choose = (options: unknown[], place: Place): unknown => {
  const isNull = (option: unknown) => isObject(option) && option.type === 'null'
  // What is recursive is cut where it may be missing.
  if (place.depth >= 6 && options.some(isNull)) return null
  return exampleOf((options.find((option) => !isNull(option)) ?? options[0]) as Json, place)
}

/** A value that the schema allows; the schema's own example, wherever one is given. */
export const exampleOf = (given: Json, place: Place): unknown => {
  if (given.example !== undefined) return given.example
  const schema = resolve(given, place.document)
  if (schema.example !== undefined) return schema.example
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const options = schema.anyOf ?? schema.oneOf
  if (Array.isArray(options)) return choose(options, place)
  if (Array.isArray(schema.allOf))
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part as Json, place)))
  const types = [schema.type].flat()
  if (types.includes('null') && place.depth >= 6) return null
  if (types.includes('object')) return fieldsOf(schema, place)
  if (types.includes('array')) return listOf(schema, place)
  if (types.includes('string')) return stringOf(schema, place.name)
  if (types.includes('integer') || types.includes('number')) return numberOf(schema)
  return types.includes('boolean') ? true : null
}

/** Gives every JSON body and answer of the document an example. */
export const addExamples = (document: unknown): void => {
  const visit = (node: unknown, isBody: boolean): void => {
    if (!isObject(node)) return
    for (const [key, child] of Object.entries(node)) {
      if (key === 'schemas') continue
      if (key === 'content' && isObject(child)) for (const media of Object.values(child)) addTo(media, isBody)
      else visit(child, isBody || key === 'requestBody')
    }
  }
  const addTo = (media: unknown, isBody: boolean): void => {
    if (isObject(media) && isObject(media.schema) && media.example === undefined)
      media.example = exampleOf(media.schema, { document, depth: 0, isBody })
  }
  visit(document, false)
}
