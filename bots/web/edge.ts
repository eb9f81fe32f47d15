import type { Middleware } from 'koa'
import { servePages } from './pages.ts'
import { sessionEndpoint, startSession, type WebSessionServices } from './session.ts'

/** The web edge: the chat page and who it is for. Its questions go through the API like everybody's. */
export const webEdge = (services: WebSessionServices): Middleware[] => [
  sessionEndpoint(services),
  servePages(startSession(services)),
]
