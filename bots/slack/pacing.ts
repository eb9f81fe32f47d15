import {
  type Budget,
  type Line,
  lineOf,
  nextAt,
  noteEnd,
  openBudget,
  slotAt,
  tidy,
  waitOf,
} from './budget.ts'
import { SlackFailure } from './failure.ts'

/** Time as pacing sees it; a test brings its own. */
export interface Clock {
  /** Milliseconds, never backwards. */
  now(): number
  /** @returns what calls it off */
  after(ms: number, act: () => void): () => void
}

export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

/** A call that wants to be made. */
export interface Wish {
  workspace: string
  method: string
  /** Where a message is posted. */
  channel: string | null
  /** Goes before what others want from the same method. */
  isUrgent: boolean
  patienceMs: number
  signal?: AbortSignal
}

/** It is this call's turn. To be ended once, when Slack has answered or surely will not. */
export interface Turn {
  /** `retryAfterMs`: Slack wants no more of this for so long. `isUnused`: nothing was sent. */
  end(how?: { retryAfterMs?: number; isUnused?: boolean }): void
}

export interface Pacing {
  /**
   * Waits for the turn of a call: first come, first served in a channel, as many as the method's tier allows.
   * @throws SlackFailure `rate_limited` as soon as patience will not do; `unreachable` when it is called off
   */
  turn(wish: Wish): Promise<Turn>
  /** Calls of a method that could be made at once. */
  room(workspace: string, method: string): number
  close(): void
}

interface Waiting extends Wish {
  /** Whose turn comes first. */
  number: number
  go(): void
  refuse(failure: SlackFailure): void
}

const limited = (method: string, retryAfterMs: number): SlackFailure =>
  new SlackFailure(method, { kind: 'rate_limited', code: 'rate_limited', retryAfterMs })

const unsent = (method: string, code: 'closed' | 'cancelled'): SlackFailure =>
  new SlackFailure(method, { kind: 'unreachable', code })

/** The head of a line that may go now: the urgent ones first, then who came first. */
const headOf = ({ lines }: Budget<Waiting>, now: number): Waiting | null => {
  const heads = [...lines.values()].flatMap(({ waiting, isBusy, freeAt }) =>
    waiting.length > 0 && !isBusy && freeAt <= now ? [waiting[0]!] : [],
  )
  const [first = null] = heads.sort(
    (one, other) => Number(other.isUrgent) - Number(one.isUrgent) || one.number - other.number,
  )
  return first
}

const leave = ({ waiting }: Line<Waiting>, one: Waiting): void => {
  waiting.splice(waiting.indexOf(one), 1)
}

/**
 * Keeps calls within what Slack promises to take, so that it has no need to refuse. A call counts from when it is sent
 * until a window after its answer: Slack saw it somewhere in between, so that no window of its own ever holds more.
 * What Slack refuses all the same (several processes serve one workspace, each knowing of itself only) holds that
 * method in that channel, for messages, or in that workspace, and nothing else.
 */
export const openPacing = (clock: Clock = realClock): Pacing => {
  const budgets = new Map<string, Budget<Waiting>>()
  let isClosed = false
  let count = 0

  const budgetOf = (workspace: string, method: string): Budget<Waiting> => {
    const key = `${workspace} ${method}`
    const budget = budgets.get(key) ?? openBudget<Waiting>(method)
    budgets.set(key, budget)
    tidy(budget, clock.now())
    return budget
  }

  const arm = (budget: Budget<Waiting>): void => {
    const at = isClosed ? null : nextAt(budget, clock.now())
    if (budget.wakeUp && budget.wakeUp.at === at) return
    budget.wakeUp?.cancel()
    budget.wakeUp = null
    if (at === null) return
    const cancel = clock.after(Math.max(1, Math.ceil(at - clock.now())), () => {
      budget.wakeUp = null
      serve(budget)
    })
    budget.wakeUp = { at, cancel }
  }

  const serve = (budget: Budget<Waiting>): void => {
    const now = clock.now()
    while (slotAt(budget, 0, now) <= now) {
      const next = headOf(budget, now)
      if (!next) break
      const line = lineOf(budget, next.channel)
      leave(line, next)
      line.isBusy = budget.isPaced
      budget.underWay++
      next.go()
    }
    arm(budget)
  }

  /** Who is now known to wait for longer than they would hears it at once, and can do something else. */
  const dismissImpatient = (budget: Budget<Waiting>, line: Line<Waiting>): void => {
    const now = clock.now()
    for (const one of [...line.waiting]) {
      const ms = waitOf(budget, { line, ahead: line.waiting.indexOf(one), now })
      if (ms <= one.patienceMs) continue
      leave(line, one)
      one.refuse(limited(one.method, ms))
    }
  }

  const turnOf = (budget: Budget<Waiting>, { channel }: Wish): Turn => {
    let isOver = false
    return {
      end: ({ retryAfterMs = 0, isUnused = false } = {}) => {
        if (isOver) return
        isOver = true
        const line = lineOf(budget, channel)
        budget.underWay--
        line.isBusy = false
        if (!isUnused) noteEnd(budget, { line, now: clock.now(), retryAfterMs })
        if (retryAfterMs > 0) dismissImpatient(budget, line)
        serve(budget)
      },
    }
  }

  const wait = (budget: Budget<Waiting>, wish: Wish, ahead: number): Promise<Turn> =>
    new Promise((resolve, reject) => {
      const line = lineOf(budget, wish.channel)
      const rest = (): void => {
        stopWaiting()
        wish.signal?.removeEventListener('abort', cancel)
      }
      const one: Waiting = {
        ...wish,
        number: count++,
        go: () => {
          rest()
          resolve(turnOf(budget, wish))
        },
        refuse: (failure) => {
          rest()
          reject(failure)
        },
      }
      const giveUp = (failure: SlackFailure): void => {
        leave(line, one)
        one.refuse(failure)
        serve(budget)
      }
      const cancel = (): void => giveUp(unsent(wish.method, 'cancelled'))
      // The forecast takes calls under way to end soon; they may hang.
      const stopWaiting = clock.after(wish.patienceMs, () => {
        const ms = waitOf(budget, { line, ahead: line.waiting.indexOf(one), now: clock.now() })
        giveUp(limited(wish.method, Math.max(1_000, ms)))
      })
      wish.signal?.addEventListener('abort', cancel, { once: true })
      line.waiting.splice(ahead, 0, one)
      serve(budget)
    })

  return {
    turn: async (wish) => {
      const { workspace, method, channel, isUrgent, patienceMs, signal } = wish
      if (isClosed || signal?.aborted) throw unsent(method, isClosed ? 'closed' : 'cancelled')
      const budget = budgetOf(workspace, method)
      const line = lineOf(budget, channel)
      const urgent = line.waiting.filter((one) => one.isUrgent)
      const ahead = isUrgent ? urgent.length : line.waiting.length
      const ms = waitOf(budget, { line, ahead, now: clock.now() })
      if (ms > patienceMs) throw limited(method, ms)
      return wait(budget, wish, ahead)
    },
    room: (workspace, method) => {
      const budget = budgetOf(workspace, method)
      if (budget.heldUntil > clock.now()) return 0
      const waiting = [...budget.lines.values()].reduce((sum, line) => sum + line.waiting.length, 0)
      return Math.max(0, budget.most - budget.ends.length - budget.underWay - waiting)
    },
    close: () => {
      isClosed = true
      for (const budget of budgets.values()) {
        budget.wakeUp?.cancel()
        for (const line of budget.lines.values())
          for (const one of line.waiting.splice(0)) one.refuse(unsent(one.method, 'closed'))
      }
    },
  }
}
