import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { readContract } from '../contracts.ts'
import type { Loose } from '../world-state.ts'

const schemaId = 'https://tightknit.com/schemas/slack-block-kit.schema.json'
const schema = readContract('slack-block-kit.schema.json')

const openAjv = (): Ajv2020 | null => {
  if (!schema) return null
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(schema, schemaId)
  return ajv
}

const ajv = openAjv()

const validatorOf = (name: string): ValidateFunction | null =>
  (schema?.$defs[name] && ajv?.getSchema(`${schemaId}#/$defs/${name}`)) || null

/** The fault that lies deepest says most: `oneOf` at the top only says that no kind fits. */
const tell = (errors: ErrorObject[], at: string): string[] => {
  const telling = errors.filter(({ keyword }) => keyword !== 'oneOf' && keyword !== 'const')
  const ranked = (telling.length > 0 ? telling : errors).toSorted(
    (one, other) => other.instancePath.split('/').length - one.instancePath.split('/').length,
  )
  const depth = ranked[0]?.instancePath.split('/').length
  const deepest = ranked.filter(({ instancePath }) => instancePath.split('/').length === depth)
  return [
    ...new Set(
      deepest.map(({ instancePath, message, params }) => {
        const extra = params.additionalProperty ? `: ${params.additionalProperty}` : ''
        return `[ERROR] ${message}${extra} [json-pointer:${at}${instancePath}]`
      }),
    ),
  ].slice(0, 5)
}

/** Faults of one block against Slack's schema; none when the schema is not at hand. */
export const checkBlockSchema = (block: Loose, at: string): string[] => {
  if (!ajv) return []
  const validate = validatorOf(`${block?.type}_block`)
  if (!validate) return [`[ERROR] unsupported type: ${block?.type} [json-pointer:${at}/type]`]
  return validate(block) ? [] : tell(validate.errors ?? [], at)
}

/** Faults of a modal or a home page, without those of its blocks. */
export const checkViewSchema = (view: Loose): string[] => {
  const validate = validatorOf(`${view?.type}_view`)
  if (!validate) return ajv ? [`[ERROR] unsupported type: ${view?.type} [json-pointer:/view/type]`] : []
  if (validate(view)) return []
  const own = (validate.errors ?? []).filter(({ instancePath }) => !instancePath.startsWith('/blocks/'))
  return own.length > 0 ? tell(own, '/view') : []
}
