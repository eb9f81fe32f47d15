import { dictionary } from '@zxcvbn-ts/language-common'
import { limits } from '../../config/limits.ts'
import { AppError } from '../errors.ts'

export type PasswordRule = 'too_short' | 'too_long' | 'too_common' | 'same_as_login'

const { minCharacters, maxCharacters } = limits.password

/** For logs and the command line; the API says them in the reader's language, by `rule`. */
const reasons: Record<PasswordRule, string> = {
  too_short: `at least ${minCharacters} characters`,
  too_long: `at most ${maxCharacters} characters`,
  too_common: 'not one of the passwords that many people have',
  same_as_login: 'not the own e-mail address or user name',
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Some 49,000, the commonest of known breaches; made ready when the first password is set. */
let common: Set<string> | null = null

const isCommon = (password: string): boolean => {
  common ??= new Set(dictionary['passwords-common']?.map((word) => plain(String(word))))
  return common.has(plain(password))
}

/** An address, and what stands before its `@`. */
const namesOf = (login: string): string[] => [plain(login), plain(login).split('@')[0]!]

const brokenRules = (password: string, logins: readonly (string | null | undefined)[]): PasswordRule[] => {
  const characters = [...password.normalize('NFKC')].length
  const names = new Set(logins.flatMap((login) => (login ? namesOf(login) : [])))
  const broken: Record<PasswordRule, boolean> = {
    too_short: characters < minCharacters,
    too_long: characters > maxCharacters,
    too_common: isCommon(password),
    same_as_login: names.has(plain(password)),
  }
  return (Object.keys(broken) as PasswordRule[]).filter((rule) => broken[rule])
}

/**
 * @param logins what the password's owner signs in with
 * @throws AppError `invalid_value` (context `password`) with `details.rules`, and every broken one in `details.errors`
 */
export const refuseWeak = (password: string, logins: readonly (string | null | undefined)[]): void => {
  const rules = brokenRules(password, logins)
  if (rules.length === 0) return
  const errors = rules.map((rule) => ({ in: 'body', pointer: '/password', reason: reasons[rule], rule }))
  throw new AppError('invalid_value', 'the password breaks a rule', {
    details: { context: 'password', rules, errors, count: errors.length, minCharacters, maxCharacters },
  })
}
