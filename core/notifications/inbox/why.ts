import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'
import type { TenantActor } from '../../access/can.ts'
import type { Locale } from '../../answers/answer.ts'
import { AppError } from '../../errors.ts'
import { ruleOf, type Told } from '../delivery/sentence.ts'
import { nowhere } from '../notify.ts'
import { touchPreferences } from '../preferences.ts'
import { isNoticeType, kindOf, type NoticeType } from '../types.ts'
import { findNotice, type Notice } from './list.ts'

export const muteScopes = ['type', 'project', 'type_in_project'] as const
export type MuteScope = (typeof muteScopes)[number]

/** The event of a notice, as sentences need it. */
export const toldOf = ({ event }: Pick<Notice, 'event'>): Told => ({
  type: event.type as NoticeType,
  actorLabel: event.actorLabel ?? null,
  projectName: event.projectName ?? null,
  phase: event.phase ?? null,
  stepName: event.stepName ?? null,
  taskName: event.taskName ?? null,
  data: event.data ?? {},
})

export interface Explanation {
  notice: Notice
  /** Id of the rule: `member`, `responsible`, … */
  rule: string
  /** The rule in words. */
  text: string
  /** What of it can be muted. */
  scopes: MuteScope[]
}

const scopesOf = ({ type, projectId }: Notice): MuteScope[] => {
  if (isNoticeType(type) && kindOf(type).priority === 'critical') return []
  return projectId ? ['type', 'project', 'type_in_project'] : ['type']
}

/** Why somebody got a notice: the rule, in words, and what can be muted. @throws AppError `not_found` */
export const explainNotice = async (
  db: Database,
  actor: TenantActor,
  { id, locale }: { id: string; locale: Locale },
): Promise<Explanation> => {
  const notice = await findNotice(db, actor, id)
  const text = ruleOf(locale, notice.rule, toldOf(notice))
  return { notice, rule: notice.rule, text, scopes: scopesOf(notice) }
}

/**
 * Mutes what a notice stands for: its type, its project, or its type in its project.
 * @throws AppError `not_found`, `invalid_value` for a critical type, and for a project where there is none
 */
export const muteNotice = (
  db: Database,
  actor: TenantActor,
  { id, scope }: { id: string; scope: MuteScope },
): Promise<Notice> => {
  const { tenantId, id: personId } = actor
  return withTenant(db, tenantId, async () => {
    const notice = await findNotice(db, actor, id)
    if (!scopesOf(notice).includes(scope)) {
      const errors = [{ in: 'body', pointer: '/scope', reason: 'cannot be muted' }]
      throw new AppError('invalid_value', 'this cannot be muted', { details: { errors, count: 1 } })
    }
    const mute = {
      tenantId,
      personId,
      type: scope === 'project' ? '' : notice.type,
      projectId: scope === 'type' ? nowhere : notice.projectId!,
    }
    await db.models.NotificationMute.bulkCreate([mute], { ignoreDuplicates: true })
    await touchPreferences(db, actor)
    return notice
  })
}
