import * as xlsx from '@e965/xlsx'

export type BookType = 'xlsx' | 'xlsb' | 'xls' | 'ods'

/** A workbook of one sheet as bytes; `touch` may change the sheet before it is written. */
export const writeWorkbook = (
  rows: unknown[][],
  bookType: BookType = 'xlsx',
  touch: (sheet: xlsx.WorkSheet, book: xlsx.WorkBook) => void = () => undefined,
): Buffer => {
  const sheet = xlsx.utils.aoa_to_sheet(rows)
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, sheet, 'Feuille')
  touch(sheet, book)
  return xlsx.write(book, { type: 'buffer', bookType, compression: true }) as Buffer
}
