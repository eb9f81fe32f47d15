import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { type BodyFault, invalidBody } from '../api/refusal.ts'
import { readContract } from '../contracts.ts'
import type { Loose } from '../world-state.ts'

let opened: Ajv2020 | null = null

/** One for the process: a request's schema is compiled when the first such request comes. */
const openAjv = (): Ajv2020 | null => {
  const contract = readContract()
  if (opened || !contract) return opened
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateSchema: false })
  formats.default(ajv)
  for (const name of ['snowflake', 'nonce', 'emoji']) ajv.addFormat(name, true)
  ajv.addSchema({ $id: 'discord', components: contract.components, paths: contract.paths })
  opened = ajv
  return opened
}

const validators = new Map<string, ValidateFunction | null>()

const pointer = (...keys: string[]): string =>
  keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')

const validatorOf = (method: string, template: string): ValidateFunction | null => {
  const key = `${method} ${template}`
  const known = validators.get(key)
  if (known !== undefined) return known
  const verb = method.toLowerCase()
  const content = readContract()?.paths[template]?.[verb]?.requestBody?.content['application/json']
  const at = pointer('paths', template, verb, 'requestBody', 'content', 'application/json', 'schema')
  const validate = content ? (openAjv()?.compile({ $ref: `discord#/${at}` }) ?? null) : null
  validators.set(key, validate)
  return validate
}

const depthOf = ({ instancePath }: ErrorObject): number => instancePath.split('/').length

/** A component says by its type which of the many kinds it means to be: only that kind's faults matter. */
const isOfMeantKind = ({ keyword, instancePath }: ErrorObject): boolean =>
  !(keyword === 'enum' && instancePath.endsWith('/type')) && keyword !== 'oneOf' && keyword !== 'anyOf'

const faultsOf = (errors: ErrorObject[]): BodyFault[] => {
  const telling = errors.filter(isOfMeantKind)
  const ranked = (telling.length > 0 ? telling : errors).toSorted(
    (one, other) => depthOf(other) - depthOf(one),
  )
  const deepest = ranked.filter((one) => depthOf(one) === depthOf(ranked[0]!))
  return deepest.slice(0, 5).map(({ instancePath, keyword, message, params }) => ({
    at: instancePath,
    code: keyword,
    message: `${message}${params.missingProperty ? '' : ` ${JSON.stringify(params)}`}`,
  }))
}

/** Compiles now what would otherwise be compiled while somebody waits for an answer. */
export const prepareContract = (method: string, template: string): void => void validatorOf(method, template)

/** @throws Refusal 50035 when the body is not what Discord's own document says; never without the document */
export const checkContract = (method: string, template: string, body: Loose): void => {
  const validate = validatorOf(method, template)
  if (!validate || validate(body)) return
  throw invalidBody(faultsOf(validate.errors ?? []))
}
