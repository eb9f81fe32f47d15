import { z } from 'zod'
import type { FormValues } from '../../../core/messaging/card.ts'
import { elementId, type FormPlace } from './render-form.ts'

/** A file that was put into a dialog, as Slack names it. */
export interface SentFile {
  id: string
  name: string
  bytes: number
  url: string
}

/** A dialog that was sent. All ids are foreign still. */
export interface SentForm {
  action: string
  value: Record<string, string>
  place: FormPlace
  values: FormValues
  /** By the names of their fields; fetched by whoever hands the values on. */
  files: { name: string; file: SentFile }[]
}

/** What of a `view_submission` is read. */
export interface SentView {
  callback_id?: string
  private_metadata?: string
  state?: { values?: Record<string, Record<string, unknown>> }
}

const metadataSchema = z.object({
  value: z.record(z.string(), z.string()),
  place: z.object({ channel: z.string().nullable(), thread: z.string().nullable() }),
})
const noMetadata: z.infer<typeof metadataSchema> = { value: {}, place: { channel: null, thread: null } }

const elementSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  files: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().nullish(),
        size: z.number().nullish(),
        url_private_download: z.string().nullish(),
        url_private: z.string().nullish(),
      }),
    )
    .nullish(),
})
type Element = z.infer<typeof elementSchema>

const readMetadata = (text: string | undefined): typeof noMetadata => {
  try {
    return metadataSchema.safeParse(JSON.parse(text ?? '')).data ?? noMetadata
  } catch {
    return noMetadata
  }
}

const fileOf = ({ files }: Element): SentFile | null => {
  const [file] = files ?? []
  if (!file) return null
  const url = file.url_private_download ?? file.url_private ?? ''
  return { id: file.id, name: file.name ?? '', bytes: file.size ?? 0, url }
}

/** A dialog may take away the white space that the text was cut at. */
const joinParts = (start: string | undefined, end: string): string => {
  if (start === undefined) return end
  return /\s$/.test(start) || /^\s/.test(end) || end === '' ? start + end : `${start}\n${end}`
}

/** What was filled in: a text in several parts is put together again, what was left empty is not there. */
export const readForm = ({ callback_id = '', private_metadata, state }: SentView): SentForm => {
  const values: FormValues = {}
  const files: SentForm['files'] = []
  for (const [block, elements] of Object.entries(state?.values ?? {})) {
    const element = elementSchema.safeParse(elements[elementId]).data
    if (!element) continue
    const name = block.replace(/~\d+$/, '')
    const file = fileOf(element)
    const value = element.selected_option?.value ?? element.value
    if (file) files.push({ name, file })
    if (typeof value === 'string') values[name] = joinParts(values[name], value)
  }
  return { action: callback_id, ...readMetadata(private_metadata), values, files }
}
