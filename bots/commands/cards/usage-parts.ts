import { can } from '../../../core/access/can.ts'
import { formatNumber } from '../../../core/answers/figures.ts'
import { formatBytes } from '../../../core/locales/bytes.ts'
import type { CardPart } from '../../../core/messaging/card.ts'
import type { Storage } from '../../../core/quotas/storage.ts'
import { readUsage, type Shown, type ShownUsage, type Spent } from '../../../core/quotas/usage.ts'
import type { CommandContext } from '../command.ts'
import { fields, notes, text } from './card-parts.ts'
import { dayText } from './dates.ts'
import { openWords } from './words.ts'

const cells = 10

/** `▰▰▰▱▱▱▱▱▱▱ 34 %`: told by the number too, for those who do not see the bar. */
export const barOf = (percent: number, locale: CommandContext['locale']): string => {
  const full = Math.min(cells, Math.floor((percent * cells) / 100))
  const number = formatNumber(percent, 0, locale)
  return `${'▰'.repeat(full)}${'▱'.repeat(cells - full)} ${locale === 'fr' ? `${number} %` : `${number}%`}`
}

const usd = (nano: number, { locale }: CommandContext): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }).format(nano / 1e9)

const percentOf = (used: number, limit: number): number =>
  limit === 0 ? 100 : Math.floor((used * 100) / limit)

const requestsText = (context: CommandContext, { requests }: Shown<Spent>): string => {
  const { locale } = context
  const say = openWords(locale)
  const count = (value: number): string => formatNumber(value, 0, locale)
  const { used, limit, remaining } = requests
  if (limit === null) return say('usage.requests_free', { used: count(used) })
  const left = { used: count(used), limit: count(limit), remaining: count(remaining ?? 0) }
  return `${barOf(percentOf(used, limit), locale)}\n${say('usage.requests', left)}`
}

const budgetText = (context: CommandContext, { budget }: Shown<Spent>): string | null => {
  if (budget === null) return null
  const { locale } = context
  const say = openWords(locale)
  const { spentNanoUsd, reservedNanoUsd, limitNanoUsd } = budget
  const spent = usd(spentNanoUsd, context)
  const reserved =
    reservedNanoUsd > 0 ? ` ${say('usage.reserved', { reserved: usd(reservedNanoUsd, context) })}` : ''
  if (limitNanoUsd === null) return `${say('usage.budget_free', { spent })}${reserved}`
  const bar = barOf(percentOf(spentNanoUsd, limitNanoUsd), locale)
  return `${bar}\n${say('usage.budget', { spent, limit: usd(limitNanoUsd, context) })}${reserved}`
}

const storageText = ({ locale }: CommandContext, { usedBytes, limitBytes }: Storage): string => {
  const [used, limit] = [usedBytes, limitBytes].map((bytes) => formatBytes(locale, bytes))
  return `${barOf(percentOf(usedBytes, limitBytes), locale)}\n${openWords(locale)('usage.storage', { used, limit })}`
}

const ownLimits = (context: CommandContext, usage: ShownUsage): [string, string][] => {
  const say = openWords(context.locale)
  return usage.limits.flatMap((limit): [string, string][] => {
    const asked = limit.requests.limit === null ? null : requestsText(context, limit)
    const paid = limit.budget?.limitNanoUsd == null ? null : budgetText(context, limit)
    const told = [asked, paid].filter((line) => line !== null).join('\n')
    return told === '' ? [] : [[say(`usage.limit.${limit.kind}`), told]]
  })
}

/** Whether this person may be told where the month stands; visitors and accounts that are nobody's may not. */
export const maySeeUsage = ({ actor }: CommandContext): boolean =>
  actor.kind === 'person' || can(actor, 'quotas:view')

/** Where the month stands, own limits, storage; money for those who may see it. @throws forbidden */
export const usageParts = async (context: CommandContext): Promise<(CardPart | null)[]> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const usage = await readUsage(core.db, actor)
  const { resetsAt, timeZone, budget } = usage
  const paid = budgetText(context, usage)
  return [
    fields([
      [say('usage.questions'), requestsText(context, usage)],
      paid === null ? null : [say('usage.money'), paid],
      ...ownLimits(context, usage),
      [say('usage.files'), storageText(context, usage.storage)],
    ]),
    text(say('usage.resets', { date: dayText(locale, resetsAt, timeZone) })),
    notes('caution', [
      budget !== null && budget.unknownCalls > 0 && say('usage.unknown', { count: budget.unknownCalls }),
    ]),
  ]
}
