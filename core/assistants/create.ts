import { mkdir, rename, rm } from 'node:fs/promises'
import { UniqueConstraintError } from 'sequelize'
import { v7 as uuid } from 'uuid'
import { log, requestContext } from '../../config/log.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import type { ReceivedFile } from '../datasets/datasets.ts'
import { findDataset } from '../datasets/store.ts'
import { AppError, isAppError } from '../errors.ts'
import { isWorthRetry, patientRetries } from '../jobs/attempts.ts'
import type { JobContext } from '../jobs/queue.ts'
import { requireEntries } from '../llm/registry.ts'
import { growStorage } from '../quotas/storage.ts'
import { requireActiveTenant } from '../tenancy/tenants.ts'
import { buildAssistant } from './build.ts'
import { failCreation } from './creation.ts'
import { type CreationRequest, incomingDirOf, incomingPath, type NewAssistant } from './creation-request.ts'

const creationQueue = 'create-assistant'

const keepIncoming = async (core: Core, path: string, file: ReceivedFile): Promise<void> => {
  await mkdir(incomingDirOf(core), { recursive: true, mode: 0o700 })
  await rename(file.path, path)
}

/**
 * Accepts the making of an assistant from a received file or from a dataset that exists: row and job commit
 * together, so a restart goes on with it.
 * @returns the id of the creation, which becomes the assistant's
 * @throws forbidden, not_found, mapping_needed, tenant_suspended, storage_full, invalid_value for a model that the registry has not
 */
export const requestAssistant = async (
  core: Core,
  actor: TenantActor,
  wanted: NewAssistant & {
    /** The same for a repeated request: the assistant is made once. */
    id?: string
    source: { file: ReceivedFile } | { datasetId: string }
  },
): Promise<string> => {
  authorize(actor, 'assistants:create')
  const { source, id = uuid(), ...fields } = wanted
  const file = 'file' in source ? source.file : null
  if (file) authorize(actor, 'datasets:upload')
  await requireActiveTenant(core.db, actor.tenantId)
  const { tenantId } = actor
  if (wanted.id && (await isRequested(core, tenantId, id))) return id
  const { defaultLlm: default_llm, fallbackLlm: fallback_llm } = fields
  await requireEntries(core.db, tenantId, { default_llm, fallback_llm })
  const path = incomingPath(core, { tenantId, id })
  if (file) await keepIncoming(core, path, file)
  const request: CreationRequest = {
    ...fields,
    actor: { kind: actor.kind, id: actor.id },
    file: file && { name: file.fileName, bytes: file.bytes, sha256: file.sha256 },
  }
  const datasetId = 'datasetId' in source ? source.datasetId : null
  try {
    // The waiting file is counted by the creation's row.
    await growStorage(core.db, tenantId, async () => {
      if (datasetId) await requireReady(core, tenantId, datasetId)
      await core.db.models.AssistantCreation.create({
        tenantId, id, name: fields.name, theme: fields.theme, fileName: file?.fileName ?? null, datasetId,
        state: 'file_validation', stateTimes: { file_validation: new Date().toISOString() },
        request: request as unknown as Record<string, unknown>, createdBy: actor.kind === 'person' ? actor.id : null,
      }) // biome-ignore format: one row, read at a glance
      const job = {
        tenant_id: tenantId,
        creation_id: id,
        request_id: requestContext.getStore()?.requestId ?? null,
      }
      await core.queue.enqueue(creationQueue, job, { singletonKey: id })
    })
  } catch (error) {
    // The first request and its repetition at the same moment: the file is the first one's now.
    if (error instanceof UniqueConstraintError) return id
    await rm(path, { force: true })
    throw error
  }
  return id
}

const isRequested = (core: Core, tenantId: string, id: string): Promise<boolean> =>
  withTenant(
    core.db,
    tenantId,
    async () => (await core.db.models.AssistantCreation.count({ where: { tenantId, id } })) > 0,
  )

const requireReady = async (core: Core, tenantId: string, datasetId: string): Promise<void> => {
  const { state } = await findDataset(core, tenantId, datasetId)
  if (state !== 'ready')
    throw new AppError('mapping_needed', 'The columns of this file have to be confirmed first.')
}

interface CreationJob {
  tenant_id: string
  creation_id: string
  request_id: string | null
}

const fail = async (
  core: Core,
  job: CreationJob,
  error: Pick<AppError, 'code' | 'details'>,
): Promise<void> => {
  const { tenant_id: tenantId, creation_id: id } = job
  await failCreation(core, tenantId, { id, code: error.code, details: error.details })
  await rm(incomingPath(core, { tenantId, id }), { force: true })
}

/** What a person can mend ends the making and is recorded with its step; anything else is tried again. */
const runCreation = async (core: Core, job: CreationJob, attempt: JobContext): Promise<void> => {
  try {
    await buildAssistant(core, job.tenant_id, job.creation_id)
  } catch (error) {
    if (isAppError(error) && error.code !== 'disk_full') return fail(core, job, error)
    if (isWorthRetry(error, attempt)) throw error
    log.error({ err: error }, 'an assistant could not be made')
    await giveUp(core, job)
  }
}

const giveUp = (core: Core, job: CreationJob): Promise<void> =>
  fail(core, job, { code: 'internal', details: {} })

/** Lets this process make assistants. */
export const workOnCreations = (core: Core): void => {
  const inContext = (act: typeof runCreation) => (job: CreationJob, attempt: JobContext) => {
    const surface = 'job' as const
    const context = { requestId: job.request_id ?? job.creation_id, tenantId: job.tenant_id, surface }
    return requestContext.run(context, () => act(core, job, attempt))
  }
  core.queue.work<CreationJob>(creationQueue, inContext(runCreation), { concurrency: 2 })
  core.queue.work<CreationJob>(`${creationQueue}.dead`, inContext(giveUp))
}

export const defineCreationQueue = (core: Core): Promise<void> =>
  core.queue.defineQueue(creationQueue, { policy: 'singleton', ...patientRetries, expireInSeconds: 120 })
