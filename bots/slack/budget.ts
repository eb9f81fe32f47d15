import { limits } from '../../config/limits.ts'

const { windowMs, postEveryMs, defaultPerMinute, perMinute } = limits.slackTiers

/** Calls that wait for their turn in one channel, or for a whole method. */
export interface Line<Waiting> {
  waiting: Waiting[]
  /** A message of the channel is on its way. */
  isBusy: boolean
  freeAt: number
}

/** What one method in one workspace may still do. Times are the clock's. */
export interface Budget<Waiting> {
  /** A minute. */
  most: number
  /** Messages also keep a distance in each channel. */
  isPaced: boolean
  /** When calls were over, oldest first; each counts for a window from then. */
  ends: number[]
  underWay: number
  /** Slack's own word on the whole method. */
  heldUntil: number
  /** By channel for what is paced, else all in one. */
  lines: Map<string, Line<Waiting>>
  wakeUp: { at: number; cancel: () => void } | null
}

export const openBudget = <Waiting>(method: string): Budget<Waiting> => ({
  most: perMinute[method] ?? defaultPerMinute,
  isPaced: method === 'chat.postMessage',
  ends: [],
  underWay: 0,
  heldUntil: 0,
  lines: new Map(),
  wakeUp: null,
})

/** Forgets what does not count any more. */
export const tidy = ({ ends, lines }: Budget<unknown>, now: number): void => {
  const counting = ends.findIndex((end) => end > now - windowMs)
  ends.splice(0, counting < 0 ? ends.length : counting)
  for (const [key, { waiting, isBusy, freeAt }] of lines)
    if (waiting.length === 0 && !isBusy && freeAt <= now) lines.delete(key)
}

export const lineOf = <Waiting>(
  { isPaced, lines }: Budget<Waiting>,
  channel: string | null,
): Line<Waiting> => {
  const key = isPaced ? (channel ?? '') : ''
  const line = lines.get(key) ?? { waiting: [], isBusy: false, freeAt: 0 }
  lines.set(key, line)
  return line
}

/** When the method takes a call that comes behind `ahead` others. */
export const slotAt = (budget: Budget<unknown>, ahead: number, now: number): number => {
  const { most, ends, underWay, heldUntil } = budget
  const missing = ends.length + underWay + ahead + 1 - most
  if (missing <= 0) return Math.max(now, heldUntil)
  // Slots come back in the order in which they were used; those under way and ahead are used from now on.
  const used = missing <= ends.length ? ends[missing - 1]! : now
  const rounds = missing <= ends.length ? 1 : Math.ceil((missing - ends.length) / most)
  return Math.max(heldUntil, used + windowMs * rounds)
}

/** How long a call would wait that comes behind `ahead` others of its line. */
export const waitOf = <Waiting>(
  budget: Budget<Waiting>,
  { line, ahead, now }: { line: Line<Waiting>; ahead: number; now: number },
): number => {
  if (!budget.isPaced) return slotAt(budget, ahead, now) - now
  const free = Math.max(line.freeAt, line.isBusy ? now + postEveryMs : now)
  return Math.max(free + ahead * postEveryMs, slotAt(budget, 0, now)) - now
}

/** When the next call of any line can go; null = nobody waits, or only behind what is on its way. */
export const nextAt = (budget: Budget<unknown>, now: number): number | null => {
  const free = [...budget.lines.values()].flatMap(({ waiting, isBusy, freeAt }) =>
    waiting.length > 0 && !isBusy ? [freeAt] : [],
  )
  if (free.length === 0) return null
  return Math.max(Math.min(...free), slotAt(budget, 0, now))
}

/** A call is over: Slack saw it at some time until now. `retryAfterMs`: it refused, and wants no more for so long. */
export const noteEnd = <Waiting>(
  budget: Budget<Waiting>,
  { line, now, retryAfterMs }: { line: Line<Waiting>; now: number; retryAfterMs: number },
): void => {
  budget.ends.push(now)
  if (budget.isPaced) line.freeAt = now + Math.max(postEveryMs, retryAfterMs)
  else budget.heldUntil = Math.max(budget.heldUntil, now + retryAfterMs)
}
