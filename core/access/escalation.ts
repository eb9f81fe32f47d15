import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { isAppError } from '../errors.ts'
import { openActLimit } from './act-limit.ts'
import { type Act, recordAct } from './audit.ts'
import type { TenantActor } from './can.ts'

/** What somebody was about to do: as the act would have been recorded. */
export type Attempt = Pick<Act, 'action' | 'permission' | 'target'>

/** Rows a minute and actor: a trail that can only grow must not be what somebody fills. */
const mostRows = 10
const limit = openActLimit(mostRows)

const keepTry = async (
  db: Database,
  actor: TenantActor,
  { attempt, missing }: { attempt: Attempt; missing: unknown },
): Promise<void> => {
  const { tenantId, kind, id } = actor
  const turn = await limit.take(`${tenantId} ${kind}:${id}`)
  if (turn.kind === 'refused') return
  const { action, ...rest } = attempt
  const act: Act = {
    ...rest,
    action: 'escalation.refused',
    outcome: 'denied',
    details: { act: action, missing },
  }
  await withTenant(db, tenantId, () => recordAct(db, actor, act))
}

/**
 * Does what gives rights away or rules over somebody who has some. When it is refused because the actor lacks one of
 * them, that they tried stays in the audit trail, in a transaction of its own, for the act's own is undone by then; ten
 * times a minute at most, counted in this process. Who lacks the act's own permission is not meant: the edges record that.
 * @param work opens its own transaction
 * @throws what `work` throws
 */
export const recordingTries = async <T>(
  db: Database,
  actor: TenantActor,
  attempt: Attempt,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (isAppError(error, 'forbidden') && error.details.missing !== undefined)
      // The refusal stands, whether or not it can be recorded.
      await keepTry(db, actor, { attempt, missing: error.details.missing }).catch((cause: unknown) =>
        log.error({ err: cause, action: attempt.action }, 'a refused try could not be recorded'),
      )
    throw error
  }
}
