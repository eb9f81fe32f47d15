import { existsSync, readFileSync } from 'node:fs'
import type { Loose } from './world-state.ts'

/** Slack's published schemas and payload shapes, kept beside the project; the project does without them as well. */
const folder = process.env.SEXTANT_CONTRACTS
  ? new URL(`file://${process.env.SEXTANT_CONTRACTS}/slack/`)
  : new URL('../../../../shared/contracts/slack/', import.meta.url)

export const areContractsAtHand = existsSync(folder)

const read = new Map<string, Loose>()

/** @returns null when it is not at hand */
export const readContract = (path: string): Loose | null => {
  const known = read.get(path)
  if (known !== undefined) return known
  const file = new URL(path, folder)
  const contract = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  read.set(path, contract)
  return contract
}
