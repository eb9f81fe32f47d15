import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { TenantActor } from '../../core/access/can.ts'
import { answerSchema } from '../../core/answers/answer.ts'
import { wordPlan } from '../../core/answers/data-stage.ts'
import { completeAnswer } from '../../core/answers/ladder.ts'
import type { Core } from '../../core/core.ts'
import {
  createDataset,
  deleteDataset,
  listOwnDatasets,
  openDataset,
  readDataset,
  remapDataset,
} from '../../core/datasets/datasets.ts'
import { checkReportSchema, mappingSchema, previewSchema } from '../../core/datasets/preview.ts'
import { type PlanInput, planSchema, terms } from '../../core/datasets/query/plan.ts'
import { labelColumnsOf, readSourceRow } from '../../core/datasets/source-row.ts'
import type { DatasetRecord } from '../../core/datasets/store.ts'
import { measures } from '../../core/datasets/table.ts'
import { AppError } from '../../core/errors.ts'
import { listQuery, listWindow, pageSchema, presentPage, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type RequestInfo, type Route, reply } from '../route.ts'

const datasetSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  file_name: z.string(),
  file_type: z.string(),
  file_bytes: z.int(),
  file_sha256: z.string(),
  state: z.enum(['ready', 'needs_mapping']),
  locale: z.enum(['fr', 'en']),
  preview: previewSchema,
  created_at: timeSchema,
  updated_at: timeSchema,
})

const presentDataset = (dataset: DatasetRecord): z.infer<typeof datasetSchema> => ({
  id: dataset.id,
  name: dataset.name,
  file_name: dataset.fileName,
  file_type: dataset.fileType,
  file_bytes: dataset.fileBytes,
  file_sha256: dataset.fileSha256,
  state: dataset.state,
  locale: dataset.locale,
  preview: dataset.preview,
  created_at: presentTime(dataset.createdAt),
  updated_at: presentTime(dataset.updatedAt),
})

const tags = ['datasets']
const params = z.strictObject({ id: z.uuid() })
const label = z.string().min(1).max(500)

/** `rank` in the address: everything is text there. */
const rankQuery = z.strictObject({
  list: z.enum(['rows', 'segments', 'cells']).optional(),
  row: label.optional(),
  segment: label.optional(),
  group: label.optional(),
  by: z.enum(measures).default('index'),
  order: z.enum(['top', 'bottom']).default('top'),
  limit: z.coerce
    .number()
    .pipe(z.int().min(1).max(50))
    .default(10)
    .meta({ type: 'integer', minimum: 1, maximum: 50 }),
})

/** A segment alone ranks its rows, a row label alone its segments, neither the whole file. */
const listedBy = ({ row, segment }: { row?: string; segment?: string }) =>
  segment ? 'rows' : row ? 'segments' : 'cells'

const planOf = (input: PlanInput) => {
  const parsed = planSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => ({
    in: 'body', pointer: `/${issue.path.join('/')}`, reason: issue.message,
  })) // biome-ignore format: one error, read at a glance
  throw new AppError('plan_invalid', 'This plan cannot be executed.', {
    details: { errors, count: errors.length },
  })
}

