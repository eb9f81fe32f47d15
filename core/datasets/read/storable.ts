/** PostgreSQL keeps neither U+0000 nor half a surrogate pair; escapes of JSON and workbooks can write both. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()
