import { createRequire } from 'node:module'
import type { WorkBook } from '@e965/xlsx'
import type { CompoundFiles } from './inspect-compound.ts'

type SheetJs = typeof import('@e965/xlsx')

/** Exported by the library, but not in its types. */
interface Untyped {
  CFB: CompoundFiles & {
    utils: {
      cfb_new(): unknown
      cfb_add(file: unknown, name: string, content: Uint8Array, options: { unsafe: true }): void
    }
  }
  parse_zip(parts: unknown, options: object): WorkBook
}

const options = {
  dense: true,
  cellDates: true,
  UTC: true,
  // A file's <dimension> may be stale: believing it loses cells without a word.
  nodim: true,
  cellNF: true,
  cellText: false,
  cellFormula: false,
  cellHTML: false,
} as const

const load = async (): Promise<SheetJs & Untyped> =>
  (await import('@e965/xlsx')) as unknown as SheetJs & Untyped

/** Opens the parts of a guarded zip as a workbook. */
export const openParts = async (parts: Map<string, Buffer>): Promise<WorkBook> => {
  const { CFB, parse_zip } = await load()
  const container = CFB.utils.cfb_new()
  for (const [name, content] of parts) CFB.utils.cfb_add(container, name, content, { unsafe: true })
  return parse_zip(container, { ...options, type: 'buffer' })
}

/** Opens an old .xls workbook. Its code page tables are half a megabyte that only the CommonJS build finds by itself. */
export const openCompound = async (bytes: Buffer): Promise<WorkBook> => {
  const { read, set_cptable } = await load()
  set_cptable(createRequire(import.meta.url)('@e965/xlsx/dist/cpexcel.js'))
  return read(bytes, { ...options, type: 'buffer' })
}

/** The library's reader of compound files alone. */
export const loadCompoundFiles = async (): Promise<CompoundFiles> => (await load()).CFB
