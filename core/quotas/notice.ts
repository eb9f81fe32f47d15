import type { Usage } from './usage.ts'

/** From here on a member is told what is left, before anybody is blocked. */
const toldFromPercent = 80

/** What is nearest to its end: the team's questions or money of the month, or what this member may use of them. */
export interface UsageNotice {
  kind: 'requests' | 'budget' | 'limit'
  used_percent: number
  /** Questions; of `requests` only. Money is for those who may see it. */
  limit: number | null
  remaining: number | null
  /** Day of the tenant's calendar. */
  refills_on: string
}

const percentOf = (used: number, limit: number | null): number =>
  limit === null ? 0 : limit === 0 ? 100 : Math.floor((used * 100) / limit)

/** The first of the month after `2026-11`. */
const dayAfter = (period: string): string => {
  const [year, month] = period.split('-').map(Number)
  return new Date(Date.UTC(year!, month!, 1)).toISOString().slice(0, 10)
}

/** null while there is plenty of everything. */
export const noticeOf = ({ requests, budget, limits, period }: Usage): UsageNotice | null => {
  const refills_on = dayAfter(period)
  const unnumbered = { limit: null, remaining: null, refills_on }
  const { limit, remaining } = requests
  const notices: UsageNotice[] = [
    ...limits.map(({ percent }) => ({
      kind: 'limit' as const,
      used_percent: percent ?? 0,
      ...unnumbered,
    })),
    {
      kind: 'budget',
      used_percent: percentOf(budget.spentNanoUsd, budget.limitNanoUsd),
      ...unnumbered,
    },
    { kind: 'requests', used_percent: percentOf(requests.used, limit), limit, remaining, refills_on },
  ]
  const nearest = notices.reduce((one, other) => (other.used_percent > one.used_percent ? other : one))
  return nearest.used_percent >= toldFromPercent ? nearest : null
}
