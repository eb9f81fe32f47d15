import { createHash } from 'node:crypto'
import type { Loose, StoredFile, World } from '../world-state.ts'
import { contentTypeOf } from './content-type.ts'

const lifeMs = 24 * 60 * 60 * 1000

export interface GivenFile {
  name: string
  bytes: Uint8Array | string
  type?: string
  description?: string | null
}

const isTold = (type: string | undefined): type is string =>
  type !== undefined && type !== '' && type !== 'application/octet-stream'

export const storeFile = (world: World, channel: string, given: GivenFile): StoredFile => {
  const file: StoredFile = {
    id: world.nextId(),
    name: given.name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_'),
    type: isTold(given.type) ? given.type : contentTypeOf(given.name),
    description: given.description ?? null,
    bytes: Buffer.from(given.bytes as Uint8Array),
    channel,
  }
  world.files.set(file.id, file)
  return file
}

const signOf = (id: string, expires: string): string =>
  createHash('sha256').update(`${id} ${expires} cdn`).digest('hex')

/** An address of the CDN, good for a day. */
export const addressOf = (world: World, { id, name, channel }: StoredFile): string => {
  const expires = Math.floor((world.clock.now() + lifeMs) / 1000).toString(16)
  const query = `ex=${expires}&is=${Math.floor(world.clock.now() / 1000).toString(16)}&hm=${signOf(id, expires)}`
  return `${world.url}/cdn/attachments/${channel}/${id}/${encodeURIComponent(name)}?${query}`
}

/** @returns null when the address is not one, or not one any more */
export const fileAt = (world: World, url: URL): StoredFile | null => {
  const [, , , , id] = url.pathname.split('/')
  const file = world.files.get(id ?? '')
  const expires = url.searchParams.get('ex') ?? ''
  if (!file || url.searchParams.get('hm') !== signOf(file.id, expires)) return null
  return Number.parseInt(expires, 16) * 1000 > world.clock.now() ? file : null
}

export const presentFile = (world: World, file: StoredFile): Loose => {
  const url = addressOf(world, file)
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: file.type,
    ...(file.description !== null && { description: file.description }),
  }
}
