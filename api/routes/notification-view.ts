import { z } from 'zod'
import type { Locale } from '../../core/answers/answer.ts'
import { translate } from '../../core/locales/translate.ts'
import { labelOf, phaseName, sentenceOf } from '../../core/notifications/delivery/sentence.ts'
import type { Notice } from '../../core/notifications/inbox/list.ts'
import { toldOf } from '../../core/notifications/inbox/why.ts'
import {
  kindOf,
  type NoticeType,
  noticeCategories,
  noticePriorities,
  noticeTypeCodes,
} from '../../core/notifications/types.ts'
import { presentTime, presentTimeOrNull, timeSchema } from '../present.ts'

export const noticeTypeSchema = z
  .enum(noticeTypeCodes as [NoticeType, ...NoticeType[]])
  .meta({ example: 'step.assigned' })
export const noticeStateSchema = z.enum(['unread', 'read', 'archived'])
const reference = z.strictObject({ id: z.uuid(), name: z.string() }).nullable()

export const noticeView = z
  .strictObject({
    id: z.uuid(),
    type: noticeTypeSchema,
    category: z.enum(noticeCategories),
    priority: z.enum(noticePriorities),
    icon: z.string().meta({ description: 'Stands for the priority', example: '🔹' }),
    title: z.string().meta({ example: 'Étape attribuée' }),
    message: z.string().meta({ description: 'What happened, in the caller’s language' }),
    state: noticeStateSchema,
    read: z.boolean(),
    rule: z.string().meta({ description: 'Why the caller got it; see `/why`', example: 'responsible' }),
    project: reference,
    phase: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
    step: reference,
    task: reference,
    actor: z
      .strictObject({ kind: z.string(), id: z.string().nullable(), label: z.string().nullable() })
      .nullable(),
    data: z.record(z.string(), z.unknown()),
    created_at: timeSchema,
    read_at: timeSchema.nullable(),
    archived_at: timeSchema.nullable(),
  })
  .meta({ id: 'Notification' })

const referenceOf = (id: string | null | undefined, name: string | null | undefined) =>
  id ? { id, name: name ?? '' } : null

export const presentNotice = (notice: Notice, locale: Locale): z.infer<typeof noticeView> => {
  const { event } = notice
  const type = notice.type as NoticeType
  const { category, priority } = kindOf(type)
  return {
    id: notice.id,
    type,
    category,
    priority,
    icon: translate(locale, `notices:mark.${priority}`),
    title: labelOf(locale, type),
    message: sentenceOf(locale, toldOf(notice)),
    state: notice.state!,
    read: notice.state !== 'unread',
    rule: notice.rule,
    project: referenceOf(event.projectId, event.projectName),
    phase: event.phase ? { code: event.phase, name: phaseName(locale, event.phase) } : null,
    step: referenceOf(event.stepId, event.stepName),
    task: referenceOf(event.taskId, event.taskName),
    actor: event.actorKind
      ? { kind: event.actorKind, id: event.actorId ?? null, label: event.actorLabel ?? null }
      : null,
    data: event.data ?? {},
    created_at: presentTime(notice.createdAt!),
    read_at: presentTimeOrNull(notice.readAt),
    archived_at: presentTimeOrNull(notice.archivedAt),
  }
}
