import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, meetsAllAssistants, type TenantActor } from '../access/can.ts'
import type { Locale } from '../answers/answer.ts'
import type { Core } from '../core.ts'
import { removeOriginal } from '../datasets/originals.ts'
import { AppError } from '../errors.ts'
import { requireEntries } from '../llm/registry.ts'
import type { Page } from '../paging.ts'
import type { AssistantFields } from './fields.ts'
import { completeLook, type Look, pickLook } from './look.ts'

/** An assistant as lists and pages show it. */
export interface AssistantView {
  id: string
  name: string
  theme: string
  datasetId: string | null
  indexName: string | null
  fileName: string | null
  fileType: string | null
  messageCount: number
  welcomeMessage: string | null
  customInstructions: string | null
  locale: Locale
  isActive: boolean
  isPublic: boolean
  defaultLlm: string | null
  fallbackLlm: string | null
  temperature: number | null
  look: Look
  createdAt: Date
  updatedAt: Date
}

const viewSql = `
  select a.id, a.name, a.theme, a.dataset_id as "datasetId", a.index_name as "indexName",
         d.file_name as "fileName", d.file_type as "fileType", a.welcome_message as "welcomeMessage",
         a.custom_instructions as "customInstructions", a.locale, a.is_active as "isActive",
         a.is_public as "isPublic", a.default_llm as "defaultLlm",
         a.fallback_llm as "fallbackLlm", a.temperature::float8 as temperature, a.look, a.created_at as "createdAt", a.updated_at as "updatedAt",
         coalesce((select sum(c.message_count) from conversations c
                    where c.tenant_id = a.tenant_id and c.assistant_id = a.id), 0)::int as "messageCount"
    from assistants a
    left join datasets d on d.tenant_id = a.tenant_id and d.id = a.dataset_id
   where a.tenant_id = $1`

/** Who is not signed in sees those that are switched on, and public or of its channel; the rest does not exist. */
const visibleSql = ` and ($2::uuid[] is null or (a.is_active and (a.is_public or a.id = any($2::uuid[]))))`

const select = async (
  core: Core,
  actor: TenantActor,
  rest: string,
  bind: unknown[],
): Promise<AssistantView[]> => {
  const rows = await withTenant(core.db, actor.tenantId, () =>
    core.db.sequelize.query<AssistantView>(`${viewSql}${visibleSql} ${rest}`, {
      type: QueryTypes.SELECT,
      bind: [actor.tenantId, meetsAllAssistants(actor) ? null : (actor.assistantIds ?? []), ...bind],
    }),
  )
  return rows.map((row) => ({ ...row, look: completeLook(row.look) }))
}

/** Newest first. @throws forbidden */
export const listAssistants = (
  core: Core,
  actor: TenantActor,
  { limit, after }: Page,
): Promise<AssistantView[]> => {
  authorize(actor, 'assistants:use')
  return select(
    core,
    actor,
    `and ($4::timestamptz is null or (a.created_at, a.id) < ($4::timestamptz, $5::uuid))
     order by a.created_at desc, a.id desc limit $3`,
    [limit, after?.createdAt ?? null, after?.id ?? null],
  )
}

/** @throws forbidden, not_found */
export const readAssistant = async (core: Core, actor: TenantActor, id: string): Promise<AssistantView> => {
  authorize(actor, 'assistants:use')
  const [assistant] = await select(core, actor, 'and a.id = $3', [id])
  if (!assistant) throw new AppError('not_found', 'No such assistant.')
  return assistant
}

/** What people wrote stays theirs to delete. */
const audited = auditedFields({
  shown: ['name', 'theme', 'locale', 'isActive', 'isPublic', 'defaultLlm', 'fallbackLlm', 'temperature'],
  hidden: ['welcomeMessage', 'customInstructions', 'look'],
})

const modelsOf = ({ default_llm, fallback_llm }: Partial<AssistantFields>) => ({ default_llm, fallback_llm })

/**
 * Changes what is given and leaves the rest. `ifUnchangedSince` refuses a change made on an older state.
 * @throws forbidden, not_found, precondition_failed, invalid_value for a model that the registry has not
 */
export const updateAssistant = async (
  core: Core,
  actor: TenantActor,
  change: { id: string; fields: Partial<AssistantFields>; ifUnchangedSince?: Date },
): Promise<AssistantView> => {
  authorize(actor, 'assistants:edit')
  const { tenantId } = actor
  const { id, fields, ifUnchangedSince } = change
  await withTenant(core.db, tenantId, async () => {
    const row = await core.db.models.Assistant.findOne({ where: { tenantId, id }, lock: true })
    if (!row) throw new AppError('not_found', 'No such assistant.')
    if (ifUnchangedSince && row.updatedAt.getTime() !== ifUnchangedSince.getTime())
      throw new AppError('precondition_failed', 'The assistant was changed in the meantime.')
    const before = { default_llm: row.defaultLlm, fallback_llm: row.fallbackLlm }
    await requireEntries(core.db, tenantId, modelsOf(fields), before)
    const look = pickLook(fields)
    const held = heldBy(row, audited)
    await row.update({
      name: fields.name,
      theme: fields.theme,
      locale: fields.locale,
      welcomeMessage: fields.welcome_message,
      customInstructions: fields.custom_instructions,
      isActive: fields.active,
      isPublic: fields.public,
      defaultLlm: fields.default_llm,
      fallbackLlm: fields.fallback_llm,
      temperature: fields.temperature,
      ...(Object.keys(look).length > 0 && { look: { ...row.look, ...look } }),
    })
    await recordAct(core.db, actor, {
      action: 'assistant.edited',
      target: { kind: 'assistant', id, label: row.name },
      details: { fields: Object.keys(fields) },
      changes: changesOf(held, row, audited),
    })
  })
  return readAssistant(core, actor, id)
}

/**
 * Deletes an assistant with everything it owned: conversations, its dataset unless another assistant uses it too,
 * and the file.
 * @throws forbidden, not_found
 */
export const deleteAssistant = async (core: Core, actor: TenantActor, id: string): Promise<void> => {
  authorize(actor, 'assistants:delete')
  const { tenantId } = actor
  const { Assistant, AssistantCreation, Conversation, Dataset, InboxEvent } = core.db.models
  const orphaned = await withTenant(core.db, tenantId, async () => {
    const row = await Assistant.findOne({ where: { tenantId, id }, lock: true })
    if (!row) throw new AppError('not_found', 'No such assistant.')
    const { datasetId } = row
    const conversations = await Conversation.findAll({
      where: { tenantId, assistantId: id },
      attributes: ['id'],
      raw: true,
    })
    // No foreign key takes these along: an event may come before its conversation. They hold what people wrote.
    await InboxEvent.destroy({ where: { tenantId, conversationId: conversations.map((one) => one.id) } })
    await row.destroy()
    await AssistantCreation.destroy({ where: { tenantId, id } })
    const isShared = datasetId !== null && (await Assistant.count({ where: { tenantId, datasetId } })) > 0
    if (datasetId && !isShared) await Dataset.destroy({ where: { tenantId, id: datasetId } })
    const target = { kind: 'assistant', id, label: row.name }
    await recordAct(core.db, actor, { action: 'assistant.deleted', target })
    return isShared ? null : datasetId
  })
  if (orphaned) await removeOriginal(core, tenantId, orphaned)
}
