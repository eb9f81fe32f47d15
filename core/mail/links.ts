import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { deriveKey } from '../tenancy/master-key.ts'

/** What a link of a mail lets whoever has it do, without a sign-in and for one person alone. */
export const linkPurposes = ['digests', 'notices', 'confirm'] as const

const claimsSchema = z.tuple([
  z.enum(linkPurposes),
  z.uuid(),
  z.enum(['person', 'recipient']),
  z.uuid(),
  /** Seconds since 1970 when it ends; 0 = never: mails are read years later. */
  z.int().min(0),
])

export interface MailLink {
  purpose: (typeof linkPurposes)[number]
  tenantId: string
  kind: 'person' | 'recipient'
  id: string
  endsAt: Date | null
}

const signatureOf = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Of the links of mails; it is another one when the master key is. */
export const mailKeyOf = (masterKey: Buffer): Uint8Array => deriveKey(masterKey, 'mail-links')

/** @param key from `mailKeyOf` */
export const signLink = (key: Uint8Array, { purpose, tenantId, kind, id, endsAt }: MailLink): string => {
  const seconds = endsAt === null ? 0 : Math.floor(endsAt.getTime() / 1000)
  const text = Buffer.from(JSON.stringify([purpose, tenantId, kind, id, seconds])).toString('base64url')
  return `${text}.${signatureOf(key, text).toString('base64url')}`
}

const parse = (text: string): z.infer<typeof claimsSchema> | null => {
  try {
    return claimsSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return null
  }
}

/** What a link says; null when nobody here signed it, or when it has ended. */
export const readLink = (key: Uint8Array, token: string, now = new Date()): MailLink | null => {
  const [text = '', signature = ''] = token.split('.')
  const [given, expected] = [Buffer.from(signature, 'base64url'), signatureOf(key, text)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const claims = parse(text)
  if (!claims) return null
  const [purpose, tenantId, kind, id, seconds] = claims
  const endsAt = seconds === 0 ? null : new Date(seconds * 1000)
  return endsAt && endsAt <= now ? null : { purpose, tenantId, kind, id, endsAt }
}

/** Where mails lead to, and how their links are signed. */
export interface MailLinks {
  /** Without a trailing slash; null = mails link to nothing. */
  publicUrl: string | null
  key: Uint8Array
}

export const unsubscribePath = '/unsubscribe'
export const confirmPath = '/digests/confirm'

/** The address that ends what a mail is about, by one click; null where no address is known. */
export const unsubscribeUrl = (
  { publicUrl, key }: MailLinks,
  link: Omit<MailLink, 'endsAt'>,
): string | null =>
  publicUrl === null
    ? null
    : `${publicUrl}${unsubscribePath}?token=${signLink(key, { ...link, endsAt: null })}`

/** Lets mail programs show a button of their own that ends it (RFC 8058). */
export const unsubscribeHeaders = (url: string | null): Record<string, string> =>
  url === null
    ? {}
    : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
