import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { limits } from '../../config/limits.ts'
import { refuseWeak } from './password-rules.ts'

const derive = promisify(argon2)

/** RFC 9106's second recommendation, with less memory: 19 MiB, OWASP's minimum for argon2id. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

const encode = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

const digest = (password: string, nonce: Buffer, { memory, passes, parallelism, tagLength } = cost) =>
  derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    memory,
    passes,
    parallelism,
    tagLength,
  }) as Promise<Buffer>

/**
 * Hashes a password in PHC form: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
 * @param logins what its owner signs in with, which no password may be
 * @throws AppError `invalid_value` when it breaks a rule
 */
export const hashPassword = async (
  password: string,
  logins: readonly (string | null | undefined)[] = [],
): Promise<string> => {
  refuseWeak(password, logins)
  const salt = randomBytes(16)
  const hash = await digest(password, salt)
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Stands in for the hash of somebody who does not exist, or has no password. */
const nobody = { salt: randomBytes(16), hash: randomBytes(32), cost }

const parse = (stored: string | null) => {
  const parts = stored === null ? null : form.exec(stored)
  if (!parts) return nobody
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number]
  const hash = Buffer.from(parts[5]!, 'base64')
  return {
    salt: Buffer.from(parts[4]!, 'base64'),
    hash,
    cost: { memory, passes, parallelism, tagLength: hash.length },
  }
}

/**
 * Whether the password is the stored one. Takes as long when there is none, so that the time says nothing about who
 * exists. @param stored null for somebody unknown
 */
export const verifyPassword = async (stored: string | null, password: string): Promise<boolean> => {
  const known = parse(stored)
  const isTooLong = [...password].length > limits.password.maxCharacters
  const found = await digest(isTooLong ? '' : password, known.salt, known.cost)
  return timingSafeEqual(found, known.hash) && known !== nobody && !isTooLong
}
