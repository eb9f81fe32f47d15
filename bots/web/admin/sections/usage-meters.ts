import type { Shown, ShownUsage, Spent } from '../../../../core/quotas/usage.ts'
import type { Visit } from '../section.ts'
import type { Meter, Tone } from '../view.ts'
import type { openFigures } from '../words.ts'

type Figures = ReturnType<typeof openFigures>

const percentOf = (used: number, limit: number): number =>
  limit === 0 ? 100 : Math.floor((used * 100) / limit)

const toneOf = (percent: number | null): Tone =>
  percent === null || percent < 80 ? 'good' : percent < 100 ? 'warn' : 'danger'

const meter = (title: string, text: string, percent: number | null): Meter => ({
  title,
  text,
  percent: percent === null ? null : Math.min(100, percent),
  tone: toneOf(percent),
})

const spentMeters = (figures: Figures, t: Visit['t'], spent: Shown<Spent>, about: string): Meter[] => {
  const { requests, budget } = spent
  const { used, limit } = requests
  const title = (key: string): string => (about === '' ? t(key) : `${t(key)} · ${about}`)
  const asked =
    limit === null
      ? t('usage.of_unlimited', { used: figures.number(used) })
      : t('usage.of', {
          used: figures.number(used),
          limit: figures.number(limit),
          percent: figures.number(percentOf(used, limit)),
        })
  const meters = [meter(title('usage.requests'), asked, limit === null ? null : percentOf(used, limit))]
  if (budget === null) return meters
  const { spentNanoUsd: paid, limitNanoUsd: most } = budget
  const money =
    most === null
      ? t('usage.of_unlimited', { used: figures.usd(paid) })
      : t('usage.of', {
          used: figures.usd(paid),
          limit: figures.usd(most),
          percent: figures.number(percentOf(paid, most)),
        })
  return [...meters, meter(title('usage.budget'), money, most === null ? null : percentOf(paid, most))]
}

/** What the month has used, of the tenant and of each limit that holds for who asks; then the files. */
export const metersOf = (figures: Figures, t: Visit['t'], usage: ShownUsage): Meter[] => {
  const { usedBytes, limitBytes } = usage.storage
  const full = percentOf(usedBytes, limitBytes)
  const files = t('usage.of', {
    used: figures.bytes(usedBytes),
    limit: figures.bytes(limitBytes),
    percent: figures.number(full),
  })
  return [
    ...spentMeters(figures, t, usage, ''),
    ...usage.limits.flatMap((limit) => spentMeters(figures, t, limit, t(`usage.kind.${limit.kind}`))),
    meter(t('usage.files'), files, full),
  ]
}
