import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formatsPlugin from 'ajv-formats'
import type { OpenApiDocument } from '../../api/openapi.ts'

interface Answer {
  method: string
  path: string
  status: number
  contentType: string
  body: unknown
  headers?: Headers
}

type Json = Record<string, unknown>
interface Documented {
  content?: Json
  headers?: Json
}

/** Headers that must not be sent without being documented. */
const told = [
  'ETag',
  'Location',
  'Retry-After',
  'RateLimit',
  'Idempotency-Replayed',
  'Deprecation',
  'Sunset',
  'Allow',
]

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)

/**
 * Checks answers against the OpenAPI document as an outside program would read it: the status is documented, the
 * media type too, and the body has the named fields and no other.
 * @returns a function that throws on an answer the document does not allow
 */
export const openAnswerChecker = (document: OpenApiDocument): ((answer: Answer) => void) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ;(formatsPlugin as unknown as (ajv: Ajv2020) => void)(ajv)
  ajv.addSchema(document as object, 'openapi')
  const compiled = new Map<string, ValidateFunction>()
  // A template with fewer parameters is the closer one: /v1/llm/usage before /v1/llm/{name}.
  const templates = Object.keys(document.paths ?? {}).sort(
    (a, b) => a.split('{').length - b.split('{').length,
  )
  const resolve = (response: Json | undefined): Documented | undefined =>
    typeof response?.$ref === 'string'
      ? (response.$ref
          .split('/')
          .slice(1)
          .reduce<unknown>((at, part) => (at as Json)[part], document) as Documented)
      : response
  const schemaPointer = ({ method, path, status, contentType, headers }: Answer): string | null => {
    const template = templates.find((candidate) => patternOf(candidate).test(path))
    const operation = template && (document.paths?.[template] as Json)[method.toLowerCase()]
    if (!template || !operation) return null
    const { responses } = operation as { responses: Record<string, Json> }
    const key = String(status) in responses ? String(status) : status >= 400 ? 'default' : null
    if (key === null) throw new Error(`${method} ${template} does not document ${status}`)
    const documented = resolve(responses[key])
    for (const name of told)
      if (headers?.has(name) && !(name in (documented?.headers ?? {})))
        throw new Error(`${method} ${template} does not document ${name} for ${status}`)
    const media = contentType.split(';')[0] ?? ''
    if (media === '' && !documented?.content) return null
    if (!documented?.content?.[media])
      throw new Error(`${method} ${template} does not document ${media} for ${status}`)
    const { $ref } = responses[key] as { $ref?: string }
    const response = $ref?.split('/').slice(1) ?? ['paths', template, method.toLowerCase(), 'responses', key]
    const parts = [...response, 'content', media, 'schema']
    return parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  }
  return (answer) => {
    const pointer = schemaPointer(answer)
    if (pointer === null || !answer.contentType.includes('json')) return
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` })
    compiled.set(pointer, validate)
    if (validate(answer.body)) return
    const { method, path, status } = answer
    throw new Error(
      `${method} ${path} answered ${status} against its document: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(answer.body).slice(0, 500)}`,
    )
  }
}
