import { limits } from '../../../config/limits.ts'
import { blockWeight, type SlackBlock, type Surface, tableCharacters } from './block.ts'
import { blockShape } from './shapes.ts'
import { weightOf } from './text/atoms.ts'

/**
 * Every limit and shape that Slack holds blocks to, checked before anything is sent: one block that it refuses takes
 * the whole message with it, and what it answers does not say which.
 */

const most = limits.slack

/** Blocks that only some surfaces have. */
const surfacesOf: Record<string, readonly Surface[]> = {
  input: ['modal'],
  table: ['message'],
  data_visualization: ['message'],
  context_actions: ['message'],
}

const tell = (issue: { path: PropertyKey[]; message: string }): string =>
  `${issue.path.map(String).join('.')}: ${issue.message}`

/** What Slack would refuse of one block; empty = nothing. Names fields and limits, never a text. */
export const checkBlock = (block: SlackBlock, surface: Surface): string[] => {
  const found = blockShape.safeParse(block)
  const faults = found.success ? [] : found.error.issues.map(tell)
  const isAtHome = surfacesOf[block.type]?.includes(surface) ?? true
  return isAtHome ? faults : [`type: no ${block.type} in a ${surface}`, ...faults]
}

const actionIdsOf = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const own = (value as { action_id?: unknown }).action_id
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(actionIdsOf)]
}

const isTwice = (names: readonly unknown[]): boolean => new Set(names).size < names.length

/** What Slack would refuse of them together, and of each. */
export const checkBlocks = (all: readonly SlackBlock[], surface: Surface): string[] => {
  const { message, view, table } = most
  const count = (type: string): number => all.filter((block) => block.type === type).length
  const isMessage = surface === 'message'
  const ids = all.map((block) => block.block_id).filter((id) => id !== undefined)
  // Inputs of a view are told apart by their blocks.
  const actions = all.filter(({ type }) => type !== 'input').flatMap(actionIdsOf)
  const faults: [string, boolean][] = [
    ['too many blocks', all.length > (isMessage ? message.blocks : view.blocks)],
    ['no block', all.length === 0],
    [
      'blocks too long',
      isMessage && all.reduce((sum, block) => sum + blockWeight(block), 0) > message.blockCharacters,
    ],
    ['a view too long', !isMessage && weightOf(all) > view.characters + 20_000],
    ['too many tables', count('table') > message.tables],
    ['tables too long', all.reduce((sum, block) => sum + tableCharacters(block), 0) > table.characters],
    ['too many charts', count('data_visualization') > message.charts],
    ['an action_id twice', isTwice(actions)],
    ['a block_id twice', isTwice(ids)],
  ]
  return [
    ...faults.flatMap(([fault, isSo]) => (isSo ? [fault] : [])),
    ...all.flatMap((block, at) => checkBlock(block, surface).map((fault) => `${at}.${fault}`)),
  ]
}
