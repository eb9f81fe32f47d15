/**
 * What people of nine tenants notice of a tenth that asks ten times as often as it may: the 95th of 100 answers to
 * them, alone and beside it, in turns within one run, at a steady rate. Asked: less than a fifth more. The noise comes
 * from a process of its own. Needs TEST_DATABASE_URL.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { limits } from '../../config/limits.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { type Get, getSteadily } from '../helpers/get-load.ts'
import {
  type Admin,
  type Closers,
  enterAsAdmins,
  openManyTenants,
  startListServer,
} from '../helpers/many-tenants.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const seconds = 15
const perSecond = 90
const perTenant = limits.api.tenantRequestsPerMinute
const noisePerSecond = (perTenant / 60) * 10

const askFor = ({ token }: Admin): Get => ({
  path: '/v1/users',
  headers: { authorization: `Bearer ${token}` },
})

const quiet = async (url: string, admins: readonly Admin[]): Promise<number> => {
  const gets = Array.from({ length: seconds * perSecond }, (_, at) => askFor(admins[at % admins.length]!))
  const answers = await getSteadily(url, gets, { perSecond })
  const refused = answers.find(({ status }) => status !== 200)
  if (refused) throw new Error(`somebody who asked seldom got ${refused.status}`)
  return quantile(
    answers.map(({ ms }) => ms),
    0.95,
  )
}

/** @returns how many of its requests were refused */
const noise = (url: string, admin: Admin): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['noise', url, admin.token])
    child.once('message', (refused) => resolve(refused as number))
    child.once('exit', (code) => reject(new Error(`the noise ended with ${code}`)))
  })

const makeNoise = async (url: string, token: string): Promise<void> => {
  const get = { path: '/v1/users', headers: { authorization: `Bearer ${token}` } }
  const gets = Array.from({ length: seconds * noisePerSecond }, () => get)
  const answers = await getSteadily(url, gets, { perSecond: noisePerSecond })
  process.send!(answers.filter(({ status }) => status === 429).length)
  process.disconnect()
}

const measure = async (closers: Closers): Promise<void> => {
  const { db, databaseUrl } = await openManyTenants(closers)
  const names = Array.from({ length: 10 }, (_, at) => `tenant-${at + 1}`)
  const [noisy, ...others] = await enterAsAdmins(db, names)
  const url = await startListServer(closers, { kind: 'sextant', databaseUrl, perTenant })
  const [alone, beside]: number[][] = [[], []]
  let refused = 0
  for (let round = 0; round <= rounds; round++) {
    const still = await quiet(url, others)
    const [loud, count] = await Promise.all([quiet(url, others), noise(url, noisy!)])
    // The first round warms up.
    if (round === 0) continue
    alone!.push(still)
    beside!.push(loud)
    refused += count
  }
  printResult({
    bench: 'noisy-tenant',
    metric: 'p95_of_others',
    value: quantile(beside!, 0.5),
    unit: 'ms',
    baseline: quantile(alone!, 0.5),
    baseline_is: 'the same without the noisy tenant',
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

const [role, url = '', token = ''] = process.argv.slice(2)
if (role === 'noise') await makeNoise(url, token)
else {
  const closers: Closers = []
  try {
    await measure(closers)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}
