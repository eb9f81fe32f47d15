/**
 * A server of lists for the benchmarks, in a process of its own. Argument 1 is its kind, 2 the database, 3 the key of
 * access tokens in hex, 4 the requests a minute of one tenant. `sextant`: the API with everything that the program puts
 * before a route. `bare`: Koa and one route that runs the SQL of the list of people through the same Sequelize, in the
 * same transaction, and sends the rows. It sends its port to its parent.
 */
import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { statusRoutes, workRoutes } from '../../api/all-routes.ts'
import { openAccess } from '../../api/middleware/authenticate.ts'
import { openRateLimit } from '../../api/middleware/rate-limit.ts'
import { createServer, listen } from '../../api/server.ts'
import { readConfig } from '../../config/env.ts'
import { log } from '../../config/log.ts'
import { openModels } from '../../core/models.ts'
import { openAuthentication } from '../../core/tenancy/authentication.ts'
import { openDatabase } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'

const [kind = '', databaseUrl = '', keyInHex = '', perTenant = ''] = process.argv.slice(2)

const serveSextant = async (): Promise<number> => {
  const db = await openDatabase({ databaseUrl, dataDir: '' })
  const key = Buffer.from(keyInHex, 'hex')
  const authentication = openAuthentication(db, key)
  const { providers } = readConfig({})
  const { access, breakers, credentials } = openModels(db, { providers, masterKey: randomBytes(32) })
  // What the lists do not touch is not there.
  const services = { db, key, authentication, breakers, credentials, models: access } as never
  const app = createServer({
    db,
    dataDir: '',
    version: '0',
    publicUrl: null,
    routes: [...statusRoutes(services), ...workRoutes({ db } as never, services)],
    rateLimit: openRateLimit(1_000_000_000, Number(perTenant)),
    access: openAccess(db, authentication),
  })
  const { server } = await listen(app, { port: 0, host: '127.0.0.1' })
  return (server.address() as AddressInfo).port
}

const serveBare = async (): Promise<number> => {
  const db = await openDatabase({ databaseUrl, dataDir: '' })
  const app = new Koa()
  app.use(async (ctx) => {
    const tenantId = ctx.get('x-tenant-id')
    const items = await withTenant(db, tenantId, () =>
      db.models.Person.findAll({
        where: { tenantId },
        order: [
          ['createdAt', 'DESC'],
          ['id', 'DESC'],
        ],
        limit: 51,
      }),
    )
    ctx.body = { items }
  })
  const server = createHttpServer({ keepAliveTimeout: 65_000 }, app.callback())
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

if (kind !== '') {
  log.level = 'info'
  process.send!({ port: await (kind === 'bare' ? serveBare() : serveSextant()) })
}
