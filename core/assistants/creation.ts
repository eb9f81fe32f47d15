import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError, type ErrorCode } from '../errors.ts'

export const creationSteps = ['file_validation', 'index', 'assistant', 'completed'] as const
export type CreationStep = (typeof creationSteps)[number]

/** How far the making of an assistant has come, and where it failed. */
export interface Creation {
  id: string
  name: string
  state: CreationStep | 'failed'
  /** When each state was reached. */
  steps: { state: CreationStep; at: string }[]
  failedStep: string | null
  error: { code: ErrorCode; details: Record<string, unknown> } | null
}

type Row = InstanceType<Core['db']['models']['AssistantCreation']>

export const toCreation = (row: Row): Creation => ({
  id: row.id,
  name: row.name,
  state: row.state,
  steps: creationSteps.flatMap((state) => {
    const at = row.stateTimes[state]
    return at ? [{ state, at }] : []
  }),
  failedStep: row.failedStep,
  error: row.errorCode ? { code: row.errorCode as ErrorCode, details: row.errorDetails ?? {} } : null,
})

/** @throws not_found */
export const readCreation = (core: Core, actor: TenantActor, id: string): Promise<Creation> =>
  withTenant(core.db, actor.tenantId, async () => {
    const row = await core.db.models.AssistantCreation.findOne({ where: { tenantId: actor.tenantId, id } })
    if (!row) throw new AppError('not_found', 'No such assistant.')
    return toCreation(row)
  })

const ended: readonly string[] = ['completed', 'failed']

/**
 * The creation while it goes on. What ended stays as it ended: a job may run once more after its worker died, and
 * its assistant may be deleted by then.
 */
const findOpen = async (core: Core, tenantId: string, id: string): Promise<Row | null> => {
  const row = await core.db.models.AssistantCreation.findOne({ where: { tenantId, id }, lock: true })
  return row && !ended.includes(row.state) ? row : null
}

/** A state is recorded when it is reached, not before. */
export const reachState = (core: Core, tenantId: string, id: string, state: CreationStep): Promise<void> =>
  withTenant(core.db, tenantId, async () => {
    const row = await findOpen(core, tenantId, id)
    await row?.update({ state, stateTimes: { ...row.stateTimes, [state]: new Date().toISOString() } })
  })

export const failCreation = (
  core: Core,
  tenantId: string,
  failure: { id: string; code: ErrorCode; details: Record<string, unknown> },
): Promise<void> =>
  withTenant(core.db, tenantId, async () => {
    const { id, code, details } = failure
    const row = await findOpen(core, tenantId, id)
    await row?.update({ state: 'failed', failedStep: row.state, errorCode: code, errorDetails: details })
  })

const lookEveryMs = 60

/** Waits until the making has ended, or `timeoutMs` have passed; the state says which. */
export const awaitCreation = async (
  core: Core,
  actor: TenantActor,
  { id, timeoutMs }: { id: string; timeoutMs: number },
): Promise<Creation> => {
  const end = performance.now() + timeoutMs
  for (;;) {
    const creation = await readCreation(core, actor, id)
    if (ended.includes(creation.state) || performance.now() > end) return creation
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
