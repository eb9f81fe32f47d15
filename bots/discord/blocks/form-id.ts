import type { Form } from '../../../core/messaging/card.ts'
import { fitsId, parseId, writeId } from './control-id.ts'

/** Where a dialog was opened: what comes of it is shown there. */
export interface FormPlace {
  channel: string | null
  thread: string | null
}

/** What a dialog carries from its opening to its sending. */
export interface FormState {
  action: string
  value: Record<string, string>
  place: FormPlace
  /** From 1. */
  page: number
  pages: number
}

const channelKey = '@c'
const threadKey = '@t'
const pageKey = '@p'

const without = (pairs: [string, string][], name: string): [string, string][] =>
  pairs.filter(([one]) => one !== name)

/**
 * The hundred characters of a dialog. When they do not take everything, the place is left out, which Discord tells by
 * itself when the dialog is sent; then the longest words, which are only there to save typing.
 */
export const writeFormId = (
  { action, value }: Pick<Form, 'action' | 'value'>,
  { place, page, pages }: Omit<FormState, 'action' | 'value'>,
): string => {
  const { channel, thread } = place
  let pairs: [string, string][] = [
    ...(pages > 1 ? [[pageKey, `${page}/${pages}`] as [string, string]] : []),
    ...Object.entries(value),
    ...(channel === null ? [] : [[channelKey, channel] as [string, string]]),
    ...(thread === null ? [] : [[threadKey, thread] as [string, string]]),
  ]
  const write = (): string => writeId({ action, value: Object.fromEntries(pairs) })
  for (const key of [threadKey, channelKey]) if (!fitsId(write())) pairs = without(pairs, key)
  const byLength = Object.entries(value).toSorted(([, one], [, other]) => other.length - one.length)
  for (const [name] of byLength.filter(([, text]) => text.length !== 36))
    if (!fitsId(write())) pairs = without(pairs, name)
  for (const [name] of byLength) if (!fitsId(write())) pairs = without(pairs, name)
  return write()
}

/** Foreign: all ids are to be looked up again. */
export const readFormId = (customId: string): FormState => {
  const { action = customId, value = {} } = parseId(customId) ?? {}
  const { [channelKey]: channel, [threadKey]: thread, [pageKey]: paged = '', ...rest } = value
  const [page = 1, pages = 1] = /^\d{1,3}\/\d{1,3}$/.test(paged) ? paged.split('/').map(Number) : []
  return { action, value: rest, place: { channel: channel ?? null, thread: thread ?? null }, page, pages }
}
