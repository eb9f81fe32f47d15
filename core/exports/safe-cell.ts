/** What one cell of a sheet holds, in UTF-16 units; programs refuse or cut what is longer. */
export const mostInCell = 32_767

/** No control characters but line feed and tab, no half of a pair, and nothing that XML cannot say. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g

/** What programs skip before they look whether a formula begins: spaces, what is invisible, quotation marks. */
const skipped = /^[ \u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'"]*/

/** The signs that begin a formula, full-width ones too, and those after which a program looks anew. */
const opening = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** A number or a telephone number: a sign before it computes nothing. */
const plainNumber = /^[+-]?\(?\d[\d ().,]*(?:[eE][+-]?\d+)?%?$/

const cut = (text: string): string =>
  text.length <= mostInCell ? text : `${text.slice(0, mostInCell - 1).toWellFormed()}…`

/**
 * A text as it may stand in a cell: what a spreadsheet would take for a formula has an apostrophe before it (also in a
 * workbook, whose text cells compute nothing: a person saves it as CSV, and opens that), and nothing is in it that
 * cannot be written.
 */
export const safeCell = (text: string): string => {
  const written = text.replace(/\r\n?/g, '\n').replace(unwritable, '').toWellFormed()
  const isFormula = opening.test(text.replace(skipped, '')) && !plainNumber.test(written)
  return cut(isFormula ? `'${written}` : written)
}
