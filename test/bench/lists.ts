/**
 * Lists of the API on PostgreSQL with 1,000 tenants of 100 people each. Asked: at least half the requests a second of a
 * bare Koa route that runs the same SQL through Sequelize in the same transaction, in turns within one run (`ratio` is
 * ours ÷ bare: 0.5 or more); and any page of any list within 30 ms. Needs TEST_DATABASE_URL.
 */
import { printResult, quantile } from '../helpers/bench-result.ts'
import { type Get, getAll } from '../helpers/get-load.ts'
import {
  type Admin,
  type Closers,
  enterAsAdmins,
  enterAsOperator,
  openManyTenants,
  startListServer,
} from '../helpers/many-tenants.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const requestsEachRound = 1_500
const connections = 16
const looks = 15
const askedMs = 30

/** Requests a second of both, in turns. */
const race = async (sextant: string, bare: string, { tenantId, token }: Admin): Promise<void> => {
  const many = (get: Get): Get[] => Array.from({ length: requestsEachRound }, () => get)
  const ours = many({ path: '/v1/users', headers: { authorization: `Bearer ${token}` } })
  const theirs = many({ path: '/', headers: { 'x-tenant-id': tenantId } })
  const [mine, base]: number[][] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    const bareEach = await getAll(bare, theirs, connections)
    const ourEach = await getAll(sextant, ours, connections)
    // The first round warms up.
    if (round > 0) mine!.push(ourEach) && base!.push(bareEach)
  }
  printResult({
    bench: 'lists',
    metric: 'users_page_of_50',
    value: quantile(mine!, 0.5),
    unit: 'requests/s',
    baseline: quantile(base!, 0.5),
    baseline_is: 'a bare Koa route with the same SQL through Sequelize in the same transaction',
  })
}

interface Document {
  paths: Record<string, { get?: { parameters?: { name: string }[] } }>
}

/** Every list that needs no more than the tenant to be named. */
const listPaths = async (sextant: string): Promise<string[]> => {
  const document = (await (await fetch(`${sextant}/openapi.json`)).json()) as Document
  return Object.entries(document.paths)
    .filter(([, { get }]) => get?.parameters?.some(({ name }) => name === 'cursor'))
    .map(([path]) => path)
    .filter((path) => !path.replace('{client_id}', '').includes('{'))
}

interface Page {
  status: number
  ms: number
  next: string | null
}

const look = async (url: string, headers: Record<string, string>): Promise<Page> => {
  const before = performance.now()
  const answer = await fetch(url, { headers })
  const text = await answer.text()
  const ms = performance.now() - before
  return { status: answer.status, ms, next: answer.ok ? JSON.parse(text).next_cursor : null }
}

/** The pages of a list: first, and last. @returns the median time of the slower one */
const timeList = async (url: string, headers: Record<string, string>): Promise<number> => {
  let last = url
  for (let page = await look(url, headers); page.next; page = await look(last, headers))
    last = `${url}?cursor=${encodeURIComponent(page.next)}`
  const times = async (page: string): Promise<number> => {
    const took: number[] = []
    for (let time = 0; time < looks; time++) {
      const { ms, status } = await look(page, headers)
      if (status !== 200) throw new Error(`${status} for ${page}`)
      took.push(ms)
    }
    return quantile(took, 0.5)
  }
  return Math.max(await times(url), await times(last))
}

const timeLists = async (sextant: string, operator: string, { clientId }: Admin): Promise<void> => {
  const headers = { authorization: `Bearer ${operator}`, 'x-tenant': clientId }
  let slowest = { path: '', ms: 0 }
  for (const path of await listPaths(sextant)) {
    const url = sextant + path.replace('{client_id}', clientId)
    const { status } = await look(url, headers)
    // What is for people only is no page of an operator.
    if (status === 403) continue
    const ms = await timeList(url, headers)
    console.error(`${path} ${ms.toFixed(1)} ms`)
    if (ms > slowest.ms) slowest = { path, ms }
  }
  printResult({
    bench: 'lists',
    metric: `slowest_page ${slowest.path}`,
    value: slowest.ms,
    unit: 'ms',
    baseline: askedMs,
    baseline_is: 'what is asked of any list page, seen by a client on the same machine',
  })
}

const closers: Closers = []
try {
  const { db, databaseUrl } = await openManyTenants(closers)
  const operator = await enterAsOperator(db)
  const [admin] = await enterAsAdmins(db, ['tenant-500'])
  const perTenant = 1_000_000_000
  const sextant = await startListServer(closers, { kind: 'sextant', databaseUrl, perTenant })
  const bare = await startListServer(closers, { kind: 'bare', databaseUrl, perTenant })
  await race(sextant, bare, admin!)
  await timeLists(sextant, operator, admin!)
} finally {
  for (const close of closers.reverse()) await close()
}
