import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { LlmModel } from '../../db/models/llm-model.ts'
import { refuseUnsafeUrl } from './guarded-fetch.ts'
import { type ProviderName, providerNames } from './provider.ts'

/** A model of a tenant's registry, as it is stored. */
export type ModelEntry = Pick<
  LlmModel,
  | 'name' | 'provider' | 'model' | 'apiKeyEnv' | 'apiUrl' | 'maxTokens' | 'temperature' | 'isFallback'
  | 'costPer1kInput' | 'costPer1kOutput' | 'isActive' | 'shutdownOn' | 'createdAt' | 'updatedAt'
> // biome-ignore format: what it is, then what it costs

/** The deployment's variable with the provider's key. An entry may name its own provider's, and no other secret. */
const keyVariables = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  deepseek: 'DEEPSEEK_API_KEY',
  ollama: null,
  compatible: null,
} as const satisfies Record<ProviderName, string | null>

/** Part of addresses and of what people type. `usage` is an address of its own. */
export const modelName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9 ._:-]{0,62}[A-Za-z0-9])?$/)
  .refine((name) => name !== 'usage', 'is taken')

/** Two decimals are stored. */
export const temperature = z.number().min(0).max(2).multipleOf(0.01)

/** Nano-dollars are the smallest: less would be rounded to nothing, and nothing is free. */
const costPer1k = z
  .number()
  .min(0)
  .max(limits.model.maxCostPer1kUsd)
  .refine((usd) => usd === Number(usd.toFixed(9)), 'must have at most 9 decimals')

/** Looked at only: what the name stands for is checked at every call. */
const isPublicAddress = (text: string): boolean => {
  try {
    return Boolean(refuseUnsafeUrl(text)) && !/[?#]/.test(text)
  } catch {
    return false
  }
}

const apiUrl = z
  .string()
  .max(500)
  .refine(isPublicAddress, 'must be a public https address such as https://models.example.org/v1')
  .transform((text) => text.replace(/\/+$/, ''))

const fields = z.strictObject({
  /** So that what was read can be sent back; the address names the entry. */
  name: z.string().optional(),
  provider: z.enum(providerNames),
  model: z
    .string()
    .regex(/^[\w.:/@+-]{1,200}$/)
    .meta({ description: 'What the provider calls it' }),
  api_key_env: z
    .enum(['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'DEEPSEEK_API_KEY'])
    .nullish()
    .meta({ description: 'The deployment’s key of this provider; null = only the tenant’s own credential' }),
  api_url: apiUrl.nullable().default(null).meta({
    description:
      'null = the provider’s. Another one gets the tenant’s own credential, never the deployment’s key',
  }),
  max_tokens: z.int().min(1).max(limits.model.maxTokens).default(limits.model.defaultMaxTokens),
  temperature: temperature.nullable().default(null),
  is_fallback: z.boolean().default(false),
  cost_per_1k_input: costPer1k.nullable().default(null).meta({
    description: 'Counts for the tenant’s own key or address; with the deployment’s key the price table does',
  }),
  cost_per_1k_output: costPer1k.nullable().default(null),
  active: z.boolean().default(true),
})
type Fields = z.output<typeof fields>

const faultsOf = (entry: Fields): [field: keyof Fields, reason: string][] => {
  const faults: [keyof Fields, string][] = []
  const variable = entry.api_key_env
  if (variable && variable !== keyVariables[entry.provider])
    faults.push(['api_key_env', `must be ${keyVariables[entry.provider] ?? 'null'} for this provider`])
  if (entry.cost_per_1k_input === null && entry.cost_per_1k_output !== null)
    faults.push(['cost_per_1k_input', 'must be given together with cost_per_1k_output'])
  if (entry.cost_per_1k_output === null && entry.cost_per_1k_input !== null)
    faults.push(['cost_per_1k_output', 'must be given together with cost_per_1k_input'])
  return faults
}

/** What people may set on an entry; every field that is not given has its default, as PUT replaces the whole. */
export const modelFields = fields.superRefine((entry, context) => {
  for (const [field, message] of faultsOf(entry)) context.addIssue({ code: 'custom', path: [field], message })
})
export type ModelFields = z.output<typeof modelFields>

export const toColumns = (entry: ModelFields) => ({
  provider: entry.provider,
  model: entry.model,
  apiKeyEnv: entry.api_key_env === undefined ? keyVariables[entry.provider] : entry.api_key_env,
  apiUrl: entry.api_url,
  maxTokens: entry.max_tokens,
  temperature: entry.temperature,
  isFallback: entry.is_fallback,
  costPer1kInput: entry.cost_per_1k_input,
  costPer1kOutput: entry.cost_per_1k_output,
  isActive: entry.active,
})
