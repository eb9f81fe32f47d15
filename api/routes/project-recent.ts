import { z } from 'zod'
import { projectStatuses } from '../../core/projects/codes.ts'
import { listRecentProjects } from '../../core/projects/list-projects.ts'
import type { Database } from '../../db/database.ts'
import { auditDenials } from '../audit-denials.ts'
import { presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'

const maxRecent = 50

const recentView = z
  .strictObject({
    id: z.uuid(),
    type: z.literal('project'),
    icon: z.string(),
    name: z.string(),
    status: z.enum([...projectStatuses, 'late']).meta({ description: '`late` in place of what it would be' }),
    progress: z.number(),
    updated_at: timeSchema,
    url: z.string().meta({ description: 'Of the resource, on this server' }),
  })
  .meta({ id: 'RecentProject' })

/** What was worked on last, for a first page. */
export const projectRecentRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path: '/v1/dashboard/recent-projects',
      summary: 'Projects that are on, what was changed last first',
      tags: ['projects'],
      auth: 'required',
      access: 'inside',
      query: z.strictObject({
        limit: z
          .string()
          .regex(/^\d{1,2}$/)
          .transform(Number)
          .pipe(z.int().min(1).max(maxRecent))
          .default(10)
          .meta({ type: 'integer', minimum: 1, maximum: maxRecent, default: 10 }),
      }),
      responses: { 200: z.strictObject({ items: z.array(recentView), next_cursor: z.null() }) },
      handler: async ({ actor, query: { limit } }) => {
        const projects = await listRecentProjects(db, actor, { limit })
        const items = projects.map(({ id, name, status, isLate, progress, updatedAt }) => ({
          id,
          type: 'project' as const,
          icon: '📁',
          name,
          status: isLate ? ('late' as const) : status,
          progress,
          updated_at: presentTime(updatedAt),
          url: `/v1/projects/${id}`,
        }))
        return { items, next_cursor: null }
      },
    }),
  ])
