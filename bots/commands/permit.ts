import { recordAct } from '../../core/access/audit.ts'
import { can } from '../../core/access/can.ts'
import { permissionLabel } from '../../core/access/labels.ts'
import type { Permission } from '../../core/access/permissions.ts'
import { translate } from '../../core/locales/translate.ts'
import { withTenant } from '../../db/tenant.ts'
import { button, cardOf, controls, fields, text, toPerson } from './cards/card-parts.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext, Result } from './command.ts'

const refusal = ({ locale, actor }: CommandContext, permission: Permission): Result => {
  const say = openWords(locale)
  const isUnlinked = actor.kind === 'session'
  return toPerson(
    cardOf(
      null,
      [
        text(translate(locale, 'errors:forbidden')),
        fields([[say('missing_permission'), permissionLabel(locale, permission)]]),
        isUnlinked ? text(say('link.maybe')) : null,
        controls([isUnlinked && button(say('link.button'), 'link')]),
      ],
      { tone: 'bad' },
    ),
  )
}

/**
 * What whoever lacks the permission is told; null when they have it. That somebody tried is in the audit trail.
 * @param what the command, action or form
 */
export const refuse = async (
  context: CommandContext,
  permission: Permission | null,
  what: string,
): Promise<Result | null> => {
  const { actor, core, place } = context
  if (permission === null || can(actor, permission)) return null
  const details = { command: what, platform: place.platform }
  await withTenant(core.db, actor.tenantId, () =>
    recordAct(core.db, actor, { action: 'command.refused', permission, outcome: 'denied', details }),
  )
  return refusal(context, permission)
}
