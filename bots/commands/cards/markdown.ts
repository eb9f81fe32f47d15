/** Foreign text inside our Markdown: on one line, and letter for letter. An underscore inside a word marks nothing. */
export const literal = (foreign: string): string =>
  foreign
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/^[#>-]/, '\\$&')

export const bold = (foreign: string): string => `**${literal(foreign)}**`

/** A line of an answer, whose own marks would stand in the way: as `literal`, without them. */
export const unmarked = (markdown: string): string => literal(markdown.replace(/\*\*|`/g, ''))
