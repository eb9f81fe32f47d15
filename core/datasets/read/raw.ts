/**
 * What the reader hands to the layout: sheets of cells, nothing interpreted. Both live in the child process;
 * the server never holds a raw sheet.
 */

/**
 * A text is as the file has it (trimmed of nothing). A number is a numeric cell. A percent is a workbook number
 * shown with a percent format: `value` is already × 100 (0.406 shown as 40.6 % is 40.6), `decimals` the printed ones.
 */
export type RawCell = string | number | { value: number; decimals: number } | null

export interface RawSheet {
  /** Sheet name; null for csv and JSON. */
  name: string | null
  /**
   * Rows in file order. Rows may be shorter than others; blank rows are kept as `[]` so that positions hold.
   * A merged range has its value in every cell of the range.
   */
  rows: RawCell[][]
  /** Number of `rows[0]` as the spreadsheet shows it (first row = 1; csv: the record's number). JSON: see `kind`. */
  firstRowNumber: number
}

export interface RawFile {
  kind: 'csv' | 'xlsx' | 'xls' | 'ods' | 'json'
  /**
   * JSON becomes one sheet whose `rows[0]` is the keys (firstRowNumber 0, so that the first object has number 1).
   */
  sheets: RawSheet[]
  /**
   * What the reader had to guess, for the preview: `encoding` (utf-8, utf-16le, utf-16be, windows-1252), `separator`
   * (one of `; , | tab`, as the character), and how many hidden sheets of a workbook were left out.
   */
  guesses: { encoding?: string; separator?: string; hiddenSheets?: number }
}
