import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { SlackBlock, Surface } from '../../../../bots/slack/blocks/block.ts'
import { checkBlocks } from '../../../../bots/slack/blocks/check.ts'

const file = new URL('../../../../../shared/contracts/slack/slack-block-kit.schema.json', import.meta.url)

const compile = (): Record<'blocks' | 'modal' | 'home', ValidateFunction> | null => {
  if (!existsSync(file)) return null
  const schema = JSON.parse(readFileSync(file, 'utf8'))
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(schema)
  const part = (name: string) => ajv.getSchema(`${schema.$id}#/$defs/${name}`)!
  return { blocks: ajv.getSchema(schema.$id)!, modal: part('modal_view'), home: part('home_view') }
}

const validators = compile()

/** Said once in the log of a test run without the contracts. */
export const contractNote = validators
  ? 'held against the Block Kit schema'
  : 'the Block Kit schema is absent: held against our own check alone'

const schemaFaults = (validate: ValidateFunction | undefined, value: unknown): string[] => {
  if (!validate || validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `schema ${instancePath} ${message}`)
}

/** What our own check and Slack's schema, when it is at hand, hold against these blocks. */
export const faultsOf = (blocks: readonly SlackBlock[], surface: Surface): string[] => [
  ...checkBlocks(blocks, surface),
  ...schemaFaults(validators?.blocks, blocks),
]

/** The same for a whole view. */
export const viewFaults = (view: { type: 'modal' | 'home'; blocks: SlackBlock[] }): string[] => [
  ...checkBlocks(view.blocks, view.type),
  ...schemaFaults(validators?.[view.type], view),
]

const wordFields = new Set(['text', 'alt_text', 'title', 'label', 'name'])

/** Every word that people see of these blocks, in order. */
export const wordsOf = (value: unknown, field = ''): string => {
  if (typeof value === 'string') return wordFields.has(field) ? `${value} ` : ''
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([name, part]) => wordsOf(part, Array.isArray(value) ? field : name))
    .join('')
}

/** Without white space, invisible marks and the signs of Markdown, which become looks. */
export const bare = (text: string): string => text.replace(/[\s\u200b*_`~#\\+•-]/gu, '')
