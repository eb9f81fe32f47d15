import { v7 as uuid } from 'uuid'
import type { Attempt, Payer } from '../../../core/llm/chat.ts'
import type { Reserved, Reserving } from '../../../core/llm/ledger.ts'
import type { Prices, Target, TokenUsage } from '../../../core/llm/provider.ts'
import type { Database } from '../../../db/database.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant } from '../../helpers/database.ts'

/** In nano-dollars. */
export const cents = (count: number): number => count * 10_000_000

const prices: Prices = {
  inputNanoUsd: 1_000_000_000,
  outputNanoUsd: 4_000_000_000,
  cacheReadNanoUsd: null,
  cacheWriteNanoUsd: null,
  source: 'entry',
}

export const target = (values: Partial<Target> = {}): Target => ({
  name: 'sage',
  provider: 'openai',
  model: 'sage-1',
  baseUrl: 'http://127.0.0.1:1',
  apiKey: 'a key that is not to be seen',
  credentialId: null,
  isGuarded: false,
  maxTokens: 1_000,
  temperature: null,
  prices,
  ...values,
})

export const freeTarget = (): Target =>
  target({
    name: 'home',
    provider: 'ollama',
    prices: { ...prices, inputNanoUsd: 0, outputNanoUsd: 0, source: 'free' },
  })

export const payerOf = (tenantId: string, values: Partial<Payer> = {}): Payer => ({
  tenantId,
  assistantId: null,
  conversationId: null,
  personId: null,
  service: null,
  channel: null,
  ...values,
})

/** A question's first call of ten cents at most, to the default model. */
export const asking = (payer: Payer, values: Partial<Reserving> = {}): Reserving => ({
  callId: uuid(),
  payer,
  target: target(),
  role: 'default',
  purpose: 'plan',
  worstCaseNanoUsd: cents(10),
  isFirstCall: true,
  ...values,
})

export const usage = (values: Partial<TokenUsage> = {}): TokenUsage => ({
  inputTokens: 100,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 20,
  reasoningTokens: 0,
  source: 'provider',
  ...values,
})

export const attemptOf = (values: Partial<Attempt> = {}): Attempt => ({
  id: uuid(),
  llm: 'sage',
  provider: 'openai',
  model: 'sage-1',
  purpose: 'plan',
  outcome: 'completed',
  usage: usage(),
  costNanoUsd: cents(2),
  firstTokenMs: 3,
  tookMs: 5,
  ...values,
})

/** The reservation's id, of one that must have been granted. */
export const idOf = (reserved: Reserved): string => {
  if (!reserved.granted) throw new Error(`denied: ${reserved.denial}`)
  return reserved.reservationId
}

export const outcomeOf = (reserved: Reserved): string => (reserved.granted ? 'granted' : reserved.denial)

interface TenantValues {
  monthlyQuota?: number | null
  monthlyBudgetUsd?: number | null
  freeModelsAfterBudget?: boolean
  timeZone?: string
}

/** @returns its id */
export const makeTenant = async (db: Database, values: TenantValues = {}): Promise<string> => {
  const id = await createTestTenant(db)
  await asOwner(db, () => db.models.Tenant.update(values, { where: { id } }))
  return id
}

export const listCalls = (db: Database, tenantId: string) =>
  withTenant(db, tenantId, () =>
    db.models.LlmCall.findAll({ where: { tenantId }, order: ['startedAt', 'id'] }),
  )

/** Counters by `<kind> <id> <period>`. */
export const readCounters = (db: Database, tenantId: string) =>
  withTenant(db, tenantId, async () => {
    const rows = await db.models.QuotaCounter.findAll({ where: { tenantId } })
    return Object.fromEntries(
      rows.map((row) => [
        `${row.scopeKind} ${row.scopeId} ${row.period}`.replaceAll(/ +/g, ' '),
        {
          requests: row.requests,
          spent: row.spentNanoUsd,
          reserved: row.reservedNanoUsd,
          unknown: row.unknownCalls,
        },
      ]),
    )
  })
