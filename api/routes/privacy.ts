import { z } from 'zod'
import type { TenantActor } from '../../core/access/can.ts'
import type { Core } from '../../core/core.ts'
import { requestPersonErasure, requestPersonExport, selfOf } from '../../core/privacy/requests.ts'
import { defineRoute, type Route } from '../route.ts'
import { acceptTask, jobView } from './jobs.ts'

const tags = ['privacy']
const params = z.strictObject({ id: z.uuid() })
const confirmBody = z.strictObject({
  confirm: z
    .string()
    .min(1)
    .max(320)
    .meta({ description: 'E-mail address or id of the person', example: 'zoe@example.org' }),
})
const own = 'The own; for others with `users:manage`.'

const erase = async (core: Core, actor: TenantActor, id: string, confirm: string) =>
  (await requestPersonErasure(core, actor, { whom: { personId: id }, confirm })).task

/** A person's data: a copy of it, and its end. */
export const privacyRoutes = (core: Core): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/users/:id/export',
    summary: 'Collect everything about a person, on all platforms, into a file',
    description: `${own} A zip of JSON and files, kept 7 days; the person gets a mail when it is there.`,
    tags,
    auth: 'required',
    access: 'own',
    params,
    responses: { 202: jobView },
    handler: async ({ actor, params: { id }, request }) =>
      acceptTask((await requestPersonExport(core, actor, { personId: id })).task, request),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/users/:id/erase',
    summary: 'Forget a person, on all platforms',
    description: `${own} There is no way back. What belongs to the team stays, without the name.`,
    tags,
    auth: 'required',
    access: 'own',
    params,
    body: confirmBody,
    responses: { 202: jobView },
    handler: async ({ actor, params: { id }, body, request }) =>
      acceptTask(await erase(core, actor, id, body.confirm), request),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/me/export',
    summary: 'Collect everything about oneself into a file',
    tags,
    auth: 'required',
    access: 'own',
    responses: { 202: jobView },
    handler: async ({ actor, request }) =>
      acceptTask((await requestPersonExport(core, actor, selfOf(actor))).task, request),
  }),
]
