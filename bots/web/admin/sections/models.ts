import { z } from 'zod'
import { limits } from '../../../../config/limits.ts'
import { AppError } from '../../../../core/errors.ts'
import type { BreakerState } from '../../../../core/llm/breakers.ts'
import type { JudgedEntry } from '../../../../core/llm/judge-entry.ts'
import { type ModelEntry, modelName } from '../../../../core/llm/model-entry.ts'
import { isMoneyLimited, listEntries, putEntry, readEntry } from '../../../../core/llm/registry.ts'
import { judgeEntries } from '../../../../core/llm/targets.ts'
import { addressOf } from '../paging.ts'
import { defineAct, type Section, type TenantVisit, type Visit } from '../section.ts'
import type { Cell, Form } from '../view.ts'
import { wordOf } from '../words.ts'

export const breakerCell = (visit: Visit, { state, retryAt, lastFailure }: BreakerState): Cell => {
  const failure = lastFailure && wordOf(visit, 'breakers.failure', lastFailure)
  const tone = state === 'closed' ? 'good' : state === 'open' ? 'danger' : 'warn'
  const until = retryAt && state === 'open' ? visit.t('breakers.until_next') : null
  return {
    state: visit.t(`breakers.state.${state}`),
    tone,
    note: [failure, until].filter(Boolean).join(' · ') || null,
  }
}

const usableCell = (visit: Visit, { prices, whyNot }: JudgedEntry, isLimited: boolean): Cell => {
  const why = whyNot ?? (isLimited && prices === null ? 'price_unknown' : null)
  if (why === null) return { state: visit.t('models.usable'), tone: 'good' }
  return { state: visit.t(`models.why_not.${why}`), tone: why === 'inactive' ? 'plain' : 'warn' }
}

const switchForm = ({ t, path }: Visit, { name, isActive, updatedAt }: ModelEntry): Form => ({
  kind: 'form',
  action: `${path}/switch`,
  submit: t(isActive ? 'models.switch_off' : 'models.switch_on'),
  about: name,
  hidden: { name, active: String(!isActive), version: updatedAt.toISOString() },
  ...(isActive && { tone: 'danger' as const, confirm: t('models.switch_off_means') }),
})

/** The whole entry, which a change replaces, as it is but for this. */
const fieldsOf = (entry: ModelEntry, active: boolean) => ({
  provider: entry.provider,
  model: entry.model,
  api_key_env: (entry.apiKeyEnv ?? null) as 'OPENAI_API_KEY' | null,
  api_url: entry.apiUrl ?? null,
  max_tokens: entry.maxTokens,
  temperature: entry.temperature ?? null,
  is_fallback: entry.isFallback,
  cost_per_1k_input: entry.costPer1kInput ?? null,
  cost_per_1k_output: entry.costPer1kOutput ?? null,
  active,
})

const decodePlace = (cursor: string | null): string | null => {
  if (cursor === null) return null
  const place = modelName.safeParse(Buffer.from(cursor, 'base64url').toString())
  if (place.success) return place.data
  throw new AppError('not_found', 'the cursor is not one of ours')
}

const readEntries = async (visit: TenantVisit) => {
  const cursor = visit.query.get('cursor')
  const limit = limits.api.pageDefault
  const after = decodePlace(cursor)
  const entries = await listEntries(visit.core.db, visit.actor, { limit: limit + 1, after })
  const shown = entries.slice(0, limit)
  const next = entries.length > limit ? Buffer.from(shown.at(-1)!.name).toString('base64url') : null
  return {
    shown,
    first: cursor === null ? null : addressOf(visit, { cursor: null }),
    next: next && addressOf(visit, { cursor: next }),
  }
}

/** The tenant's registry of models. Breakers are for operators, as their route is. */
export const models: Section<TenantVisit> = {
  name: 'models',
  title: 'models',
  permission: 'llm:manage',
  read: async (visit) => {
    const { core, admin, actor, t } = visit
    const { tenantId } = actor
    const { shown, ...links } = await readEntries(visit)
    const judged = await judgeEntries(shown, admin.models, { tenantId })
    const isLimited = await isMoneyLimited(core.db, tenantId)
    const seesBreakers = actor.kind === 'operator'
    const breakers = new Map(
      admin.breakers
        .list()
        .filter((breaker) => breaker.tenantId === tenantId)
        .map((breaker) => [breaker.llm, breaker]),
    )
    const breakerOf = (name: string): Cell => {
      const breaker = breakers.get(name)
      return breaker ? breakerCell(visit, breaker) : t('breakers.none')
    }
    return {
      title: t('models.title'),
      parts: [
        {
          kind: 'table',
          caption: t('models.caption'),
          columns: [
            { title: t('models.name') },
            { title: t('models.provider') },
            { title: t('models.use') },
            { title: t('column.state') },
            ...(seesBreakers ? [{ title: t('breakers.breaker') }] : []),
            { title: t('column.acts'), isUntitled: true },
          ],
          rows: judged.map((one): Cell[] => [
            { text: one.entry.name, note: one.entry.model },
            one.entry.provider,
            t(one.entry.isFallback ? 'models.fallback' : 'models.regular'),
            usableCell(visit, one, isLimited),
            ...(seesBreakers ? [breakerOf(one.entry.name)] : []),
            { forms: [switchForm(visit, one.entry)] },
          ]),
          empty: t('models.empty'),
          ...links,
        },
      ],
    }
  },
  acts: {
    switch: defineAct({
      permission: 'llm:manage',
      fields: z.strictObject({
        name: modelName,
        active: z.enum(['true', 'false']),
        version: z.iso.datetime(),
      }),
      run: async ({ core, actor }: TenantVisit, { name, active, version }) => {
        const entry = await readEntry(core.db, actor, name)
        const isActive = active === 'true'
        const fields = fieldsOf(entry, isActive)
        await putEntry(core.db, actor, { name, fields, ifUnchangedSince: new Date(version) })
        return { notice: isActive ? 'switched_on' : 'switched_off' }
      },
    }),
  },
}
