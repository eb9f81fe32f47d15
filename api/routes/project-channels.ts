import { z } from 'zod'
import {
  bindProjectChannel,
  type ChannelView,
  listProjectChannels,
  unbindProjectChannel,
} from '../../core/projects/channels.ts'
import type { Database } from '../../db/database.ts'
import { auditDenials } from '../audit-denials.ts'
import { presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['projects']
const path = '/v1/projects/:id/channels'

const channelView = z
  .strictObject({
    id: z.uuid(),
    install_id: z.uuid(),
    platform: z.enum(['slack', 'discord']),
    workspace: z.string().meta({ description: 'As people call it' }),
    channel_id: z.string().meta({ description: 'As the platform knows it' }),
    created_at: timeSchema,
  })
  .meta({ id: 'ProjectChannel' })

const presentChannel = (channel: ChannelView): z.infer<typeof channelView> => ({
  id: channel.id,
  install_id: channel.workspaceId,
  platform: channel.platform,
  workspace: channel.workspaceName,
  channel_id: channel.channelId,
  created_at: presentTime(channel.createdAt),
})

/** Chat channels that hear of a project. */
export const projectChannelRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path,
      summary: 'Channels that hear of a project',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      responses: { 200: z.strictObject({ items: z.array(channelView), next_cursor: z.null() }) },
      handler: async ({ actor, params: { id } }) => {
        const rows = await listProjectChannels(db, actor, { projectId: id })
        return { items: rows.map(presentChannel), next_cursor: null }
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      summary: 'Let a channel hear of a project',
      description: 'Needs `projects:edit`, in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      body: z.strictObject({
        install_id: z.uuid().meta({ description: 'The workspace or guild: `id` in the list of installs' }),
        channel_id: z
          .string()
          .regex(/^[A-Z0-9]{5,30}$/)
          .meta({ example: 'C0123456789' }),
      }),
      responses: { 201: channelView },
      handler: async ({ actor, params: { id }, body: { install_id, channel_id } }) => {
        const place = { projectId: id, workspaceId: install_id, channelId: channel_id }
        return reply(201, presentChannel(await bindProjectChannel(db, actor, place)))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:binding_id`,
      summary: 'Let a channel hear no more of a project',
      description: 'Needs `projects:edit`, in general or in this project.',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid(), binding_id: z.uuid() }),
      responses: { 204: null },
      handler: async ({ actor, params: { id, binding_id } }) => {
        await unbindProjectChannel(db, actor, { projectId: id, id: binding_id })
        return undefined
      },
    }),
  ])
