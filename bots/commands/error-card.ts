import { v7 as uuid } from 'uuid'
import { log, requestContext } from '../../config/log.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { AppError, isAppError } from '../../core/errors.ts'
import { errorCard } from '../../core/messaging/answer-card.ts'
import type { Card } from '../../core/messaging/card.ts'

/**
 * What went wrong, for people: an explained failure with what to do next, anything else with the reference that finds
 * it in the log.
 */
export const errorCardOf = (locale: Locale, error: unknown): Card => {
  if (isAppError(error) && error.code !== 'internal') return errorCard(locale, error)
  const reference = requestContext.getStore()?.requestId ?? uuid()
  log.error({ err: error, reference }, 'a command failed')
  return errorCard(locale, new AppError('internal', 'An unexpected error.', { cause: error }), { reference })
}
