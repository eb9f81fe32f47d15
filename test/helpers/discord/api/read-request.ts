import type { IncomingMessage } from 'node:http'
import type { Loose, UploadedFile } from '../world-state.ts'

const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const readMultipart = async (bytes: Buffer, type: string): Promise<ReadBody> => {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const files: UploadedFile[] = []
  let body: Loose = {}
  for (const [field, value] of form as unknown as Iterable<[string, File | string]>) {
    if (field === 'payload_json') body = JSON.parse(String(value))
    else if (typeof value === 'string') body[field] = value
    else
      files.push({ field, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) })
  }
  return { body, files, size: bytes.length }
}

export interface ReadBody {
  body: Loose
  files: UploadedFile[]
  size: number
}

/** JSON, or `payload_json` with files beside it. */
export const readRequest = async (request: IncomingMessage): Promise<ReadBody> => {
  const bytes = await readBytes(request)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type)
  return { body: bytes.length === 0 ? null : JSON.parse(String(bytes)), files: [], size: bytes.length }
}
