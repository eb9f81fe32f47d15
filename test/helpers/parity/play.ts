import { surveyCsv } from '../../fixtures/survey.ts'
import type { BroughtFile, Driver, Reply } from './driver.ts'
import type { Held } from './held.ts'
import { changeOf, readRows, without } from './rows.ts'
import type { Aspect, Scenario, Step } from './scenarios.ts'

export interface Played {
  /** By step. */
  held: Held[]
  /** What the core wrote and took away. */
  rows: string[]
}

const survey: BroughtFile = { name: 'loisirs.csv', bytes: surveyCsv }

const act = (driver: Driver, { by }: Scenario, step: Step, last: Reply | null): Promise<Reply> => {
  if ('type' in step) return driver.type(by, step.type)
  if ('ask' in step) return driver.ask(by, step.ask)
  if ('bring' in step) return driver.bring(by, survey)
  if ('forge' in step) {
    const ids = Object.entries(step.theirs).map(([name, of]) => [name, driver.theirs[of]!])
    return driver.forge(by, step.forge, Object.fromEntries(ids))
  }
  if (!last) throw new Error('there is nothing yet to act on')
  if ('follow' in step) return driver.follow(by, last, step.follow)
  if ('press' in step) return driver.press(by, last, step.press)
  if ('choose' in step) return driver.choose(by, last, step.choose, step.label)
  return driver.fill(by, last, step.fill, step.withFile ? survey : null)
}

/** Goes through a scenario on one platform. A follow-up, a press and a form are about the last thing that was shown. */
export const play = async (driver: Driver, scenario: Scenario): Promise<Played> => {
  const { core, tenantId } = driver
  await driver.settle()
  const before = await readRows(core, tenantId)
  const held: Held[] = []
  let last: Reply | null = null
  for (const step of scenario.steps) {
    // The form stays open behind its faults.
    const target: Reply | null = last
    const reply = await act(driver, scenario, step, target)
    held.push(reply.held)
    if (reply.held.kind !== 'errors') last = reply
  }
  await driver.settle()
  return { held, rows: changeOf(before, await readRows(core, tenantId)) }
}

/** What the first has and the second has not, and the other way round, by step. */
const both = (one: readonly string[][], other: readonly string[][]): string[] =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, at) => [
    ...without(one[at] ?? [], other[at] ?? []).map((text) => `${at + 1}: only one: ${text}`),
    ...without(other[at] ?? [], one[at] ?? []).map((text) => `${at + 1}: only the other: ${text}`),
  ]).flat()

const linesOf = (held: Held, aspect: Exclude<Aspect, 'rows'>): string[] => {
  const value = held[aspect]
  return Array.isArray(value)
    ? value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
    : [String(value)]
}

/** In what two platforms differ, by aspect, told so that it can be read. */
export const differing = (one: Played, other: Played): Partial<Record<Aspect, string[]>> => {
  const aspects = ['kind', 'title', 'words', 'tables', 'controls', 'fields'] as const
  const found = aspects.map((aspect): [Aspect, string[]] => [
    aspect,
    both(
      one.held.map((held) => linesOf(held, aspect)),
      other.held.map((held) => linesOf(held, aspect)),
    ),
  ])
  return Object.fromEntries(
    [...found, ['rows', both([one.rows], [other.rows])]].filter(([, lines]) => lines!.length > 0),
  )
}
