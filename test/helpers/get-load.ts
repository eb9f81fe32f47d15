import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'

export interface Get {
  path: string
  headers: Record<string, string>
}

const openPool = (url: string, connections: number): Pool => new Pool(url, { connections, pipelining: 1 })

/** One request. @returns its time in ms, and its status */
const get = async (pool: Pool, { path, headers }: Get): Promise<{ ms: number; status: number }> => {
  const start = performance.now()
  const { statusCode, body } = await pool.request({ path, headers, method: 'GET' })
  await body.dump()
  return { ms: performance.now() - start, status: statusCode }
}

/** As many as there is time for, over as many kept connections. Each must be answered with 200. @returns each second */
export const getAll = async (url: string, gets: readonly Get[], connections: number): Promise<number> => {
  const pool = openPool(url, connections)
  let next = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < gets.length) {
        const { status } = await get(pool, gets[next++]!)
        if (status !== 200) throw new Error(`${status} for ${gets[next - 1]!.path}`)
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  await pool.close()
  return gets.length / seconds
}

/** At a steady rate, whatever the answers do. @returns what came of each, in the order of asking */
export const getSteadily = async (
  url: string,
  gets: readonly Get[],
  { perSecond }: { perSecond: number },
): Promise<{ ms: number; status: number }[]> => {
  const pool = openPool(url, 256)
  const answers: Promise<{ ms: number; status: number }>[] = []
  const start = performance.now()
  while (answers.length < gets.length) {
    const due = Math.min(gets.length, Math.floor(((performance.now() - start) * perSecond) / 1000) + 1)
    while (answers.length < due) answers.push(get(pool, gets[answers.length]!))
    await wait(1)
  }
  const all = await Promise.all(answers)
  await pool.close()
  return all
}
