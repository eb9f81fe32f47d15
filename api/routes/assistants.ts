import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { TenantActor } from '../../core/access/can.ts'
import { locales } from '../../core/answers/answer.ts'
import { defaultInstructions } from '../../core/answers/word/instructions.ts'
import { suggestQuestions } from '../../core/answers/word/suggest.ts'
import {
  type AssistantView,
  deleteAssistant,
  listAssistants,
  readAssistant,
  updateAssistant,
} from '../../core/assistants/assistants.ts'
import { requestAssistant } from '../../core/assistants/create.ts'
import { awaitCreation, type Creation, creationSteps, readCreation } from '../../core/assistants/creation.ts'
import { assistantFields } from '../../core/assistants/fields.ts'
import { type Look, lookSchema, pickLook } from '../../core/assistants/look.ts'
import type { Core } from '../../core/core.ts'
import { openDataset } from '../../core/datasets/datasets.ts'
import { AppError } from '../../core/errors.ts'
import { temperature } from '../../core/llm/model-entry.ts'
import { translate } from '../../core/locales/translate.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type RequestInfo, type Route, reply } from '../route.ts'

const assistantSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  theme: z.string(),
  dataset_id: z.uuid().nullable(),
  index_name: z.string().nullable(),
  file_name: z.string().nullable(),
  file_type: z.string().nullable(),
  message_count: z.int(),
  welcome_message: z.string().nullable(),
  custom_instructions: z.string().nullable(),
  locale: z.enum(locales),
  active: z.boolean(),
  public: z.boolean(),
  default_llm: z.string().nullable(),
  fallback_llm: z.string().nullable(),
  temperature: z.number().nullable(),
  ...lookSchema.shape,
  created_at: timeSchema,
  updated_at: timeSchema,
})

const presentLook = (look: Look): Look => ({
  primary_color: look.primary_color,
  secondary_color: look.secondary_color,
  position: look.position,
  logo_url: look.logo_url,
  show_branding: look.show_branding,
  auto_open: look.auto_open,
  delay_auto_open: look.delay_auto_open,
})

const presentAssistant = (assistant: AssistantView): z.infer<typeof assistantSchema> => ({
  id: assistant.id,
  name: assistant.name,
  theme: assistant.theme,
  dataset_id: assistant.datasetId,
  index_name: assistant.indexName,
  file_name: assistant.fileName,
  file_type: assistant.fileType,
  message_count: assistant.messageCount,
  welcome_message: assistant.welcomeMessage,
  custom_instructions: assistant.customInstructions,
  locale: assistant.locale,
  active: assistant.isActive,
  public: assistant.isPublic,
  default_llm: assistant.defaultLlm,
  fallback_llm: assistant.fallbackLlm,
  temperature: assistant.temperature,
  ...presentLook(assistant.look),
  created_at: presentTime(assistant.createdAt),
  updated_at: presentTime(assistant.updatedAt),
})

const creationSchema = z.strictObject({
  id: z.uuid(),
  state: z.enum([...creationSteps, 'failed']),
  steps: z.array(z.strictObject({ state: z.enum(creationSteps), at: timeSchema })),
  error: z.strictObject({ step: z.string(), code: z.string(), detail: z.string() }).nullable(),
})

const presentCreation = (creation: Creation, { locale }: RequestInfo): z.infer<typeof creationSchema> => ({
  id: creation.id,
  state: creation.state,
  steps: creation.steps,
  error: creation.error && {
    step: creation.failedStep ?? 'file_validation',
    code: creation.error.code,
    detail: translate(locale, `errors:${creation.error.code}`, creation.error.details),
  },
})

const createdSchema = z.strictObject({
  ...assistantSchema.partial().shape,
  id: z.uuid(),
  creation: creationSchema,
})

