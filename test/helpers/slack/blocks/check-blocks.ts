import { Refusal } from '../api/refusal.ts'
import { type Loose, recordViolation, type World } from '../world-state.ts'
import { areBlocksTooLong, checkBlockLimits } from './block-limits.ts'
import { checkBlockSchema, checkViewSchema } from './block-schema.ts'

const faultsOf = (blocks: Loose[], surface: 'message' | 'modal' | 'home', at: string): string[] => [
  ...new Set([
    ...blocks.flatMap((block, index) => checkBlockSchema(block, `${at}/${index}`)),
    ...checkBlockLimits(blocks, surface, at),
  ]),
]

/** Slack gives every block an id, so that actions and inputs can name it. */
const withBlockIds = (world: World, blocks: Loose[]): Loose[] =>
  blocks.map((block) => ({ ...block, block_id: block.block_id ?? world.nextId('b').toLowerCase() }))

const refuse = (world: World, error: string, where: string, reasons: string[]): never => {
  recordViolation(world, error, where, reasons.join('\n'))
  throw new Refusal(error, { errors: reasons, response_metadata: { messages: reasons } })
}

/** @returns the blocks of a message as Slack keeps them; throws what Slack would answer. */
export const readMessageBlocks = (world: World, given: unknown, where: string): Loose[] => {
  if (given === undefined || given === null || given === '') return []
  if (!Array.isArray(given)) return refuse(world, 'invalid_blocks_format', where, ['blocks is no JSON list'])
  const faults = faultsOf(given, 'message', '/blocks')
  if (faults.length > 0) refuse(world, 'invalid_blocks', where, faults)
  if (areBlocksTooLong(given)) refuse(world, 'msg_blocks_too_long', where, ['too many characters in blocks'])
  return withBlockIds(world, given)
}

/** @returns the view with block ids; throws what Slack would answer. */
export const readView = (world: World, given: Loose, where: string): Loose => {
  if (typeof given !== 'object' || given === null)
    return refuse(world, 'invalid_arguments', where, ['[ERROR] missing required field: view'])
  const surface = given.type === 'home' ? 'home' : 'modal'
  const blocks: Loose[] = Array.isArray(given.blocks) ? given.blocks : []
  const faults = [...checkViewSchema(given), ...faultsOf(blocks, surface, '/view/blocks')]
  if (faults.length > 0) refuse(world, 'invalid_arguments', where, faults)
  if (JSON.stringify(given).length > 250_000) refuse(world, 'view_too_large', where, ['more than 250 kB'])
  return { ...given, blocks: withBlockIds(world, blocks) }
}
