import type { CardButton, CardSelect } from '../../../core/messaging/card.ts'
import { carriedSign, fitsId, parseId, writeId } from './control-id.ts'
import { cleanText, escapeText, guardMark, unescapeText } from './escape.ts'
import { withInner } from './piece.ts'

type Pressable = Pick<CardButton | CardSelect, 'action' | 'value'> & { confirm?: unknown }

/** Discord has no confirmation of its own: what begins with this is asked about before it is done. */
export const askingSign = '!'

/** Of a control whose values are short enough; what is not has `carryValues`. */
export const controlId = (
  { action, value, confirm }: Pressable,
  { number = null, carried = {} }: { number?: number | null; carried?: Record<string, number> } = {},
): string => (confirm ? askingSign : '') + writeId({ action, value, carried, number })

/** More than a text beside its buttons should take. */
const mostCarried = 3_600

/** A text as a quote, to be read back letter for letter. */
export const quote = (text: string): string =>
  cleanText(text)
    .split('\n')
    .map((line) => `> ${escapeText(line) || guardMark}`)
    .join('\n')

/** What was quoted. */
export const unquote = (content: string): string =>
  content
    .split('\n')
    .map((line) => unescapeText(line.replace(/^> ?/, '')))
    .join('\n')

/** A value that has no room in the hundred characters of a control, and stands above it as a quote. */
export interface Carried {
  id: number
  text: string
  content: string
}

/** Numbers of components that are ours to choose; Discord gives its own from 1. */
const firstCarrier = 1_000

/**
 * The id of a control, and the quotes that go with it: longest values first, until the id fits. Null when nothing
 * makes it fit.
 * @param known quotes that stand there already
 */
export const carryValues = (
  control: Pressable,
  {
    number,
    nextNumber,
    known,
  }: { number: number | null; nextNumber: () => number; known: readonly Carried[] },
): { customId: string; carriers: Carried[] } | null => {
  const carried: Record<string, number> = {}
  const carriers: Carried[] = []
  const byLength = Object.entries(control.value).toSorted(([, one], [, other]) => other.length - one.length)
  let customId = controlId(control, { number })
  for (const [name, text] of byLength) {
    if (fitsId(customId)) break
    const shown = known.find((one) => one.text === text)
    const carrier = shown ?? { id: firstCarrier + nextNumber(), text, content: quote(text) }
    if (carrier.content.length > mostCarried || text.trim() === '') return null
    carried[name] = carrier.id
    if (!shown) carriers.push(carrier)
    customId = controlId(control, { number, carried })
  }
  return fitsId(customId) ? { customId, carriers } : null
}

/** Whether what it carries stands elsewhere in its message. */
export const isCarrying = (customId: string): boolean => customId.includes(`=${carriedSign}`)

/**
 * What was pressed, and with which value; of a select, what was chosen is its `selected`. Foreign: all ids are to be
 * looked up again. Null for what no card of ours has.
 * @param given.components of the message that was pressed: long values stand there
 */
export const readControl = (
  customId: string,
  { values, components = [] }: { values?: readonly string[]; components?: readonly unknown[] } = {},
): { action: string; value: Record<string, string>; asksFirst: boolean } | null => {
  const asksFirst = customId.startsWith(askingSign)
  const parsed = parseId(asksFirst ? customId.slice(askingSign.length) : customId)
  if (!parsed) return null
  const shown = components.flatMap(withInner)
  const value: Record<string, string> = { ...parsed.value }
  for (const [name, id] of Object.entries(parsed.carried)) {
    const content = shown.find((component) => component.id === id)?.content
    if (typeof content !== 'string') return null
    value[name] = unquote(content)
  }
  const [selected] = values ?? []
  if (selected !== undefined) value.selected = selected
  return { action: parsed.action, value, asksFirst }
}
