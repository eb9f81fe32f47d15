import { z } from 'zod'
import type { Locale } from '../core/answers/answer.ts'
import { AppError } from '../core/errors.ts'
import type { Fault } from './problem.ts'

const words = { fr: z.locales.fr().localeError, en: z.locales.en().localeError }

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** More than anybody corrects at once. Each reason names all unknown fields: without an end, a list of them is quadratic. */
const maxFaults = 50
const maxReason = 300
const short = (text: string): string =>
  text.length > maxReason ? `${text.slice(0, maxReason).toWellFormed()}…` : text

const faultsOf = (issue: z.core.$ZodIssue, part: Fault['in']): Fault[] => {
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, maxFaults).map((key) => [...issue.path, key])
      : [issue.path]
  return paths.map((path) => ({ in: part, pointer: short(pointerOf(path)), reason: short(issue.message) }))
}

/**
 * Parses one part of a request.
 * @throws AppError `invalid_request` when a field is unknown, else `invalid_value`; both list the first 50 faults in
 *   `details.errors`. A path that does not fit is `not_found`, as an id that nobody has.
 */
export const validate = <T extends z.ZodType>(
  schema: T,
  value: unknown,
  place: { part: Fault['in']; locale: Locale },
): z.output<T> => {
  const parsed = schema.safeParse(value, { error: words[place.locale] })
  if (parsed.success) return parsed.data
  if (place.part === 'path') throw new AppError('not_found', 'there is nothing at this address')
  const { issues } = parsed.error
  const errors = issues
    .slice(0, maxFaults)
    .flatMap((issue) => faultsOf(issue, place.part))
    .slice(0, maxFaults)
  const isUnknown = issues.some((issue) => issue.code === 'unrecognized_keys')
  throw new AppError(isUnknown ? 'invalid_request' : 'invalid_value', 'the request has faults, see errors', {
    details: { errors, count: errors.length },
  })
}