const text = assistantFields.shape
const createBody = z.strictObject({
  name: text.name,
  theme: text.theme,
  dataset_id: z.uuid(),
  locale: text.locale.optional(),
  welcome_message: text.welcome_message.optional(),
  custom_instructions: text.custom_instructions.optional(),
  public: text.public.optional(),
  default_llm: text.default_llm.optional(),
  fallback_llm: text.fallback_llm.optional(),
  temperature: text.temperature.optional(),
  ...lookSchema.partial().shape,
})

/** A form has texts only. */
const formFlag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional()
  .meta({ type: 'boolean' })
const createForm = z.strictObject({
  name: text.name,
  theme: text.theme,
  locale: text.locale.optional(),
  welcome_message: z.string().trim().max(1_000).optional(),
  custom_instructions: z.string().trim().max(limits.assistant.maxInstructionsCharacters).optional(),
  default_llm: text.default_llm.optional(),
  fallback_llm: text.fallback_llm.optional(),
  temperature: z
    .string()
    .regex(/^\d(\.\d{1,2})?$/)
    .transform(Number)
    .pipe(temperature)
    .optional()
    .meta({ type: 'number', minimum: 0, maximum: 2 }),
  ...lookSchema.partial().shape,
  logo_url: lookSchema.shape.logo_url.unwrap().optional(),
  show_branding: formFlag,
  auto_open: formFlag,
  delay_auto_open: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(lookSchema.shape.delay_auto_open)
    .optional()
    .meta({ type: 'integer', minimum: 0, maximum: limits.assistant.maxAutoOpenDelayMs }),
})

const tags = ['assistants']
const params = z.strictObject({ id: z.uuid() })

/** How long a creation may keep its request waiting before 202 sends the caller to `…/creation`. */
const creationPatienceMs = 10_000

