import { createHash, randomBytes } from 'node:crypto'
import { errors as joseErrors, jwtVerify, SignJWT } from 'jose'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { AppError } from '../errors.ts'

/** Pinned: nothing but this is ever signed or taken, whatever a token's header says. */
const algorithm = 'HS256'
const type = 'at+jwt'
const issuer = 'sextant'
const audience = 'sextant-api'

/** Who signs in. People belong to a tenant, operators to the deployment. */
export interface Holder {
  kind: 'operator' | 'person'
  id: string
  tenantId: string | null
}

const claimsSchema = z.object({
  sub: z.uuid(),
  kind: z.enum(['operator', 'person']),
  tenant: z.uuid().nullable(),
  role: z.string().nullable(),
  perms: z.array(z.string()),
  email: z.string().nullable(),
  is_admin: z.boolean(),
  token_version: z.int(),
  /** Family of the refresh tokens that this one came with. */
  sid: z.uuid(),
  jti: z.uuid(),
  exp: z.number(),
})

/** What an access token says. Role and permissions are for clients to read; the server looks them up. */
export type AccessClaims = z.infer<typeof claimsSchema>

/** Signs an access token that lives 30 minutes. @param key from `deriveKey(masterKey, 'access-token')` */
export const signAccessToken = async (
  key: Uint8Array,
  claims: Omit<AccessClaims, 'jti' | 'exp'>,
): Promise<string> => {
  const { sub, ...rest } = claims
  return new SignJWT(rest)
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('0 s')
    .setExpirationTime(`${limits.auth.accessTokenSeconds} s`)
    .setJti(uuidv7())
    .sign(key)
}

const refusal = (cause: unknown): AppError =>
  new AppError('unauthenticated', 'the access token is not valid', {
    cause,
    details: { reason: cause instanceof joseErrors.JWTExpired ? 'expired' : 'invalid' },
  })

/** The one place that verifies an access token. @throws AppError `unauthenticated` */
export const verifyAccessToken = async (key: Uint8Array, token: string): Promise<AccessClaims> => {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      typ: type,
      issuer,
      audience,
      clockTolerance: limits.auth.clockSkewSeconds,
      requiredClaims: ['sub', 'exp', 'nbf', 'iat', 'jti', 'iss', 'aud'],
    })
    return claimsSchema.parse(payload)
  } catch (cause) {
    throw refusal(cause)
  }
}

/** An opaque secret of 256 bits, as given away; only its hash is kept. */
export const makeSecret = (): string => randomBytes(32).toString('base64url')

/** A secret of 256 random bits needs no salt and no slow hash. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
