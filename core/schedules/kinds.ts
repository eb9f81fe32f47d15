import type { Schedule, ScheduleKind, ScheduleWindow } from '../../db/models/schedule.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import type { Core } from '../core.ts'
import type { Slot } from './clock.ts'

interface Traits {
  minuteOfDay: number
  weekday: number | null
  /** What people were promised (an end to what is kept, quotas) is not for an admin to hold. */
  isPausable: boolean
  /** It sends something to people, which can be looked at before. */
  isPreviewable: boolean
}

/** In the order in which they are shown. Hours are the tenant's. */
export const scheduleTraits: Record<ScheduleKind, Traits> = {
  'digest.daily': { minuteOfDay: 8 * 60, weekday: null, isPausable: true, isPreviewable: true },
  'digest.weekly': { minuteOfDay: 8 * 60, weekday: 1, isPausable: true, isPreviewable: true },
  reminders: { minuteOfDay: 8 * 60, weekday: null, isPausable: true, isPreviewable: true },
  retention: { minuteOfDay: 3 * 60, weekday: null, isPausable: false, isPreviewable: false },
  quotas: { minuteOfDay: 5, weekday: null, isPausable: false, isPreviewable: false },
}

/** An hour at which a schedule comes, and since when somebody wants it then. */
export interface WantedSlot extends Slot {
  since: Date
}

/** A share of a window: whose ids lie between, `first` and `last` included. */
export interface Share {
  of: 'people' | 'recipients' | 'tenant'
  first: string | null
  last: string | null
}

/** One share of one window, to be done. */
export interface Turn {
  schedule: Schedule
  window: ScheduleWindow
  share: Share
}

/** What a preview shows: what would be sent to one person now. */
export interface Preview {
  wouldSend: boolean
  /** Why nothing would be: a code. */
  reason: string | null
  route: string | null
  subject: string | null
  text: string | null
  html: string | null
  content: unknown
}

/** What a kind of schedule does. All of it may happen several times for the same share: a process may die in it. */
export interface Runner {
  /** At whose hours it comes; the schedule's own hour when absent. Inside `withTenant`. */
  listSlots?(core: Pick<Core, 'db'>, schedule: Schedule, tenant: Tenant): Promise<WantedSlot[]>
  /** The shares of a window; one, of the tenant, when absent. Inside `withTenant`. */
  divide?(core: Pick<Core, 'db'>, schedule: Schedule, window: ScheduleWindow): Promise<Share[]>
  run(core: Core, turn: Turn): Promise<void>
  preview?(core: Core, schedule: Schedule, who: { personId: string; now: Date }): Promise<Preview>
}

export type Runners = Readonly<Record<ScheduleKind, Runner>>
