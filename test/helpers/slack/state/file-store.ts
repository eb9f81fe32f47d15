import type { SlackFile, World } from '../world-state.ts'

const typeOf: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export const mimetypeOf = (name: string): string =>
  typeOf[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'

export const addFile = (
  world: World,
  file: Pick<SlackFile, 'teamId' | 'user' | 'name'> & Partial<SlackFile>,
): SlackFile => {
  const bytes = file.bytes ?? new Uint8Array()
  const stored: SlackFile = {
    id: world.nextId('F'),
    title: file.name,
    mimetype: mimetypeOf(file.name),
    altText: '',
    bytes,
    length: bytes.length,
    isUploaded: bytes.length > 0,
    isShared: false,
    channels: [],
    ...file,
  }
  world.files.set(stored.id, stored)
  return stored
}
