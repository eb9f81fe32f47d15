import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { type Dialect, Sequelize, type Transaction } from 'sequelize'
import type { Gate } from './embedded/gate.ts'
import { openGateStream } from './embedded/stream.ts'

/** Where connections lead: a server by its URL, or the gate of the embedded engine. */
export type Source = { kind: 'postgres'; url: string; waitMs?: number } | { kind: 'embedded'; gate: Gate }

/** `isUrgent`: single short statements that go before all that waits for the embedded engine; a server has no such line. */
export interface Lane {
  isUrgent?: boolean
}

const connectTimeoutMs = 3_000
/** The embedded engine is never away, only busy: on a machine under load its first statements take seconds. */
const embeddedTimeoutMs = 15_000
/** Migrations and backups start while the embedded engine may still hold the event loop for seconds. */
const unhurriedTimeoutMs = 60_000
/** The server gives up first; the client's limit is for a server that does not answer at all. */
const statementTimeoutMs = 10_000
const queryTimeoutMs = 12_000

/**
 * Sequelize's continuation-local storage over AsyncLocalStorage: every model call inside a transaction's callback
 * joins it. Each `run` starts a fresh map, or a nested transaction would overwrite its parent's for good.
 */
const storage = new AsyncLocalStorage<Map<string, unknown>>()
const namespace = {
  get: (key: string) => storage.getStore()?.get(key),
  set: (key: string, value: unknown) => storage.getStore()?.set(key, value),
  run: (work: (context: unknown) => unknown) => storage.run(new Map(), () => work(storage.getStore())),
  bind: <T>(work: T) => work,
}
Sequelize.useCLS(namespace)

/** The transaction that the running code is inside of, if any. */
export const currentTransaction = (): Transaction | null =>
  (storage.getStore()?.get('transaction') as Transaction | undefined) ?? null

/** The engine knows one user and one database, and reads their names from the startup packet all the same. */
const embeddedNames = { user: 'postgres', database: 'postgres' }

const streamOf = (source: Source, lane: Lane = {}) =>
  source.kind === 'embedded' ? { stream: () => openGateStream(source.gate, lane) } : {}

const connectTimeoutOf = (source: Source): number =>
  source.kind === 'embedded' ? embeddedTimeoutMs : (source.waitMs ?? connectTimeoutMs)

const ssl = (url: string): object => {
  const mode = new URL(url).searchParams.get('sslmode')
  if (mode === null || mode === 'disable') return {}
  return { ssl: { rejectUnauthorized: mode.startsWith('verify') } }
}

export interface ConnectOptions {
  /** Most connections at once. */
  max: number
  /** For migrations, backup and restore, which may take as long as they need. */
  isUnhurried?: boolean
}

/** Opens Sequelize on the source. Waiting for a connection to a server ends after three seconds. */
export const connectSequelize = (source: Source, { max, isUnhurried = false }: ConnectOptions): Sequelize => {
  const timeouts =
    source.kind === 'embedded' || isUnhurried
      ? {}
      : { statement_timeout: statementTimeoutMs, query_timeout: queryTimeoutMs }
  const options = {
    dialect: 'postgres' as Dialect,
    logging: false as const,
    dialectOptions: {
      application_name: 'sextant',
      connectionTimeoutMillis: connectTimeoutOf(source),
      keepAlive: true,
      ...timeouts,
      ...(source.kind === 'postgres' && ssl(source.url)),
      ...streamOf(source),
    },
    pool: { max, min: 0, acquire: isUnhurried ? unhurriedTimeoutMs : connectTimeoutOf(source), idle: 10_000 },
    define: { underscored: true, timestamps: true },
    hooks: {
      // A connection that dies while it is checked out emits 'error'; unheard, that ends the process.
      afterConnect: (connection: unknown) => {
        ;(connection as pg.Client).on('error', () => {})
      },
    },
  }
  const sequelize =
    source.kind === 'postgres'
      ? new Sequelize(source.url, options)
      : new Sequelize(embeddedNames.database, embeddedNames.user, '', options)
  letTransactionsBringMore(sequelize)
  return sequelize
}

/** Transactions with this option run it along with their first statement. */
export interface Prelude {
  prelude?: string
}

interface Generator {
  startTransactionQuery(transaction: { parent?: unknown; options?: Prelude }): string
}

/**
 * Sequelize has no way to send more with START TRANSACTION, and a turn opens three transactions: entering the tenant
 * in the same round trip takes a tenth off the whole.
 */
const letTransactionsBringMore = (sequelize: Sequelize): void => {
  const generator = sequelize.getQueryInterface().queryGenerator as unknown as Generator
  const start = generator.startTransactionQuery.bind(generator)
  generator.startTransactionQuery = (transaction) => {
    const prelude = transaction.parent === undefined ? (transaction.options?.prelude ?? '') : ''
    return `${start(transaction)} ${prelude}`.trim()
  }
}

/** Settings for programs that bring their own `pg.Pool` (pg-boss): the same source, through the same gate. */
export const poolConfig = (source: Source, max: number, lane: Lane = {}): pg.PoolConfig => ({
  ...(source.kind === 'postgres' && { connectionString: source.url, ...ssl(source.url) }),
  ...(source.kind === 'embedded' && embeddedNames),
  ...streamOf(source, lane),
  max,
  connectionTimeoutMillis: connectTimeoutOf(source),
  application_name: 'sextant',
})

/** A plain pool on the source whose connections cannot take the process down with them. */
export const connectPool = (source: Source, max: number, lane: Lane = {}): pg.Pool => {
  const pool = new pg.Pool(poolConfig(source, max, lane))
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
