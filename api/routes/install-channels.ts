import { z } from 'zod'
import type { Actor, TenantActor } from '../../core/access/can.ts'
import { lineOfText } from '../../core/names.ts'
import { type ChannelPlace, listChannels, setChannel, unbindChannel } from '../../core/tenancy/channels.ts'
import { findInstall } from '../../core/tenancy/installs.ts'
import type { Database } from '../../db/database.ts'
import type { Channel } from '../../db/models/workspace.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import { actInTenant } from '../tenant-of-path.ts'

const tags = ['installs']
const params = z.strictObject({ client_id: z.string().max(100), id: z.uuid() })
const channelsPath = '/v1/tenants/:client_id/installs/:id/channels'
const bindingsPath = '/v1/tenants/:client_id/installs/:id/bindings'

const channel = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'As the platform knows it', example: 'C0123ABCD' })
const name = lineOfText(200).nullish().meta({ description: 'As people know the channel' })
const followUp = z.enum(['mention', 'thread', 'off']).meta({
  description:
    '`mention`: answers when mentioned. `thread`: also goes on in its threads. `off`: takes no part in the channel',
})

const channelView = z
  .strictObject({
    id: z.uuid(),
    channel: z.string(),
    name: z.string().nullable(),
    assistant_id: z.uuid().nullable(),
    follow_up: followUp,
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: 'InstallChannel' })

const presentChannel = (row: Channel): z.infer<typeof channelView> => ({
  id: row.id,
  channel: row.channel,
  name: row.name ?? null,
  assistant_id: row.assistantId ?? null,
  follow_up: row.followUp,
  created_at: presentTime(row.createdAt),
  updated_at: presentTime(row.updatedAt),
})

type Path = z.infer<typeof params>

/** How Sextant behaves in the channels of a chat workspace, and which assistant answers there. */
export const installChannelRoutes = ({ db }: { db: Database }): Route[] => {
  const enter = async (given: Actor, { client_id, id }: Path) => {
    const actor: TenantActor = await actInTenant(db, given, client_id)
    const { platform, workspaceId } = await findInstall(db, actor, id)
    const at = (named: string): ChannelPlace => ({ platform, workspace: workspaceId, channel: named })
    return { actor, at, filter: { platform, workspace: workspaceId } }
  }
  return [
    defineRoute({
      method: 'GET',
      path: channelsPath,
      summary: 'Channels where something is set, newest first',
      tags,
      auth: 'signed_in',
      permission: 'installs:manage',
      params,
      query: z.strictObject(listQuery),
      responses: { 200: pageSchema(channelView) },
      handler: async ({ actor: given, params: place, query }) => {
        const { actor, filter } = await enter(given, place)
        const rows = await listChannels(db, actor, { page: listWindow(query), filter })
        return presentPage(rows, query.limit, presentChannel)
      },
    }),
    defineRoute({
      method: 'PUT',
      path: channelsPath,
      summary: 'Set when Sextant answers in a channel',
      tags,
      auth: 'signed_in',
      permission: 'installs:manage',
      params,
      body: z.strictObject({ channel, name, follow_up: followUp }),
      responses: { 200: channelView },
      handler: async ({ actor: given, params: place, body }) => {
        const { actor, at } = await enter(given, place)
        const where = { ...at(body.channel), name: body.name }
        return presentChannel(await setChannel(db, actor, where, { followUp: body.follow_up }))
      },
    }),
    defineRoute({
      method: 'GET',
      path: bindingsPath,
      summary: 'Channels with an assistant, newest first',
      tags,
      auth: 'signed_in',
      permission: 'assistants:edit',
      params,
      query: z.strictObject(listQuery),
      responses: { 200: pageSchema(channelView) },
      handler: async ({ actor: given, params: place, query }) => {
        const { actor, filter } = await enter(given, place)
        const options = { page: listWindow(query), filter: { ...filter, isBound: true } }
        return presentPage(await listChannels(db, actor, options), query.limit, presentChannel)
      },
    }),
    defineRoute({
      method: 'PUT',
      path: bindingsPath,
      summary: 'Let an assistant answer in a channel, in place of another one',
      description: 'Everybody in the channel may ask it there, public or not.',
      tags,
      auth: 'signed_in',
      permission: 'assistants:edit',
      params,
      body: z.strictObject({ channel, name, assistant_id: z.uuid() }),
      responses: { 200: channelView },
      handler: async ({ actor: given, params: place, body }) => {
        const { actor, at } = await enter(given, place)
        const where = { ...at(body.channel), name: body.name }
        return presentChannel(await setChannel(db, actor, where, { assistantId: body.assistant_id }))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: bindingsPath,
      summary: 'Take the assistant out of a channel',
      tags,
      auth: 'signed_in',
      permission: 'assistants:edit',
      params,
      query: z.strictObject({ channel }),
      responses: { 204: null },
      handler: async ({ actor: given, params: place, query }) => {
        const { actor, at } = await enter(given, place)
        await unbindChannel(db, actor, at(query.channel))
        return reply(204, undefined)
      },
    }),
  ]
}
