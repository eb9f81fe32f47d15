/** Where a JSON text stops being JSON: `position` counts characters from 0, `line` and `column` from 1. */
export interface JsonFault {
  position: number
  line: number
  column: number
}

const space = /[ \t\n\r]*/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y

/** End of the token at `at`, or -1. */
const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

const skipSpace = (text: string, at: number): number => endOf(space, text, at)

/** End of the string that opens at `at`, or -1. By hand: one regular expression would overflow on a string of megabytes. */
const endOfString = (text: string, at: number): number => {
  for (let next = at + 1; next < text.length; ) {
    const character = text[next]!
    if (character === '"') return next + 1
    if (character < ' ') return -1
    next = character === '\\' ? endOf(escaped, text, next) : next + 1
    if (next < 0) return -1
  }
  return -1
}

const endOfScalar = (text: string, at: number): number => {
  if (text[at] === '"') return endOfString(text, at)
  const end = endOf(word, text, at)
  return end >= 0 ? end : endOf(number, text, at)
}

const closes = { '{': '}', '[': ']' } as const

interface Scan {
  text: string
  /** Next character that is no space; where the scan stops, the fault. */
  at: number
  /** What may come: a value, a key with its colon, or a comma or end behind a value. */
  expects: 'value' | 'key' | 'more'
  /** Own stack: a million brackets must not end the process. */
  open: ('{' | '[')[]
}

/** Each takes one step and tells whether the text allowed it. */
const steps: Record<Scan['expects'], (scan: Scan) => boolean> = {
  value: (scan) => {
    const character = scan.text[scan.at]
    if (character === '{' || character === '[') {
      scan.open.push(character)
      scan.at = skipSpace(scan.text, scan.at + 1)
      const inside = character === '{' ? 'key' : 'value'
      scan.expects = scan.text[scan.at] === closes[character] ? 'more' : inside
      return true
    }
    const end = endOfScalar(scan.text, scan.at)
    if (end < 0) return false
    scan.at = skipSpace(scan.text, end)
    scan.expects = 'more'
    return true
  },
  key: (scan) => {
    const end = scan.text[scan.at] === '"' ? endOfString(scan.text, scan.at) : -1
    if (end < 0) return false
    scan.at = skipSpace(scan.text, end)
    if (scan.text[scan.at] !== ':') return false
    scan.at = skipSpace(scan.text, scan.at + 1)
    scan.expects = 'value'
    return true
  },
  more: (scan) => {
    const inside = scan.open.at(-1)
    const character = scan.text[scan.at]
    if (inside === undefined || (character !== ',' && character !== closes[inside])) return false
    if (character === ',') scan.expects = inside === '{' ? 'key' : 'value'
    else scan.open.pop()
    scan.at = skipSpace(scan.text, scan.at + 1)
    return true
  },
}

/**
 * Finds the fault of a text that JSON.parse refused. The engine tells it too, but only in the words of its message,
 * and not for every fault.
 */
export const findJsonFault = (text: string): JsonFault => {
  const scan: Scan = { text, at: skipSpace(text, 0), expects: 'value', open: [] }
  while (steps[scan.expects](scan));
  const position = scan.at
  const before = text.slice(0, position)
  const lineStart = before.lastIndexOf('\n') + 1
  return { position, line: before.split('\n').length, column: position - lineStart + 1 }
}
