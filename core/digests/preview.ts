import type { Schedule } from '../../db/models/schedule.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { listBound } from '../notifications/routing/facts.ts'
import type { Preview } from '../schedules/kinds.ts'
import { contentFor, countsOf, type DigestContent, isEmpty } from './content.ts'
import { factsOf } from './facts.ts'
import { composeDigest, type DigestSending } from './letter.ts'
import { digestKindOf, wayTo } from './prepare.ts'
import { type Reader, readPeople } from './readers.ts'
import { listReminders } from './reminders.ts'

interface Who {
  personId: string
  now: Date
}

const dayMs = 86_400_000

/** @throws AppError `not_found` */
const findReader = async (db: Core['db'], schedule: Schedule, personId: string): Promise<Reader> => {
  const [reader] = await readPeople(db, schedule.tenantId, { ids: [personId], kind: digestKindOf(schedule) })
  if (!reader) throw new AppError('not_found', 'There is no such person.')
  return reader
}

/** What a digest says, for programs. */
const presentContent = (content: DigestContent) => ({
  counts: countsOf(content),
  projects: content.projects.map(({ id, name, progress, moved, slipped }) => ({
    id,
    name,
    progress,
    moved: moved.map(({ kind, id: of, name: called, isNew, isGone, changes, by }) => ({
      kind, id: of, name: called, is_new: isNew, is_gone: isGone, changes, by,
    })),
    slipped: slipped.map(({ kind, id: of, name: called, baseline, end, days, parts }) => ({
      kind, id: of, name: called, baseline_end_on: baseline, end_on: end, working_days: days,
      parts: parts.map(({ days: working_days, change }) => ({
        working_days,
        event_id: change?.eventId ?? null,
        from: change?.from ?? null,
        to: change?.to ?? null,
        at: change?.at.toISOString() ?? null,
        by: change?.by ?? null,
      })),
    })),
  })),
  late: content.late.map(presentItem),
  due_soon: content.dueSoon.map(presentItem),
  tasks: content.tasks.map(({ id, name, projectId, dueOn }) => ({ id, name, project_id: projectId, due_on: dueOn })),
  held_notifications: content.held.length,
}) // biome-ignore format: one document, read at a glance

const presentItem = ({ kind, id, name, projectId, endOn, lateDays }: DigestContent['late'][number]) => ({
  kind, id, name, project_id: projectId, end_on: endOn, late_days: lateDays,
}) // biome-ignore format: one item

const sendingFor = (db: Core['db'], schedule: Schedule, { personId, now }: Who): Promise<DigestSending> =>
  withTenant(db, schedule.tenantId, async () => {
    const { tenantId } = schedule
    const reader = await findReader(db, schedule, personId)
    const kind = digestKindOf(schedule)
    const usual = new Date(now.getTime() - (kind === 'daily' ? 1 : 7) * dayMs)
    const from = reader.lastTo !== null && reader.lastTo < now ? reader.lastTo : usual
    const period = { from, to: now }
    const facts = await factsOf(db, tenantId, period, { isFresh: true })
    const tenant = await db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true, raw: true })
    return { tenantId, tenantName: tenant.name, kind, period, reader, content: contentFor(reader, facts) }
  })

/** Its links belong to the mail alone, and are left out. */
const withoutLinks = { publicUrl: null, key: new Uint8Array() }

/** What a digest would say to somebody now, and by which way; nothing is sent or kept. @throws AppError `not_found` */
export const previewDigest = async ({ db }: Core, schedule: Schedule, who: Who): Promise<Preview> => {
  const bound = await listBound(db, schedule.tenantId)
  const sending = await sendingFor(db, schedule, who)
  const { reader, content } = sending
  const { route } = wayTo(reader, bound)
  const isSkipped = isEmpty(content) && !schedule.isForced
  const reason = !reader.isWanted
    ? 'not_wanted'
    : isSkipped
      ? 'skipped_empty'
      : route === 'none'
        ? 'no_route'
        : null
  const { subject, text, html } = composeDigest(sending, withoutLinks)
  return { wouldSend: reason === null, reason, route, subject, text, html, content: presentContent(content) }
}

/** Which reminders somebody would be told of now. */
export const previewReminders = async ({ db }: Core, schedule: Schedule, who: Who): Promise<Preview> => {
  const { tenantId } = schedule
  const { locale } = await withTenant(db, tenantId, () => findReader(db, schedule, who.personId))
  const events = (await listReminders(db, tenantId, who.now)).filter(({ to }) => to.includes(who.personId))
  const content = events.map(({ type, project, phase, step, task, data }) => ({
    type, project_id: project?.id ?? null, phase: phase ?? null, step_id: step?.id ?? null, task_id: task?.id ?? null,
    name: task?.name ?? step?.name ?? phase ?? project?.name ?? null, data,
  })) // biome-ignore format: one document
  const lines = events.map(({ type, project, step, task, data }) =>
    [type, project?.name, step?.name ?? task?.name, data.due_on].filter(Boolean).join(' · '),
  )
  const isNothing = events.length === 0
  return {
    wouldSend: !isNothing,
    reason: isNothing ? 'skipped_empty' : null,
    route: 'notification',
    subject: null,
    text: isNothing ? null : lines.join('\n'),
    html: null,
    content: { locale, reminders: content },
  }
}
