import { z } from 'zod'
import type { FormValues } from '../../../core/messaging/card.ts'
import { type FormState, readFormId } from './form-id.ts'
import { withInner } from './piece.ts'

/** A file that was put into a dialog. Its address expires: it is fetched at once. */
export interface SentFile {
  id: string
  name: string
  bytes: number
  url: string
}

/** A dialog that was sent. All ids are foreign still. */
export interface SentForm extends FormState {
  values: FormValues
  /** By the names of their fields; fetched by whoever hands the values on. */
  files: { name: string; file: SentFile }[]
}

/** What of a modal's data is read. */
export interface SentModal {
  custom_id: string
  components?: readonly unknown[]
  resolved?: unknown
}

const inputSchema = z.object({
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
})

const attachmentsSchema = z.object({
  attachments: z.record(
    z.string(),
    z.object({ id: z.string(), filename: z.string(), size: z.number(), url: z.string() }),
  ),
})

/** Discord takes away the white space that the text was cut at. */
const joinParts = (start: string | undefined, end: string): string => {
  if (start === undefined) return end
  return /\s$/.test(start) || /^\s/.test(end) || end === '' ? start + end : `${start}\n${end}`
}

/** What was filled in: a field in several parts is put together again; what was not chosen is not there. */
export const readForm = ({ custom_id, components = [], resolved }: SentModal): SentForm => {
  const values: FormValues = {}
  const files: SentForm['files'] = []
  const attachments = attachmentsSchema.safeParse(resolved).data?.attachments ?? {}
  for (const component of components.flatMap(withInner)) {
    const input = inputSchema.safeParse(component).data
    if (!input) continue
    const name = input.custom_id.replace(/~\d+$/, '')
    const [chosen] = input.values ?? []
    const file = chosen === undefined ? undefined : attachments[chosen]
    if (file)
      files.push({ name, file: { id: file.id, name: file.filename, bytes: file.size, url: file.url } })
    else if (component.type === 19) continue
    else if (chosen !== undefined) values[name] = chosen
    else if (typeof input.value === 'string') values[name] = joinParts(values[name], input.value)
  }
  return { ...readFormId(custom_id), values, files }
}
