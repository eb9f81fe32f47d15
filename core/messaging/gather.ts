import type { Core } from '../core.ts'

const maxTogether = 50

interface Waiting<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/**
 * Lets calls that come in the same turn of the event loop share one transaction: twenty questions at once cost little
 * more than one. When a shared one fails, each is done again alone, so that none suffers for another's fault.
 * @param work does all items of one tenant, in one transaction; results in the items' order
 */
export const gather = <Item, Result>(
  work: (tenantId: string, items: Item[]) => Promise<Result[]>,
): ((tenantId: string, item: Item) => Promise<Result>) => {
  const waiting = new Map<string, Waiting<Item, Result>[]>()

  const run = async (tenantId: string, group: Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(
        tenantId,
        group.map(({ item }) => item),
      )
      for (const [at, { resolve }] of group.entries()) resolve(results[at]!)
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error)
      else await Promise.all(group.map((single) => run(tenantId, [single])))
    }
  }

  const flush = (tenantId: string): void => {
    const group = waiting.get(tenantId) ?? []
    waiting.delete(tenantId)
    for (let at = 0; at < group.length; at += maxTogether)
      void run(tenantId, group.slice(at, at + maxTogether))
  }

  return (tenantId, item) =>
    new Promise((resolve, reject) => {
      const group = waiting.get(tenantId)
      if (group) return void group.push({ item, resolve, reject })
      waiting.set(tenantId, [{ item, resolve, reject }])
      setImmediate(flush, tenantId)
    })
}

/** One gatherer a database, made when it is first used: tests open several in one process. */
export const gatherPer = <Gatherer>(open: (core: Core) => Gatherer): ((core: Core) => Gatherer) => {
  const gatherers = new WeakMap<object, Gatherer>()
  return (core) => {
    const gatherer = gatherers.get(core.db) ?? open(core)
    gatherers.set(core.db, gatherer)
    return gatherer
  }
}
