import type { Middleware } from 'koa'
import { adminEdge } from './admin/admin.ts'
import type { AdminParts } from './admin/section.ts'
import { modelsEndpoint } from './models.ts'
import { servePages } from './pages.ts'
import { quotaEndpoint } from './quota.ts'
import { sessionEndpoint, startSession, type WebSessionServices } from './session.ts'

/** What the web edge works with; without `admin` there are no admin pages. */
export type WebServices = WebSessionServices & { admin?: AdminParts }

const adminPages = ({ admin, ...services }: WebServices): Middleware[] =>
  admin ? [adminEdge({ ...services, admin })] : []

/** The web edge: the chat page and who it is for, and the admin pages. Questions go through the API like everybody's. */
export const webEdge = (services: WebServices): Middleware[] => [
  sessionEndpoint(services),
  modelsEndpoint(services),
  quotaEndpoint(services),
  ...adminPages(services),
  servePages(startSession(services)),
]
