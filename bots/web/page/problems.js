import { hasWords, t } from './words.js'

/**
 * What went wrong and what to do next: the server's own sentence, which is in the page's language, else the page's.
 * @param {{ code: string, detail: string, retryAfter?: number, errors?: { detail?: string, reason?: string }[] }} problem
 */
export const problemText = (problem) => {
  if (problem.code === 'offline') return t('problem.offline')
  const reasons = (problem.errors ?? []).map((error) => error.detail ?? error.reason).filter(Boolean)
  const text =
    problem.detail ||
    (hasWords(`problem.${problem.code}`) ? t(`problem.${problem.code}`) : t('problem.internal'))
  const wait = problem.retryAfter ? ` ${t('problem.retry_after', { count: problem.retryAfter })}` : ''
  return [text + wait, ...reasons.filter((reason) => reason !== text)].join(' ')
}
