import type { Claim, ClaimFlag } from '../claims.ts'
import type { CellSource, Measure } from '../table.ts'

export type Unit = Claim['unit']

export const unitOf = (measure: Measure): Unit =>
  measure === 'index' ? 'index' : measure === 'count' ? 'count' : 'percent'

interface Entry {
  value: number
  unit: Unit
  label: string
  source?: CellSource | null
  formula?: string | null
  flags?: ClaimFlag[]
  /** Decimals to print; whole numbers when left out. */
  decimals?: number
}

/** Where an operation writes down every figure that it read or computed; ids are unique within the answer. */
export interface Ledger {
  claims: Claim[]
  /** Decimals that a claim is printed with, by id. */
  decimals: Record<string, number>
  /** Takes the next id without a figure yet, so that a derived figure can stand before its sources. */
  reserve: () => string
  /** Writes a figure under a new or a reserved id. */
  write: (entry: Entry, id?: string) => string
  /** A number that the question itself gave (threshold, number of items). */
  stated: (value: number, unit: Unit, label: string) => string
  /** A constant of a definition (100, 120, 80, 50). */
  constant: (value: number, unit: Unit, label: string) => string
  /** A number of things that were counted; `of` says what: `count(items)`. */
  counted: (value: number, label: string, of: string) => string
}

export const openLedger = (): Ledger => {
  const claims: Claim[] = []
  const decimals: Record<string, number> = {}
  const constants = new Map<string, string>()
  let taken = 0

  const reserve = (): string => `c${++taken}`
  const write = (entry: Entry, id = reserve()): string => {
    const { value, unit, label, source = null, formula = null, flags = [] } = entry
    // Reserved ids leave holes until they are written, so the place is the id's own.
    claims[Number(id.slice(1)) - 1] = { id, value, unit, label, source, formula, flags }
    decimals[id] = entry.decimals ?? 0
    return id
  }
  const constant = (value: number, unit: Unit, label: string): string => {
    const key = `${unit} ${value}`
    const known = constants.get(key)
    if (known) return known
    const id = write({ value, unit, label, formula: 'definition' })
    constants.set(key, id)
    return id
  }
  return {
    claims,
    decimals,
    reserve,
    write,
    constant,
    stated: (value, unit, label) =>
      write({ value, unit, label, formula: 'question', flags: ['stated'], decimals: decimalsOf(value) }),
    counted: (value, label, of) => write({ value, unit: 'count', label, formula: `count(${of})` }),
  }
}

const decimalsOf = (value: number): number => Math.min(4, String(value).split('.')[1]?.length ?? 0)

/** The claim of an id that this ledger gave. */
export const readClaim = ({ claims }: { claims: Claim[] }, id: string): Claim =>
  claims[Number(id.slice(1)) - 1]!