/** Datasets: bring a file, confirm its columns, hold it against its own arithmetic, and query it. */
export const datasetRoutes = (core: Core): Route[] => {
  const answerPlan = async (
    actor: TenantActor,
    { id, plan, request }: { id: string; plan: PlanInput; request: RequestInfo },
  ) => {
    const start = performance.now()
    const { worded } = wordPlan(await openDataset(core, actor, id), planOf(plan), request.locale)
    return completeAnswer(worded, performance.now() - start)
  }
  return [
    defineRoute({
      method: 'GET', path: '/v1/datasets', summary: 'Datasets of the tenant, newest first', tags, auth: 'required',
      permission: 'datasets:query',
      query: z.strictObject(listQuery),
      responses: { 200: pageSchema(datasetSchema) },
      handler: async ({ actor, query }) =>
        presentPage(await listOwnDatasets(core, actor, listWindow(query)), query.limit, presentDataset),
    }),
    defineRoute({
      method: 'POST', path: '/v1/datasets', summary: 'Bring a data file', tags, auth: 'required',
      description: 'The file (xlsx, xls, ods, csv, JSON) becomes a dataset or a clear refusal; nothing half-made stays.',
      permission: 'datasets:upload',
      multipart: { fields: z.strictObject({}), file: { field: 'file', maxBytes: limits.upload.maxBytes } },
      responses: { 201: datasetSchema },
      handler: async ({ actor, form }) => {
        if (!form?.file) throw new AppError('file_missing', 'The form has no file.')
        const dataset = await createDataset(core, actor, form.file)
        return reply(201, presentDataset(dataset), { Location: `/v1/datasets/${dataset.id}` })
      },
    }),
    defineRoute({
      method: 'GET', path: '/v1/datasets/:id', summary: 'A dataset with its preview', tags, auth: 'required',
      permission: 'datasets:query',
      params,
      responses: { 200: datasetSchema },
      handler: async ({ actor, params: { id } }) => presentDataset(await readDataset(core, actor, id)),
    }),
    defineRoute({
      method: 'DELETE', path: '/v1/datasets/:id', summary: 'Delete a dataset that no assistant uses', tags,
      auth: 'required', permission: 'datasets:upload',
      params,
      responses: { 204: null },
      handler: async ({ actor, params: { id } }) => {
        await deleteDataset(core, actor, id)
        return undefined
      },
    }),
    defineRoute({
      method: 'PUT', path: '/v1/datasets/:id/mapping', summary: 'Say which column is which', tags, auth: 'required',
      description: 'The kept file is read again with this mapping. Figures that contradict it are still reported.',
      permission: 'datasets:upload',
      params,
      body: mappingSchema,
      responses: { 200: datasetSchema },
      handler: async ({ actor, params: { id }, body }) => presentDataset(await remapDataset(core, actor, id, body)),
    }),
    defineRoute({
      method: 'GET', path: '/v1/datasets/:id/check', summary: 'Cells that cannot be true within their rounding', tags,
      auth: 'required', permission: 'datasets:query',
      params,
      responses: { 200: checkReportSchema },
      handler: async ({ actor, params: { id } }) => {
        const { check } = await readDataset(core, actor, id)
        if (!check) throw new AppError('mapping_needed', 'The columns of this file have to be confirmed first.')
        return check
      },
    }),
    defineRoute({
      method: 'GET', path: '/v1/datasets/:id/rank', summary: 'Best or worst rows, segments or cells', tags,
      auth: 'required', permission: 'datasets:query',
      params,
      query: rankQuery,
      responses: { 200: answerSchema },
      handler: ({ actor, params: { id }, query, request }) => {
        const { order, list = listedBy(query), ...ranking } = query
        return answerPlan(actor, { id, plan: { operation: order, list, ...ranking }, request })
      },
    }),
    defineRoute({
      method: 'POST', path: '/v1/datasets/:id/query', summary: 'Execute a query plan', tags, auth: 'required',
      permission: 'datasets:query',
      params,
      body: planSchema,
      responses: { 200: answerSchema },
      isIdempotent: false,
      handler: ({ actor, params: { id }, body, request }) => answerPlan(actor, { id, plan: body, request }),
    }),
    defineRoute({
      method: 'POST', path: '/v1/datasets/:id/compare', summary: 'Compare row labels or segments', tags,
      auth: 'required', permission: 'datasets:query',
      params,
      body: z.strictObject({
        axis: z.enum(['row', 'segment']),
        labels: z.array(label).min(2).max(5),
        on: z.array(label).max(10).optional(),
        by: z.enum(measures).default('index'),
      }),
      responses: { 200: answerSchema },
      isIdempotent: false,
      handler: ({ actor, params: { id }, body, request }) =>
        answerPlan(actor, { id, plan: { operation: 'compare', ...body }, request }),
    }),
    defineRoute({
      method: 'GET', path: '/v1/datasets/:id/glossary', summary: 'What a term means, with a row of this file as example',
      tags, auth: 'required', permission: 'datasets:query',
      params,
      query: z.strictObject({ term: z.enum(terms) }),
      responses: { 200: answerSchema },
      handler: ({ actor, params: { id }, query, request }) =>
        answerPlan(actor, { id, plan: { operation: 'define', term: query.term }, request }),
    }),
    defineRoute({
      method: 'GET', path: '/v1/datasets/:id/rows/:row', summary: 'The row of the file that a figure came from', tags,
      auth: 'guest', permission: 'datasets:query',
      params: z.strictObject({ id: z.uuid(), row: z.string().regex(/^\d{1,7}$/).transform(Number).meta({ type: 'integer' }) }),
      responses: {
        200: z.strictObject({
          file: z.string(),
          sheet: z.string().nullable(),
          row: z.int(),
          columns: z.array(z.strictObject({ name: z.string(), value: z.string() })),
        }),
      },
      handler: async ({ actor, params: { id, row } }) => {
        const { preview } = await readDataset(core, actor, id)
        const { table } = await openDataset(core, actor, id)
        const columns = readSourceRow(table, row, labelColumnsOf(preview))
        if (!columns) throw new AppError('not_found', 'No figure of this dataset stands in that row.')
        return { file: table.file, sheet: table.sheet, row, columns }
      },
    }),
  ] // biome-ignore format: one route a block, its identity in the first lines
}
