import { z } from 'zod'
import {
  changePreferences,
  type Preferences,
  preferenceChangesSchema,
  readPreferences,
} from '../../core/notifications/preferences.ts'
import { setLocale } from '../../core/tenancy/preferences.ts'
import type { Database } from '../../db/database.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { timeSchema } from '../present.ts'
import { defineRoute, type Route, reply } from '../route.ts'

const tags = ['notifications']
const path = '/v1/me/preferences'
const { timeZone, hours, frequency, types, projects } = preferenceChangesSchema.shape
const locale = z
  .enum(['fr', 'en'])
  .nullable()
  .meta({ description: 'null = as the platform or the tenant says' })
const hoursView = z.strictObject({ from: z.string(), to: z.string() })

const preferencesView = z
  .strictObject({
    locale,
    time_zone: z
      .string()
      .nullable()
      .meta({ description: 'IANA name; null = the tenant’s', example: 'Europe/Paris' }),
    effective_time_zone: z.string(),
    hours: hoursView.nullable().meta({
      description: 'Outside of them all but critical notifications wait; null = always',
      example: { from: '08:00', to: '19:00' },
    }),
    frequency: z.enum(['immediate', 'daily', 'weekly']),
    channels: z.strictObject({ mail: z.boolean(), chat: z.boolean() }),
    types: z.record(z.string(), z.boolean()).meta({
      description: 'What is muted, by code',
      example: { 'project.updated': false },
    }),
    projects: z.record(z.string(), z.boolean()).meta({ description: 'What is muted, by id', example: {} }),
    types_in_projects: z
      .array(z.strictObject({ type: z.string(), project_id: z.uuid() }))
      .meta({ description: 'Muted types of single projects' }),
    updated_at: timeSchema,
  })
  .meta({ id: 'Preferences' })

const off = (keys: string[]): Record<string, boolean> => Object.fromEntries(keys.map((key) => [key, false]))

const present = (preferences: Preferences): z.infer<typeof preferencesView> => ({
  locale: preferences.locale,
  time_zone: preferences.timeZone,
  effective_time_zone: preferences.timeZone ?? preferences.tenantTimeZone,
  hours: preferences.hours,
  frequency: preferences.frequency,
  channels: { mail: preferences.isMailOn, chat: preferences.isChatOn },
  types: off(preferences.mutedTypes),
  projects: off(preferences.mutedProjects),
  types_in_projects: preferences.muted.map(({ type, projectId }) => ({ type, project_id: projectId })),
  updated_at: preferences.updatedAt.toISOString(),
})

const answer = (preferences: Preferences) => reply(200, present(preferences), { ETag: etagOf(preferences) })

/** How somebody wants to be told. */
export const preferenceRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'How I want to be told',
    tags,
    auth: 'required',
    access: 'own',
    responses: { 200: preferencesView },
    handler: async ({ actor }) => answer(await readPreferences(db, actor)),
  }),
  defineRoute({
    method: 'PATCH',
    path,
    summary: 'Change how I want to be told',
    description: 'What is not named stays. In `types` and `projects`, false mutes and true brings back.',
    tags,
    auth: 'required',
    access: 'own',
    body: z.strictObject({
      locale: locale.optional(),
      time_zone: timeZone,
      hours,
      frequency,
      channels: z.strictObject({ mail: z.boolean().optional(), chat: z.boolean().optional() }).optional(),
      types: types.meta({ example: { 'project.updated': false } }),
      projects: projects.meta({ example: {} }),
    }),
    responses: { 200: preferencesView },
    handler: async ({ actor, body, request }) => {
      const { locale: language, time_zone, channels, ...same } = body
      const changes = {
        ...same,
        ...(time_zone !== undefined && { timeZone: time_zone }),
        ...(channels?.mail !== undefined && { isMailOn: channels.mail }),
        ...(channels?.chat !== undefined && { isChatOn: channels.chat }),
      }
      const check = (row: { updatedAt: Date }) => requireMatch(request, row)
      await changePreferences(db, actor, { changes, check })
      if (language !== undefined) await setLocale(db, actor, { member: null, locale: language })
      return answer(await readPreferences(db, actor))
    },
  }),
]
