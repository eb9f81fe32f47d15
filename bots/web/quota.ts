import type { Middleware } from 'koa'
import { noticeOf } from '../../core/quotas/notice.ts'
import { usageOf } from '../../core/quotas/usage.ts'
import { pageEndpoint } from './endpoint.ts'
import { memberOf, type WebSessionServices } from './session.ts'

/** `GET /web/quota`, for whoever is signed in; a visitor is told nothing of the team's business. */
export const quotaEndpoint = (services: WebSessionServices): Middleware =>
  pageEndpoint('/web/quota', async (ctx) => {
    const member = await memberOf(ctx, services)
    if (!member) return { quota: null }
    const payer = { personId: member.kind === 'person' ? member.id : null }
    return { quota: noticeOf(await usageOf(services.db, member.tenantId, { payer })) }
  })
