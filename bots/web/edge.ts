import type { Middleware } from 'koa'
import { modelsEndpoint } from './models.ts'
import { servePages } from './pages.ts'
import { quotaEndpoint } from './quota.ts'
import { sessionEndpoint, startSession, type WebSessionServices } from './session.ts'

/** The web edge: the chat page and who it is for. Its questions go through the API like everybody's. */
export const webEdge = (services: WebSessionServices): Middleware[] => [
  sessionEndpoint(services),
  modelsEndpoint(services),
  quotaEndpoint(services),
  servePages(startSession(services)),
]
