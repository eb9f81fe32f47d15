import { z } from 'zod'
import type { TenantActor } from '../../core/access/can.ts'
import { AppError } from '../../core/errors.ts'
import { type JudgedEntry, whyNots } from '../../core/llm/judge-entry.ts'
import { type ModelEntry, modelFields, modelName } from '../../core/llm/model-entry.ts'
import { providerNames } from '../../core/llm/provider.ts'
import {
  deleteEntry,
  findEntry,
  isMoneyLimited,
  listEntries,
  putEntry,
  readEntry,
} from '../../core/llm/registry.ts'
import { judgeEntries, type ModelAccess } from '../../core/llm/targets.ts'
import type { Database } from '../../db/database.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { listQuery, pageSchema, presentTime, timeSchema } from '../present.ts'
import { defineRoute, type RequestInfo, type Route, reply } from '../route.ts'

const entrySchema = z.strictObject({
  name: z.string(),
  provider: z.enum(providerNames),
  model: z.string(),
  api_key_env: z
    .string()
    .nullable()
    .meta({ description: 'The name of a variable; its value is nowhere shown' }),
  api_url: z.string().nullable(),
  max_tokens: z.int(),
  temperature: z.number().nullable(),
  is_fallback: z.boolean(),
  cost_per_1k_input: z
    .number()
    .nullable()
    .meta({ description: 'US dollars, where the tenant pays; null = by the price table' }),
  cost_per_1k_output: z.number().nullable(),
  active: z.boolean(),
  shutdown_on: z.iso.date().nullable().meta({ description: 'The provider ends the model on this day' }),
  price_source: z.enum(['entry', 'table', 'free', 'unknown']),
  usable: z.boolean(),
  why_not: z.enum(whyNots).nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
})

const present = ({ entry, prices, whyNot }: JudgedEntry, isLimited: boolean): z.infer<typeof entrySchema> => {
  const why = whyNot ?? (isLimited && prices === null ? 'price_unknown' : null)
  return {
    name: entry.name,
    provider: entry.provider,
    model: entry.model,
    api_key_env: entry.apiKeyEnv ?? null,
    api_url: entry.apiUrl ?? null,
    max_tokens: entry.maxTokens,
    temperature: entry.temperature ?? null,
    is_fallback: entry.isFallback,
    cost_per_1k_input: entry.costPer1kInput ?? null,
    cost_per_1k_output: entry.costPer1kOutput ?? null,
    active: entry.isActive,
    shutdown_on: entry.shutdownOn ?? null,
    price_source: prices?.source ?? 'unknown',
    usable: why === null,
    why_not: why,
    created_at: presentTime(entry.createdAt),
    updated_at: presentTime(entry.updatedAt),
  }
}

const encodePlace = (name: string): string => Buffer.from(name).toString('base64url')

const decodePlace = (cursor: string): string => {
  const place = modelName.safeParse(Buffer.from(cursor, 'base64url').toString())
  if (place.success) return place.data
  const errors = [{ in: 'query', pointer: '/cursor', reason: 'unknown cursor' }]
  throw new AppError('invalid_value', 'the cursor is not one of ours', { details: { errors, count: 1 } })
}

/** Of the entry that the caller saw; `If-Match` cannot match one that is not there. */
const versionSeen = (request: RequestInfo, seen: ModelEntry | null): Date | undefined => {
  const wanted = request.header('if-match')
  if (wanted === '') return undefined
  if (!seen) throw new AppError('precondition_failed', 'there is no such model yet')
  requireMatch(request, seen)
  return wanted === '*' ? undefined : seen.updatedAt
}

const refuse = (part: 'path' | 'body', reason: string): AppError => {
  const errors = [{ in: part, pointer: '/name', reason }]
  return new AppError('invalid_value', 'the name will not do', { details: { errors, count: 1 } })
}

const tags = ['models']
const params = z.strictObject({ name: modelName })

/** The tenant's registry of models. `GET /v1/llm/usage` is registered before: a router takes the first that fits. */
export const llmRoutes = ({ db }: { db: Database }, access: ModelAccess): Route[] => {
  const describe = async (entries: readonly ModelEntry[], { tenantId }: TenantActor) => {
    const isLimited = await isMoneyLimited(db, tenantId)
    const judged = await judgeEntries(entries, access, { tenantId })
    return judged.map((one) => present(one, isLimited))
  }
  const describeOne = async (entry: ModelEntry, actor: TenantActor) => (await describe([entry], actor))[0]!
  return [
    defineRoute({
      method: 'GET', path: '/v1/llm', summary: 'Models of the registry, by name', tags,
      auth: 'required', permission: 'llm:manage',
      description: '`usable` says whether a model would be asked now, `why_not` what it lacks.',
      query: z.strictObject(listQuery),
      responses: { 200: pageSchema(entrySchema) },
      handler: async ({ actor, query: { limit, cursor } }) => {
        const after = cursor === undefined ? null : decodePlace(cursor)
        const entries = await listEntries(db, actor, { limit: limit + 1, after })
        const shown = entries.slice(0, limit)
        const next = entries.length > limit ? encodePlace(shown.at(-1)!.name) : null
        return { items: await describe(shown, actor), next_cursor: next }
      },
    }),
    defineRoute({
      method: 'GET', path: '/v1/llm/:name', summary: 'A model of the registry', tags, isVersioned: true,
      auth: 'required', permission: 'llm:manage',
      params,
      responses: { 200: entrySchema },
      handler: async ({ actor, params: { name } }) => {
        const entry = await readEntry(db, actor, name)
        return reply(200, await describeOne(entry, actor), { ETag: etagOf(entry) })
      },
    }),
    defineRoute({
      method: 'PUT', path: '/v1/llm/:name', summary: 'Make a model of the registry, or replace it', tags,
      isVersioned: true, auth: 'required', permission: 'llm:manage',
      description:
        'Replaces the whole: a field that is not sent gets its default. An `api_url` gets the tenant’s own credential, never the deployment’s key, and setting one needs `credentials:manage` as well. Send the `ETag` that you read as `If-Match` to refuse a change on top of somebody else’s.',
      params: z.strictObject({ name: z.string() }),
      body: modelFields,
      responses: { 200: entrySchema, 201: entrySchema },
      handler: async ({ actor, params, body: fields, request }) => {
        const name = modelName.safeParse(params.name)
        if (!name.success) throw refuse('path', name.error.issues[0]!.message)
        if (![undefined, name.data].includes(fields.name)) throw refuse('body', 'must be the name of the address')
        const ifUnchangedSince = versionSeen(request, await findEntry(db, actor, name.data))
        const { entry, isNew } = await putEntry(db, actor, { name: name.data, fields, ifUnchangedSince })
        return reply(isNew ? 201 : 200, await describeOne(entry, actor), { ETag: etagOf(entry) })
      },
    }),
    defineRoute({
      method: 'DELETE', path: '/v1/llm/:name', summary: 'Take a model out of the registry', tags,
      auth: 'required', permission: 'llm:manage',
      description: 'Refused while an assistant names it: switch it off instead (`active`).',
      params,
      responses: { 204: null },
      handler: async ({ actor, params: { name } }) => {
        await deleteEntry(db, actor, name)
        return undefined
      },
    }),
  ] // biome-ignore format: one route a block, its identity in the first lines
}
