import { validate as isUuid } from 'uuid'
import { z } from 'zod'
import { can } from '../../../core/access/can.ts'
import { requestAssistant } from '../../../core/assistants/create.ts'
import { assistantName, assistantTheme } from '../../../core/assistants/fields.ts'
import { listOwnDatasets, listPendingDatasets, readDataset } from '../../../core/datasets/datasets.ts'
import type { DatasetRecord } from '../../../core/datasets/store.ts'
import { isAppError } from '../../../core/errors.ts'
import type { Form, FormField, FormValues } from '../../../core/messaging/card.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, FormHandler, Result } from '../command.ts'
import { creationCard } from '../creation-card.ts'
import { presentDataset } from '../dataset-card.ts'
import { audienceField, faultsOf, nameFields, selectField } from './fields.ts'

const mostDatasets = 25

interface Brought {
  /** Their own, from whatever platform, that wait for an assistant: whatever is still to be put right in them. */
  pending: DatasetRecord[]
  /** The team's, that can be used as they are. */
  others: DatasetRecord[]
}

const listBrought = async ({ core, actor }: CommandContext): Promise<Brought> => {
  const pending = await listPendingDatasets(core, actor, mostDatasets)
  const all = await listOwnDatasets(core, actor, { limit: mostDatasets, after: null })
  const own = new Set(pending.map(({ id }) => id))
  const others = all.filter(({ id, state }) => state === 'ready' && !own.has(id))
  return { pending, others: others.slice(0, mostDatasets - pending.length) }
}

const datasetField = ({ locale }: CommandContext, { pending, others }: Brought): FormField => {
  const say = openWords(locale)
  const options = [
    ...pending.map(({ id, name, fileName: file }) => {
      return { label: name, value: id, description: say('form.pending', { file }) }
    }),
    ...others.map(({ id, name, fileName }) => ({ label: name, value: id, description: fileName })),
  ]
  return selectField('dataset', say('form.dataset'), options, { isRequired: false })
}

/** The file that the assistant is to answer from: a new one, or one that was brought before. */
const sourceFields = async (context: CommandContext): Promise<FormField[]> => {
  const say = openWords(context.locale)
  const brought = await listBrought(context)
  const hasBrought = brought.pending.length + brought.others.length > 0
  const mayBring = can(context.actor, 'datasets:upload')
  const file: FormField = {
    kind: 'file',
    name: 'file',
    label: say('form.file'),
    hint: say('form.file_hint'),
    isRequired: !hasBrought,
  }
  return [...(mayBring ? [file] : []), ...(hasBrought ? [datasetField(context, brought)] : [])]
}

/** `datasetId`: of the file that was brought already. @throws not_found, forbidden */
export const createForm = async (
  context: CommandContext,
  known: { name?: string | null; theme?: string | null; datasetId?: string | null },
): Promise<Form> => {
  const say = openWords(context.locale)
  const { name = null, theme = null, datasetId = null } = known
  const dataset = datasetId === null ? null : await readDataset(context.core, context.actor, datasetId)
  return {
    action: 'assistant.create',
    title: say('assistant.new.title'),
    submit: say('assistant.new.submit'),
    cancel: say('form.cancel'),
    value: dataset ? { dataset_id: dataset.id } : {},
    intro: dataset ? say('form.of_file', { file: dataset.fileName }) : say('form.steps'),
    fields: [
      ...nameFields(context, { name, theme }),
      ...(dataset ? [] : await sourceFields(context)),
      audienceField(context, false),
    ],
  }
}

const fieldsSchema = z.object({ name: assistantName, theme: assistantTheme })

/** Null for what is no dataset of the tenant. */
const findDataset = async (
  { core, actor }: CommandContext,
  id: string | undefined,
): Promise<DatasetRecord | null> => {
  if (!id || !isUuid(id)) return null
  try {
    return await readDataset(core, actor, id)
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}

const make = async (
  context: CommandContext,
  {
    fields,
    dataset,
    values,
  }: { fields: z.infer<typeof fieldsSchema>; dataset: DatasetRecord; values: FormValues },
): Promise<Result> => {
  const { core, actor } = context
  const isPublic = values.audience === 'public'
  const creationId = await requestAssistant(core, actor, {
    ...fields,
    isPublic,
    source: { datasetId: dataset.id },
  })
  const { card } = await creationCard(context, creationId)
  return { kind: 'card', card, audience: 'person', follow: { creationId } }
}

/** Name, sector and file become an assistant; a file whose columns are not sure is put right first. */
export const assistantCreate: FormHandler = {
  action: 'assistant.create',
  permission: 'assistants:create',
  submit: async (context, { value, values }) => {
    const say = openWords(context.locale)
    const parsed = fieldsSchema.safeParse(values)
    const chosen = value.dataset_id ?? (values.file || values.dataset)
    const dataset = await findDataset(context, chosen)
    const errors = {
      ...faultsOf(context, parsed),
      ...(!dataset && {
        [values.dataset ? 'dataset' : 'file']: say(chosen ? 'form.bad.file' : 'form.bad.no_file'),
      }),
    }
    if (!parsed.success || !dataset) return { kind: 'errors', errors }
    if (dataset.state === 'ready') return make(context, { fields: parsed.data, dataset, values })
    return toPerson(presentDataset(context, dataset, parsed.data))
  },
}