/** Assistants: made in three steps whose states can be read, changed, switched off, deleted with all they own. */
export const assistantRoutes = (core: Core): Route[] => {
  /** 201 when the assistant is there, 202 while it is being made; a refusal is the request's own answer. */
  const answerCreation = async (actor: TenantActor, id: string, request: RequestInfo) => {
    const isAsync = /\brespond-async\b/.test(request.header('prefer'))
    const creation = await awaitCreation(core, actor, { id, timeoutMs: isAsync ? 0 : creationPatienceMs })
    const headers = { Location: `/v1/assistants/${id}` }
    if (creation.error && !isAsync)
      throw new AppError(creation.error.code, 'The assistant could not be made.', {
        details: { ...creation.error.details, step: creation.failedStep },
      })
    const presented = { id, creation: presentCreation(creation, request) }
    if (creation.state !== 'completed')
      return reply(202, presented, { Location: `/v1/assistants/${id}/creation` })
    return reply(201, { ...presentAssistant(await readAssistant(core, actor, id)), ...presented }, headers)
  }
  return [
    defineRoute({
      method: 'GET', path: '/v1/assistants', summary: 'Assistants, newest first', tags, auth: 'guest', access: 'inside',
      query: z.strictObject(listQuery),
      responses: { 200: pageSchema(assistantSchema) },
      handler: async ({ actor, query }) =>
        presentPage(await listAssistants(core, actor, listWindow(query)), query.limit, presentAssistant),
    }),
    defineRoute({
      method: 'POST', path: '/v1/assistants', summary: 'Make an assistant from a file or a dataset', tags,
      auth: 'required', permission: 'assistants:create',
      description:
        'JSON with dataset_id, or a form with the file. Answers 201 when it is made. With `Prefer: respond-async`, or when it takes long, 202: follow `creation`.',
      body: createBody,
      isIdempotent: 'resumable',
      multipart: { fields: createForm, file: { field: 'file', maxBytes: limits.upload.maxBytes } },
      responses: { 201: createdSchema, 202: createdSchema },
      handler: async ({ actor, body, form, request }) => {
        const fields = form?.fields ?? body
        if (!fields) throw new AppError('invalid_request', 'The request has neither JSON nor a form.')
        if (form && !form.file) throw new AppError('file_missing', 'The form has no file.')
        const id = await requestAssistant(core, actor, {
          ...(request.onceId && { id: request.onceId }),
          name: fields.name,
          theme: fields.theme,
          locale: fields.locale,
          welcomeMessage: fields.welcome_message,
          customInstructions: fields.custom_instructions,
          isPublic: body?.public,
          defaultLlm: fields.default_llm,
          fallbackLlm: fields.fallback_llm,
          temperature: fields.temperature,
          look: pickLook(fields),
          source: form?.file ? { file: form.file } : { datasetId: body!.dataset_id },
        })
        return answerCreation(actor, id, request)
      },
    }),
    defineRoute({
      method: 'GET', path: '/v1/assistants/:id', summary: 'An assistant', tags, auth: 'guest', access: 'inside',
      params,
      responses: { 200: assistantSchema },
      handler: async ({ actor, params: { id } }) => {
        const assistant = await readAssistant(core, actor, id)
        return reply(200, presentAssistant(assistant), { ETag: etagOf(assistant) })
      },
    }),
    defineRoute({
      method: 'PATCH', path: '/v1/assistants/:id', summary: 'Change an assistant', tags, auth: 'required',
      description: 'Send the `ETag` that you read as `If-Match` to refuse a change on top of somebody else’s.',
      permission: 'assistants:edit',
      params,
      body: assistantFields.partial(),
      responses: { 200: assistantSchema },
      handler: async ({ actor, params: { id }, body, request }) => {
        const seen = await readAssistant(core, actor, id)
        requireMatch(request, seen)
        const isConditional = !['', '*'].includes(request.header('if-match'))
        const ifUnchangedSince = isConditional ? seen.updatedAt : undefined
        const changed = await updateAssistant(core, actor, { id, fields: body, ifUnchangedSince })
        return reply(200, presentAssistant(changed), { ETag: etagOf(changed) })
      },
    }),
    defineRoute({
      method: 'DELETE', path: '/v1/assistants/:id', summary: 'Delete an assistant with everything it owned', tags,
      auth: 'required', permission: 'assistants:delete',
      params,
      responses: { 204: null },
      handler: async ({ actor, params: { id } }) => {
        await deleteAssistant(core, actor, id)
        return undefined
      },
    }),
    defineRoute({
      method: 'GET', path: '/v1/assistants/:id/creation', summary: 'How far the making has come', tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 200: creationSchema },
      handler: async ({ actor, params: { id }, request }) =>
        presentCreation(await readCreation(core, actor, id), request),
    }),
    defineRoute({
      method: 'GET', path: '/v1/assistants/:id/suggestions', summary: 'Three questions to begin with', tags,
      auth: 'guest',
      access: 'inside',
      description: 'Made of the file’s own labels, in the language of the request: every one of them can be answered.',
      params,
      responses: { 200: z.strictObject({ questions: z.array(z.string()) }) },
      handler: async ({ actor, params: { id }, request }) => {
        const { datasetId } = await readAssistant(core, actor, id)
        if (!datasetId) return { questions: [] }
        const { table } = await openDataset(core, actor, datasetId)
        return { questions: suggestQuestions(table, request.locale) }
      },
    }),
    defineRoute({
      method: 'GET', path: '/v1/assistants/:id/instructions', summary: 'What the assistant is told to be', tags,
      auth: 'required',
      access: 'inside',
      params,
      responses: { 200: z.strictObject({ instructions: z.string(), custom_instructions: z.string().nullable() }) },
      handler: async ({ actor, params: { id } }) => {
        const { locale, theme, customInstructions } = await readAssistant(core, actor, id)
        return { instructions: defaultInstructions(locale, theme), custom_instructions: customInstructions }
      },
    }),
  ] // biome-ignore format: one route a block, its identity in the first lines
}
