import { AppError } from '../core/errors.ts'

const maxDepth = 64
/** The longest honest body (a mapping of 200 columns) has some hundred; each one costs its checks and may cost its fault. */
const maxValues = 20_000
const token =
  /[ \t\r\n]*(?:(?<open>[[{])|(?<close>[\]}])|(?<comma>,)|(?<colon>:)|(?<string>"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?<scalar>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true|false|null))/uy

type Wanted = 'value' | 'value_or_end' | 'key' | 'key_or_end' | 'colon' | 'comma_or_end' | 'nothing'

/** Where the text stops being JSON, as an offset in UTF-16 units (its length when it ends too early). V8 does not always say. */
const faultOffset = (text: string): number => {
  const open: string[] = []
  let wanted: Wanted = 'value'
  token.lastIndex = 0
  for (;;) {
    const start = token.lastIndex
    const found = token.exec(text)?.groups
    if (!found) return start + (/^[ \t\r\n]*/.exec(text.slice(start))?.[0].length ?? 0)
    const next = step(found, wanted, open)
    if (next === null) return start + (/^[ \t\r\n]*/.exec(text.slice(start))?.[0].length ?? 0)
    wanted = next
  }
}

const step = (found: Record<string, string | undefined>, wanted: Wanted, open: string[]): Wanted | null => {
  const inObject = open.at(-1) === '{'
  if (found.string !== undefined && (wanted === 'key' || wanted === 'key_or_end')) return 'colon'
  if (found.colon !== undefined) return wanted === 'colon' ? 'value' : null
  if (found.comma !== undefined) return wanted === 'comma_or_end' ? (inObject ? 'key' : 'value') : null
  if (found.close !== undefined) return close(found.close, wanted, open)
  if (wanted !== 'value' && wanted !== 'value_or_end') return null
  if (found.open === undefined) return open.length > 0 ? 'comma_or_end' : 'nothing'
  open.push(found.open)
  return found.open === '{' ? 'key_or_end' : 'value_or_end'
}

const close = (bracket: string, wanted: Wanted, open: string[]): Wanted | null => {
  const fits = (bracket === '}') === (open.at(-1) === '{')
  const isDue = wanted === 'comma_or_end' || wanted === (bracket === '}' ? 'key_or_end' : 'value_or_end')
  if (!fits || !isDue || open.length === 0) return null
  open.pop()
  return open.length > 0 ? 'comma_or_end' : 'nothing'
}

const invalidJson = (text: string): AppError => {
  const offset = faultOffset(text)
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - before.lastIndexOf('\n')
  const reason = `line ${line}, column ${column}`
  return new AppError('invalid_json', `the body is not JSON (${reason})`, {
    details: { line, column, offset, errors: [{ in: 'body', pointer: '', reason }] },
  })
}

const refuse = (pointer: string, reason: string): AppError =>
  new AppError('invalid_value', `the body has a value that cannot be kept: ${reason}`, {
    details: { errors: [{ in: 'body', pointer, reason }], count: 1 },
  })

/** PostgreSQL keeps neither U+0000 nor half a surrogate pair: refused here, they never become a database error. */
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()

const childrenOf = (value: object, pointer: string): [string, unknown][] =>
  Object.entries(value).map(([key, child]) => [
    `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    child,
  ])

const inspect = (root: unknown): void => {
  let level: [string, unknown][] = [['', root]]
  let values = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw refuse('', `more than ${maxDepth} levels`)
    values += level.length
    if (values > maxValues) throw refuse('', `more than ${maxValues} values`)
    const bad = level.find(([, value]) => typeof value === 'string' && !isStorable(value))
    if (bad) throw refuse(bad[0], 'a NUL or a broken surrogate')
    level = level.flatMap(([pointer, value]) =>
      typeof value === 'object' && value !== null ? childrenOf(value, pointer) : [],
    )
    const key = level.find(([pointer]) => !isStorable(pointer))
    if (key) throw refuse('', 'a field name with a NUL or a broken surrogate')
  }
}

/**
 * Parses a request body.
 * @throws AppError `invalid_json` with line, column and offset; `invalid_value` beyond 64 levels or 20,000 values, or
 *   for text that no database keeps.
 */
export const parseJson = (text: string): unknown => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalidJson(text)
  }
  inspect(value)
  return value
}
