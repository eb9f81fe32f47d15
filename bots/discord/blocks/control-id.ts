import { limits } from '../../../config/limits.ts'

/**
 * What a button or a dialog carries, in the hundred characters that Discord leaves it: the name of the action, and ids
 * written short. `answer.source;m=~AZMvAA…;c=c12`
 */

/** Names that our cards use, in one letter each. */
const letters = new Map(Object.entries({
  message_id: 'm', claim: 'c', position: 'p', rating: 'r', assistant: 'a', dataset_id: 'd', conversation: 'v', id: 'i',
  mode: 'o', group: 'g', question: 'q', name: 'n', theme: 't', after: 'f', since: 's', page: 'e', project: 'j',
  phase: 'h', step: 'k', task: 'l', member: 'b', event: 'u', seen: 'x', to: 'z', list: 'w',
})) // biome-ignore format: one list, read at a glance
const names = new Map([...letters].map(([name, letter]) => [letter, name]))

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const toSigns = (text: string): string =>
  text.toWellFormed().replace(/[%;=#~!$*]|^\./g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
const fromSigns = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString() === text &&
  Date.parse(text) >= 0

/** `~` a uuid, `!` a time, `$` a long number; anything else as it is. */
const shortValue = (text: string): string => {
  if (uuid.test(text)) return `~${Buffer.from(text.replaceAll('-', ''), 'hex').toString('base64url')}`
  if (isTime(text)) return `!${Date.parse(text).toString(36)}`
  if (/^[1-9]\d{14,18}$/.test(text)) return `$${BigInt(text).toString(36)}`
  return toSigns(text)
}

const longNumber = (text: string): string =>
  [...text].reduce((sum, sign) => sum * 36n + BigInt(Number.parseInt(sign, 36)), 0n).toString()

const longValue = (text: string): string | null => {
  const rest = text.slice(1)
  if (text.startsWith('~')) {
    const hex = Buffer.from(rest, 'base64url').toString('hex')
    if (hex.length !== 32) return null
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
  if (text.startsWith('!'))
    return /^[0-9a-z]{1,10}$/.test(rest) ? new Date(Number.parseInt(rest, 36)).toISOString() : null
  if (text.startsWith('$')) return /^[0-9a-z]{1,14}$/.test(rest) ? longNumber(rest) : null
  return fromSigns(text)
}

/** Stands for a value that is kept elsewhere in the message: the number of the component that shows it. */
export const carriedSign = '*'

export interface ControlValue {
  action: string
  value: Readonly<Record<string, string>>
  /** Values that another component carries, by name. */
  carried?: Readonly<Record<string, number>>
  /** Makes it differ from another one of its message that does the same. */
  number?: number | null
}

/** However long it is: see `fitsId`. */
export const writeId = ({ action, value, carried = {}, number = null }: ControlValue): string => {
  const pairs = Object.entries(value).map(([name, text]) => {
    const known = letters.get(name) ?? `.${toSigns(name)}`
    return `;${known}=${!Object.hasOwn(carried, name) ? shortValue(text) : `${carriedSign}${carried[name]}`}`
  })
  return toSigns(action) + pairs.join('') + (number === null ? '' : `#${number}`)
}

export const fitsId = (id: string): boolean => id.length <= limits.discord.customId.characters

/** Foreign: whatever reads as one of ours. Null for anything else. */
export const parseId = (id: string): Required<ControlValue> | null => {
  const [body = '', number] = id.split('#')
  const [action = '', ...pairs] = body.split(';')
  const value: Record<string, string> = {}
  const carried: Record<string, number> = {}
  for (const pair of pairs) {
    const [key = '', text] = pair.split('=')
    const name = key.startsWith('.') ? fromSigns(key.slice(1)) : names.get(key)
    if (name === undefined || text === undefined) return null
    if (text.startsWith(carriedSign)) carried[name] = Number(text.slice(1))
    else {
      const read = longValue(text)
      if (read === null) return null
      value[name] = read
    }
  }
  if (action === '') return null
  return { action: fromSigns(action), value, carried, number: number === undefined ? null : Number(number) }
}
