import { v7 as uuid } from 'uuid'
import { log, requestContext } from '../../config/log.ts'
import { permissionLabel } from '../../core/access/labels.ts'
import { permissions } from '../../core/access/permissions.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { AppError, isAppError } from '../../core/errors.ts'
import { errorCard } from '../../core/messaging/answer-card.ts'
import type { Card } from '../../core/messaging/card.ts'
import { fields } from './cards/card-parts.ts'
import { openWords } from './cards/words.ts'

/** A permission that lacks is named in words. */
const withMissing = (locale: Locale, error: AppError): Card => {
  const card = errorCard(locale, error)
  const missing = permissions.find((permission) => permission === error.details.missing)
  if (!missing || error.code !== 'forbidden') return card
  const named = fields([[openWords(locale)('missing_permission'), permissionLabel(locale, missing)]])
  return { ...card, parts: [...card.parts, named].filter((part) => part !== null) }
}

/**
 * What went wrong, for people: an explained failure with what to do next, anything else with the reference that finds
 * it in the log.
 */
export const errorCardOf = (locale: Locale, error: unknown): Card => {
  if (isAppError(error) && error.code !== 'internal') return withMissing(locale, error)
  const reference = requestContext.getStore()?.requestId ?? uuid()
  log.error({ err: error, reference }, 'a command failed')
  return errorCard(locale, new AppError('internal', 'An unexpected error.', { cause: error }), { reference })
}
