import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa, { type Middleware } from 'koa'
import { log } from '../config/log.ts'
import { collectProcessMetrics } from '../config/metrics.ts'
import { accessLog } from './middleware/access-log.ts'
import { allowOrigins } from './middleware/allow-origins.ts'
import { docsPage } from './middleware/docs-page.ts'
import { problemErrors } from './middleware/problem-errors.ts'
import { requestId } from './middleware/request-id.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { singleHost } from './middleware/single-host.ts'
import { documentRoute } from './openapi.ts'
import { mountRoutes, type RegistrarServices } from './registrar.ts'
import type { Route } from './route.ts'

export interface ServerOptions extends RegistrarServices {
  routes: readonly Route[]
  version: string
  /** Decides on HSTS and is the document's server; null = this server's own address. */
  publicUrl: string | null
  /** Origins of pages that may call the API from a browser. */
  corsOrigins?: readonly string[]
  /** Chat platforms that call us, in bursts and against the clock: asked first, each for an address of its own. */
  platformEdges?: readonly Middleware[]
  /** The page: it gets what is no route of the API, its body unread. */
  edges?: readonly Middleware[]
}

/** The HTTP edge. It listens only when told to: `listen(app, …)`. */
export const createServer = (options: ServerOptions): Koa => {
  const {
    routes,
    version,
    publicUrl,
    corsOrigins = [],
    platformEdges = [],
    edges = [],
    ...services
  } = options
  collectProcessMetrics()
  const all: Route[] = [...routes, documentRoute(() => all, { version, url: publicUrl })]
  const app = new Koa()
  // Koa would print what it cannot send any more (a client that left): one line in our own log instead.
  app.silent = true
  app.on('error', (error: Error) => log.debug({ err: error }, 'an answer could not be sent'))
  app.use(requestId())
  app.use(accessLog())
  app.use(securityHeaders({ isHttps: publicUrl?.startsWith('https:') ?? false }))
  app.use(problemErrors())
  app.use(singleHost())
  for (const edge of platformEdges) app.use(edge)
  app.use(allowOrigins(corsOrigins))
  app.use(docsPage())
  for (const middleware of mountRoutes(all, services)) app.use(middleware)
  for (const edge of edges) app.use(edge)
  return app
}

export interface Listening {
  server: Server
  /** With the port that was got. */
  url: string
  /** Stops taking requests and waits for the running ones, five seconds at most. */
  close(): Promise<void>
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), 5_000)
    // Connections that are kept alive would go on sending: each ends with the answer that it waits for.
    server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(patience)
      clearInterval(idle)
      resolve()
    })
    server.closeIdleConnections()
  })

/** Starts the server. Rejects with Node's own error when the port is in use (`EADDRINUSE`). */
export const listen = (app: Koa, place: { port: number; host: string }): Promise<Listening> => {
  const server = createHttpServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 },
    app.callback(),
  )
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(place.port, place.host, () => {
      server.off('error', reject)
      const { port } = server.address() as AddressInfo
      const isAny = place.host === '0.0.0.0' || place.host === '::'
      const host = isAny ? 'localhost' : place.host.includes(':') ? `[${place.host}]` : place.host
      resolve({ server, url: `http://${host}:${port}`, close: () => closeServer(server) })
    })
  })
}
