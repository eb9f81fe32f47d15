import type { Middleware } from 'koa'
import { can } from '../../core/access/can.ts'
import { pageEndpoint } from './endpoint.ts'
import { memberOf, type WebSessionServices } from './session.ts'

/**
 * `GET /web/models`: the names of those that can be asked now, for whoever is signed in and may ask. The registry
 * itself is for those who manage it.
 */
export const modelsEndpoint = (services: WebSessionServices): Middleware =>
  pageEndpoint('/web/models', async (ctx) => {
    const member = await memberOf(ctx, services)
    const mayAsk = member !== null && can(member, 'assistants:use')
    const models = mayAsk ? ((await services.usableModels?.(member.tenantId)) ?? []) : []
    return { items: models.map(({ name, maxTokens }) => ({ name, max_tokens: maxTokens })) }
  })
