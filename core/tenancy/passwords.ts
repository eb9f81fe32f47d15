import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'

const derive = promisify(argon2)

/** RFC 9106's second recommendation, with less memory: 19 MiB, OWASP's minimum for argon2id. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const limits = { minCharacters: 8, maxCharacters: 256 }

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

/** @throws AppError `invalid_request` with `details.rule` */
const refuseWeak = (password: string): void => {
  const characters = [...password].length
  const { minCharacters, maxCharacters } = limits
  if (characters >= minCharacters && characters <= maxCharacters) return
  throw new AppError('invalid_request', `a password has ${minCharacters} to ${maxCharacters} characters`, {
    details: { rule: 'password_length', ...limits },
  })
}

/** Hashes a password in PHC form: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. @throws AppError when it is too weak */
export const hashPassword = async (password: string): Promise<string> => {
  refuseWeak(password)
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
  const isTooLong = [...password].length > limits.maxCharacters
  const found = await digest(isTooLong ? '' : password, known.salt, known.cost)
  return timingSafeEqual(found, known.hash) && known !== nobody && !isTooLong
}
