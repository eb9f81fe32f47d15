import type { Locale } from '../../../core/answers/answer.ts'
import { readOwnTenant } from '../../../core/tenancy/own-tenant.ts'
import type { CommandContext } from '../command.ts'

const tagOf = (locale: Locale): string => (locale === 'fr' ? 'fr-FR' : 'en-GB')

/** `21 novembre 2026` */
export const dayText = (locale: Locale, date: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'long', timeZone }).format(date)

/** Writes days and times as the tenant's clocks show them: `21 novembre 2026`, `21 nov. 2026, 10:05`. */
export const openTimes = async ({ core, actor, locale }: CommandContext) => {
  const { timeZone } = await readOwnTenant(core.db, actor)
  const format = new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return {
    day: (date: Date): string => dayText(locale, date, timeZone),
    time: (date: Date): string => format.format(date),
  }
}
export type Times = Awaited<ReturnType<typeof openTimes>>
