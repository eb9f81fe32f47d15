import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { QueryTypes } from 'sequelize'
import { openSession } from '../../core/tenancy/sessions.ts'
import { type Holder, signAccessToken } from '../../core/tenancy/tokens.ts'
import { type Database, openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { createServerDatabase, testServerUrl } from './database.ts'

const program = fileURLToPath(new URL('./list-server.ts', import.meta.url))
const key = randomBytes(32)

/** Run in reverse when the benchmark is over. */
export type Closers = (() => unknown)[]

/** As the program would have made them, in a few statements. */
const seed = async (db: Database): Promise<void> => {
  const run = (sql: string) => db.sequelize.query(sql)
  await run(`
    insert into tenants (id, client_id, name, created_at, updated_at)
    select gen_random_uuid(), 'tenant-' || n, 'Tenant ' || n, now() - n * interval '1 minute', now()
      from generate_series(1, 1000) n`)
  // In parts: a statement has five seconds.
  for (let digit = 0; digit < 10; digit++)
    await run(`
      insert into people (tenant_id, id, email, full_name, role, created_at, updated_at)
      select t.id, gen_random_uuid(), 'person-' || n || '@' || t.client_id || '.example.org', 'Person ' || n,
             case n when 1 then 'admin' else 'marketing' end, now() - n * interval '1 hour', now()
        from tenants t, generate_series(1, 100) n where t.client_id like '%${digit}'`)
  await run('analyze')
}

const tokenOf = async (db: Database, holder: Holder): Promise<string> => {
  const { familyId } = await openSession(db, holder, { userAgent: null, tokenVersion: 1 })
  const { kind, id, tenantId } = holder
  const rights = { role: null, perms: [], email: null, is_admin: true, token_version: 1 }
  return signAccessToken(key, { ...rights, sub: id, kind, tenant: tenantId, sid: familyId })
}

export interface Admin {
  tenantId: string
  clientId: string
  token: string
}

/** The admin of each of these tenants, signed in. */
export const enterAsAdmins = async (db: Database, clientIds: readonly string[]): Promise<Admin[]> => {
  const rows = await db.sequelize.query<{ tenant_id: string; id: string; client_id: string }>(
    `select tenant_id, p.id, client_id from people p join tenants t on t.id = tenant_id
      where role = 'admin' and client_id = any($1)`,
    { bind: [[...clientIds]], type: QueryTypes.SELECT },
  )
  const admins: Admin[] = []
  for (const { tenant_id: tenantId, id, client_id: clientId } of rows)
    admins.push({ tenantId, clientId, token: await tokenOf(db, { kind: 'person', id, tenantId }) })
  return admins
}

/** @returns an operator's token */
export const enterAsOperator = async (db: Database): Promise<string> => {
  const { id } = await db.models.Operator.create({ email: 'operator@example.org', fullName: 'Operator' })
  return tokenOf(db, { kind: 'operator', id, tenantId: null })
}

/** A database of its own on the test server, with 1,000 tenants of 100 people each. */
export const openManyTenants = async (closers: Closers): Promise<{ db: Database; databaseUrl: string }> => {
  const server = testServerUrl()
  if (server === null) throw new Error('this benchmark needs TEST_DATABASE_URL')
  const databaseUrl = await createServerDatabase({ teardown: (close) => closers.push(close) }, server)
  const db = await openDatabase({ databaseUrl, dataDir: '' })
  closers.push(db.close)
  await migrate(db)
  await seed(db)
  return { db, databaseUrl }
}

/** Starts a server of lists in a process of its own. @returns its address */
export const startListServer = (
  closers: Closers,
  { kind, databaseUrl, perTenant }: { kind: 'sextant' | 'bare'; databaseUrl: string; perTenant: number },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const words = [kind, databaseUrl, key.toString('hex'), String(perTenant)]
    // Its log goes where nobody reads it, but is written.
    const child: ChildProcess = fork(program, words, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    closers.push(() => child.kill())
    child.once('message', (message) => resolve(`http://127.0.0.1:${(message as { port: number }).port}`))
    child.once('exit', (code) => reject(new Error(`a server ended with ${code}`)))
  })
