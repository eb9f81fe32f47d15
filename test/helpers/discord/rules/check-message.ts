import { type BodyFault, invalidBody, Refusal } from '../api/refusal.ts'
import { flag, has } from '../state/messages.ts'
import type { Loose, StoredMessage } from '../world-state.ts'
import { checkComponents } from './check-components.ts'

const maxFileBytes = 10 * 1024 * 1024

/** A message as it would stand after the call. */
export interface Draft {
  content: string
  components: Loose[]
  embeds: Loose[]
  flags: number
  /** All that it would have, kept or new. */
  files: { name: string; bytes: Uint8Array }[]
}

const checkV2 = (draft: Draft, body: Loose): BodyFault[] => {
  if (!has(draft.flags, flag.componentsV2)) return []
  const faults: BodyFault[] = []
  for (const key of ['content', 'embeds', 'poll', 'sticker_ids'] as const) {
    const isLeft =
      key === 'content' ? draft.content !== '' : key === 'embeds' ? draft.embeds.length > 0 : false
    const isSent = Array.isArray(body[key]) ? body[key].length > 0 : Boolean(body[key])
    if (isLeft || isSent)
      faults.push({
        at: key,
        code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        message: `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      })
  }
  return faults
}

const namesIn = (node: Loose): string[] => {
  if (typeof node !== 'object' || node === null) return []
  const own = typeof node.url === 'string' ? /^attachment:\/\/(.+)$/.exec(node.url)?.[1] : undefined
  return [...(own === undefined ? [] : [own]), ...Object.values(node).flatMap(namesIn)]
}

const checkMedia = ({ components, embeds, files }: Draft): BodyFault[] =>
  namesIn([components, embeds])
    .filter((name) => !files.some((file) => file.name === name))
    .map((name) => ({
      at: 'components',
      code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      message: `The referenced attachment '${name}' was not found.`,
    }))

const checkSizes = ({ content, embeds, files }: Draft): BodyFault[] => {
  const faults: BodyFault[] = []
  if (content.length > 2000)
    faults.push({ at: 'content', code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' })
  if (embeds.length > 10 || JSON.stringify(embeds).length > 12_000)
    faults.push({ at: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embeds are too large.' })
  if (files.length > 10)
    faults.push({
      at: 'attachments',
      code: 'BASE_TYPE_MAX_LENGTH',
      message: 'Must be 10 or fewer in length.',
    })
  return faults
}

/** @throws Refusal 50035, 50006 for nothing at all, 40005 for a file that is too large */
export const checkMessage = (draft: Draft, body: Loose, before: StoredMessage | null): void => {
  const isV2 = has(draft.flags, flag.componentsV2)
  const faults = [
    ...checkV2(draft, body),
    ...checkComponents(draft.components, isV2),
    ...checkMedia(draft),
    ...checkSizes(draft),
  ]
  if (
    before &&
    has(before.flags, flag.componentsV2) &&
    typeof body.flags === 'number' &&
    !has(body.flags, flag.componentsV2)
  )
    faults.push({
      at: 'flags',
      code: 'MESSAGE_COMPONENTS_V2_NEVER_REMOVED',
      message: 'The flag stays for ever.',
    })
  if (faults.length > 0) throw invalidBody(faults)
  if (draft.files.some(({ bytes }) => bytes.length > maxFileBytes))
    throw new Refusal(413, 40005, 'Request entity too large')
  const isEmpty = draft.content.trim() === '' && draft.embeds.length === 0 && draft.components.length === 0
  if (isEmpty && draft.files.length === 0) throw new Refusal(400, 50006, 'Cannot send an empty message')
}
