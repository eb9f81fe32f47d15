/**
 * What people of nine tenants notice of a tenth that asks ten times as often as it may: the 95th of 100 answers to
 * them, alone and beside it, in turns within one run, at a steady rate. Asked: less than a fifth more. The noise comes
 * from a process of its own. What a machine that is busy with something else does not answer (503) counts as slower than
 * every answer, and is told of; a 429 to somebody who asks seldom is a fault. On a machine that answers little, the limit
 * and the rates are less: what is measured is whether tenants are kept apart, not what the machine bears. Needs
 * TEST_DATABASE_URL.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { limits } from '../../config/limits.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { type Get, getAll, getSteadily } from '../helpers/get-load.ts'
import {
  type Admin,
  type Closers,
  enterAsAdmins,
  openManyTenants,
  startListServer,
} from '../helpers/many-tenants.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const seconds = 15
const probes = 600
const connections = 16

interface Rates {
  /** Of the nine together. */
  perSecond: number
  /** The limit of one tenant, a minute. */
  perTenant: number
  noisePerSecond: number
}

/** Of what the machine answers now, a fifth for the nine and a tenth for what the tenth may have. */
const ratesOf = (capacity: number): Rates => {
  const perTenant = Math.floor(Math.min(limits.api.tenantRequestsPerMinute, (capacity / 10) * 60))
  return {
    perTenant,
    perSecond: Math.max(10, Math.floor(Math.min(90, capacity / 5))),
    noisePerSecond: Math.ceil((perTenant / 60) * 10),
  }
}

const askFor = ({ token }: Admin): Get => ({
  path: '/v1/users',
  headers: { authorization: `Bearer ${token}` },
})

interface Heard {
  /** In ms; of answers that did not come, longer than any. */
  p95: number
  /** Share of those that did not come. */
  unanswered: number
}

const quiet = async (url: string, admins: readonly Admin[], { perSecond }: Rates): Promise<Heard> => {
  const gets = Array.from({ length: seconds * perSecond }, (_, at) => askFor(admins[at % admins.length]!))
  const answers = await getSteadily(url, gets, { perSecond })
  const refused = answers.find(({ status }) => status !== 200 && status !== 503)
  if (refused) throw new Error(`somebody who asked seldom got ${refused.status}`)
  const unanswered = answers.filter(({ status }) => status === 503).length
  if (unanswered === answers.length) throw new Error('nobody was answered: is the database there?')
  const longest = Math.max(...answers.map(({ ms }) => ms))
  const times = answers.map(({ ms, status }) => (status === 200 ? ms : longest))
  return { p95: quantile(times, 0.95), unanswered: unanswered / answers.length }
}

/** @returns how many of its requests were refused */
const noise = (url: string, admin: Admin, { noisePerSecond }: Rates): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['noise', url, admin.token, String(noisePerSecond)])
    child.once('message', (refused) => resolve(refused as number))
    child.once('exit', (code) => reject(new Error(`the noise ended with ${code}`)))
  })

const makeNoise = async (url: string, token: string, perSecond: number): Promise<void> => {
  const get = { path: '/v1/users', headers: { authorization: `Bearer ${token}` } }
  const gets = Array.from({ length: seconds * perSecond }, () => get)
  const answers = await getSteadily(url, gets, { perSecond })
  process.send!(answers.filter(({ status }) => status === 429).length)
  process.disconnect()
}

const measure = async (closers: Closers): Promise<void> => {
  const { db, databaseUrl } = await openManyTenants(closers)
  const names = Array.from({ length: 10 }, (_, at) => `tenant-${at + 1}`)
  const [noisy, ...others] = await enterAsAdmins(db, names)
  const open = await startListServer(closers, { kind: 'sextant', databaseUrl, perTenant: 1_000_000_000 })
  const all = Array.from({ length: probes }, (_, at) => askFor(others[at % others.length]!))
  // Twice: the first warms up.
  await getAll(open, all, connections)
  const rates = ratesOf(await getAll(open, all, connections))
  console.error(
    `${rates.perSecond}/s of nine tenants, ${rates.noisePerSecond}/s of one that may ${rates.perTenant} a minute`,
  )
  const { perTenant, noisePerSecond } = rates
  const url = await startListServer(closers, { kind: 'sextant', databaseUrl, perTenant })
  const [alone, beside]: Heard[][] = [[], []]
  let refused = 0
  for (let round = 0; round <= rounds; round++) {
    const still = await quiet(url, others, rates)
    const [loud, count] = await Promise.all([quiet(url, others, rates), noise(url, noisy!, rates)])
    // The first round warms up.
    if (round === 0) continue
    alone!.push(still)
    beside!.push(loud)
    refused += count
    console.error(`round ${round}: ${still.p95.toFixed(1)} ms alone, ${loud.p95.toFixed(1)} ms beside it`)
  }
  const middle = (heard: readonly Heard[]): number =>
    quantile(
      heard.map(({ p95 }) => p95),
      0.5,
    )
  const share = (heard: readonly Heard[]): number =>
    heard.reduce((sum, { unanswered }) => sum + unanswered, 0) / heard.length
  printResult({
    bench: 'noisy-tenant',
    metric: 'p95_of_others',
    value: middle(beside!),
    unit: 'ms',
    baseline: middle(alone!),
    baseline_is: 'the same without the noisy tenant',
  })
  printResult({
    bench: 'noisy-tenant',
    metric: 'others_unanswered',
    value: share(beside!),
    unit: 'x',
    baseline: share(alone!) || null,
    baseline_is: 'the share without the noisy tenant; null = all were answered',
  })
  printResult({
    bench: 'noisy-tenant',
    metric: 'refused',
    value: refused / (rounds * seconds * noisePerSecond),
    unit: 'x',
    baseline: 0.9,
    baseline_is: 'nine of ten: what is above its share',
  })
}

const [role, url = '', token = '', rate = ''] = process.argv.slice(2)
if (role === 'noise') await makeNoise(url, token, Number(rate))
else {
  const closers: Closers = []
  try {
    await measure(closers)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}
