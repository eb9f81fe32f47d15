import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** Discord's published API description, kept beside the project; the project does without it as well. */
const file = process.env.SEXTANT_CONTRACTS
  ? new URL(`file://${process.env.SEXTANT_CONTRACTS}/discord/openapi.json`)
  : new URL('../../../../shared/contracts/discord/openapi.json', import.meta.url)

const open = (): ((name: string) => ValidateFunction) | null => {
  if (!existsSync(file)) return null
  const { components } = JSON.parse(readFileSync(file, 'utf8'))
  // Its formats (snowflake, nonce) are its own; lengths and patterns stand beside them.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema({ $id: 'discord', components })
  return (name) => ajv.compile({ $ref: `discord#/components/schemas/${name}` })
}

const compile = open()
const compiled = new Map<string, ValidateFunction>()

/** Said once in the log of a test run without the contract. */
export const contractNote = compile
  ? 'held against Discord’s API description'
  : 'Discord’s API description is absent: held against our own rules alone'

/** What the description holds against a value; nothing when it is not at hand. */
export const contractFaults = (name: string, value: unknown): string[] => {
  if (!compile) return []
  const validate = compiled.get(name) ?? compile(name)
  compiled.set(name, validate)
  if (validate(value)) return []
  // Every branch that a union does not take has remarks of its own.
  return (validate.errors ?? []).slice(0, 8).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
