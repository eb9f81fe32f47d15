import { existsSync, readFileSync } from 'node:fs'
import type { Loose } from './world-state.ts'

/** Discord's published OpenAPI document, kept beside the project; the project does without it as well. */
const file = process.env.SEXTANT_CONTRACTS
  ? new URL(`file://${process.env.SEXTANT_CONTRACTS}/discord/openapi.json`)
  : new URL('../../../../shared/contracts/discord/openapi.json', import.meta.url)

export const isContractAtHand = existsSync(file)

let contract: Loose = null

/** Read once a process. @returns null when it is not at hand */
export const readContract = (): Loose | null => {
  if (isContractAtHand) contract ??= JSON.parse(readFileSync(file, 'utf8'))
  return contract
}
