import { z } from 'zod'
import { listProjectEvents } from '../../core/projects/history.ts'
import { undoEvent } from '../../core/projects/undo.ts'
import type { Database } from '../../db/database.ts'
import type { ProjectEvent } from '../../db/models/project-event.ts'
import { auditDenials } from '../audit-denials.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type Route } from '../route.ts'

const tags = ['projects']
const subjectKind = z.enum(['project', 'phase', 'step', 'task', 'member', 'permission', 'channel'])

const eventView = z
  .strictObject({
    id: z.uuid(),
    project_id: z.uuid(),
    subject_kind: subjectKind,
    subject_id: z.string().meta({ description: 'An id; of a phase its code' }),
    subject_name: z.string().meta({ description: 'What it was called then' }),
    action: z.string().meta({ example: 'step.status_changed' }),
    changes: z
      .record(z.string(), z.tuple([z.unknown(), z.unknown()]))
      .meta({ description: 'By field: what it held before, and since' }),
    actor_kind: z.string(),
    actor_id: z.string(),
    actor: z.string().nullable().meta({ description: 'As people knew them then' }),
    surface: z.enum(['slack', 'discord', 'api', 'web', 'job']),
    caused_by: z.uuid().nullable().meta({ description: 'The event that it followed from by itself' }),
    undoes: z.uuid().nullable(),
    undone_by: z.uuid().nullable(),
    created_at: timeSchema,
  })
  .meta({ id: 'ProjectEvent' })

const presentEvent = (event: ProjectEvent): z.infer<typeof eventView> => ({
  id: event.id,
  project_id: event.projectId,
  subject_kind: event.subjectKind,
  subject_id: event.subjectId,
  subject_name: event.subjectName,
  action: event.action,
  changes: event.changes,
  actor_kind: event.actorKind,
  actor_id: event.actorId,
  actor: event.actorLabel ?? null,
  surface: event.surface,
  caused_by: event.causedBy ?? null,
  undoes: event.undoes ?? null,
  undone_by: event.undoneBy ?? null,
  created_at: presentTime(event.createdAt),
})

/** What happened in a project; it is only ever added to. */
export const projectHistoryRoutes = ({ db }: { db: Database }): Route[] =>
  auditDenials({ db }, [
    defineRoute({
      method: 'GET',
      path: '/v1/projects/:id/history',
      summary: 'What happened in a project, newest first',
      description: 'Also of a project that was deleted since, for those who may see every project.',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      query: z.strictObject({
        ...listQuery,
        subject_kind: subjectKind.optional(),
        subject_id: z.string().max(100).optional(),
      }),
      responses: { 200: pageSchema(eventView) },
      handler: async ({ actor, params: { id }, query }) => {
        const filter = { subjectKind: query.subject_kind, subjectId: query.subject_id }
        const rows = await listProjectEvents(db, actor, { projectId: id, page: listWindow(query), filter })
        return presentPage(rows, query.limit, presentEvent)
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/v1/events/:id/undo',
      summary: 'Take the own last change back',
      description:
        'Within ten minutes, and 409 with the reason when somebody changed the same since. What followed from the change by itself follows back. Answers with the event of taking it back.',
      tags,
      auth: 'required',
      access: 'inside',
      params: z.strictObject({ id: z.uuid() }),
      responses: { 200: eventView },
      handler: async ({ actor, params: { id } }) => presentEvent(await undoEvent(db, actor, { id })),
    }),
  ])
