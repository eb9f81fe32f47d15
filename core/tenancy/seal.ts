import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '../errors.ts'

/** A key of 32 bytes; its id is written into what it seals, so that a rotation can tell what is sealed by which. */
export interface SealKey {
  id: string
  bytes: Uint8Array
}

/** Where a sealed text belongs. Moved to another tenant or field it does not open. */
export interface SealPlace {
  tenantId: string
  /** `<table>.<column>:<row>` */
  field: string
}

const algorithm = 'aes-256-gcm'
const version = 'v1'
const nonceBytes = 12
const tagBytes = 16
const form = /^v1\.([A-Za-z0-9-]{1,64})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/

/** Says nothing of what, why or by which key: whoever may know looks into the database. */
const unreadable = () => new AppError('secret_unreadable', 'a stored secret cannot be opened')

const boundTo = (key: SealKey, { tenantId, field }: SealPlace): Buffer =>
  Buffer.from(JSON.stringify([version, key.id, tenantId, field]))

/** Node decodes base64url leniently: of the last character, bits that count for nothing could be altered. */
const decode = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw unreadable()
  return bytes
}

const parse = (sealed: string) => {
  const [, keyId, nonce, body] = form.exec(sealed) ?? []
  if (keyId === undefined || nonce === undefined || body === undefined) throw unreadable()
  return { keyId, nonce: decode(nonce), body: decode(body) }
}

/** Id of the key that sealed it. @throws AppError `secret_unreadable` for what is no sealed text */
export const keyIdOf = (sealed: string): string => parse(sealed).keyId

/** AES-256-GCM, bound to its place: `v1.<key id>.<nonce>.<ciphertext and tag>`. */
export const seal = (key: SealKey, place: SealPlace, secret: Uint8Array): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes })
  cipher.setAAD(boundTo(key, place))
  const body = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return [version, key.id, nonce.toString('base64url'), body.toString('base64url')].join('.')
}

/** @throws AppError `secret_unreadable` when it was altered, moved, or sealed by another key */
export const unseal = (key: SealKey, place: SealPlace, sealed: string): Buffer => {
  const { keyId, nonce, body } = parse(sealed)
  if (keyId !== key.id) throw unreadable()
  const decipher = createDecipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes })
  decipher.setAAD(boundTo(key, place))
  decipher.setAuthTag(body.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    throw unreadable()
  }
}
