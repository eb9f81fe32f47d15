import { z } from 'zod'
import { can } from '../../../../core/access/can.ts'
import {
  limitSchema,
  limitSubjectSchema,
  listLimits,
  removeLimit,
  setLimit,
} from '../../../../core/quotas/limits.ts'
import { limitKinds } from '../../../../core/quotas/scopes.ts'
import { readUsage } from '../../../../core/quotas/usage.ts'
import { reportUsage, usageGroups } from '../../../../core/quotas/usage-report.ts'
import { readPage } from '../paging.ts'
import { defineAct, type Section, type TenantVisit } from '../section.ts'
import { sheetsOf } from '../sheets.ts'
import type { Cell, Form, Part } from '../view.ts'
import { openFigures, wordOf } from '../words.ts'
import { metersOf } from './usage-meters.ts'

const filterSchema = z.object({
  group: z.enum(usageGroups).catch('llm'),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
})

/** Ids and names as they were at the call; outcomes and purposes in words. */
const keyText = (visit: TenantVisit, group: string, key: string | null): string => {
  if (key === null) return visit.t('none')
  return group === 'outcome' || group === 'purpose' ? wordOf(visit, `usage.${group}`, key) : key
}

const reportParts = async (visit: TenantVisit): Promise<Part[]> => {
  const { core, actor, query, t } = visit
  const figures = openFigures(visit)
  const { group, from, to } = filterSchema.parse(Object.fromEntries(query))
  const report = await reportUsage(core.db, actor, { group, from, to })
  const sumsOf = (sums: typeof report.totals): Cell[] =>
    [sums.requests, sums.calls, sums.inputTokens, sums.outputTokens, sums.failures]
      .map((count): Cell => ({ number: figures.number(count) }))
      .concat({ number: figures.usd(sums.costNanoUsd) })
  const titles = ['requests', 'calls', 'input_tokens', 'output_tokens', 'failures', 'cost']
  return [
    { kind: 'title', text: t('usage.report') },
    {
      kind: 'filters',
      submit: t('filter.submit'),
      fields: [
        {
          name: 'group',
          label: t('usage.by'),
          type: 'select',
          value: group,
          options: usageGroups.map((value) => ({ value, label: t(`usage.group.${value}`) })),
        },
        { name: 'from', label: t('filter.from'), type: 'date', value: report.from },
        { name: 'to', label: t('filter.to'), type: 'date', value: report.to },
      ],
    },
    {
      kind: 'table',
      caption: t('usage.caption', { from: report.from, to: report.to }),
      columns: [
        { title: t(`usage.group.${group}`) },
        ...titles.map((title) => ({ title: t(`usage.${title}`), isNumeric: true })),
      ],
      rows: [
        ...report.groups.map(({ key, ...sums }) => [keyText(visit, group, key), ...sumsOf(sums)]),
        ...(report.groups.length > 1 ? [[t('usage.total'), ...sumsOf(report.totals)]] : []),
      ],
      empty: t('usage.nothing'),
    },
  ]
}

const limitForm = ({ t, path }: TenantVisit): Form => ({
  kind: 'form',
  action: `${path}/limit`,
  title: t('usage.new_limit'),
  submit: t('save'),
  fields: [
    {
      name: 'kind',
      label: t('usage.kind_label'),
      type: 'select',
      options: limitKinds.map((value) => ({ value, label: t(`usage.kind.${value}`) })),
    },
    {
      name: 'subject_id',
      label: t('field.subject_id'),
      type: 'text',
      value: '*',
      hint: t('usage.subject_hint'),
      isRequired: true,
      maxLength: 200,
    },
    { name: 'monthly_requests', label: t('field.monthly_requests'), type: 'number', min: 0, step: '1' },
    {
      name: 'monthly_budget_usd',
      label: t('field.monthly_budget_usd'),
      type: 'number',
      min: 0,
      step: '0.01',
    },
  ],
})

const limitParts = async (visit: TenantVisit): Promise<Part[]> => {
  const { core, actor, path, t } = visit
  const figures = openFigures(visit)
  const { rows, ...links } = await readPage(visit, (page) => listLimits(core.db, actor, page), 'limits')
  return [
    { kind: 'title', text: t('usage.limits') },
    {
      kind: 'table',
      caption: t('usage.limits_caption'),
      columns: [
        { title: t('usage.kind_label') },
        { title: t('field.subject_id') },
        { title: t('field.monthly_requests'), isNumeric: true },
        { title: t('field.monthly_budget_usd'), isNumeric: true },
        { title: t('column.acts'), isUntitled: true },
      ],
      rows: rows.map(({ kind, subjectId, monthlyRequests, monthlyBudgetUsd }): Cell[] => [
        t(`usage.kind.${kind}`),
        subjectId === '*' ? t('usage.each') : subjectId,
        { number: monthlyRequests === null ? t('unlimited') : figures.number(monthlyRequests) },
        { number: monthlyBudgetUsd === null ? t('unlimited') : figures.usd(monthlyBudgetUsd * 1e9) },
        {
          forms: [
            {
              kind: 'form',
              action: `${path}/unlimit`,
              submit: t('remove'),
              about: `${t(`usage.kind.${kind}`)} ${subjectId}`,
              hidden: { kind, subject_id: subjectId },
              tone: 'danger',
              confirm: t('usage.unlimit_means'),
            },
          ],
        },
      ]),
      empty: t('usage.no_limits'),
      sheets: sheetsOf(visit, `/v1/tenants/${visit.tenant.clientId}/limits`),
      ...links,
    },
    limitForm(visit),
  ]
}

const amount = (text: z.ZodString) =>
  text
    .trim()
    .regex(/^\d{0,10}(?:[.,]\d{1,2})?$/)
    .transform((typed) => (typed === '' ? null : Number(typed.replace(',', '.'))))

/** What the month has used, and for those who may see money what by whom; limits for those who manage them. */
export const usage: Section<TenantVisit> = {
  name: 'usage',
  title: 'usage',
  permission: null,
  read: async (visit) => {
    const { core, actor, t } = visit
    const month = await readUsage(core.db, actor)
    const unknown = month.budget?.unknownCalls ?? 0
    return {
      title: t('usage.title'),
      parts: [
        { kind: 'meters', items: metersOf(openFigures(visit), t, month) },
        { kind: 'facts', items: [[t('usage.resets_at'), { time: month.resetsAt }]] },
        ...(unknown > 0
          ? [{ kind: 'note', tone: 'warn', text: t('usage.unknown', { count: unknown }) } as const]
          : []),
        ...(can(actor, 'quotas:view') ? await reportParts(visit) : []),
        ...(can(actor, 'quotas:manage') ? await limitParts(visit) : []),
      ],
    }
  },
  acts: {
    limit: defineAct({
      permission: 'quotas:manage',
      fields: z.strictObject({
        kind: limitSchema.shape.kind,
        subject_id: limitSchema.shape.subjectId,
        monthly_requests: amount(z.string()).pipe(limitSchema.shape.monthlyRequests),
        monthly_budget_usd: amount(z.string()).pipe(limitSchema.shape.monthlyBudgetUsd),
      }),
      run: async ({ core, actor }: TenantVisit, fields) => {
        const { kind, subject_id: subjectId, monthly_requests, monthly_budget_usd } = fields
        const amounts = { monthlyRequests: monthly_requests, monthlyBudgetUsd: monthly_budget_usd }
        await setLimit(core.db, actor, { kind, subjectId, ...amounts })
        return { notice: 'saved' }
      },
    }),
    unlimit: defineAct({
      permission: 'quotas:manage',
      fields: z.strictObject({
        kind: limitSubjectSchema.shape.kind,
        subject_id: limitSubjectSchema.shape.subjectId,
      }),
      run: async ({ core, actor }: TenantVisit, { kind, subject_id: subjectId }) => {
        await removeLimit(core.db, actor, { kind, subjectId })
        return { notice: 'removed' }
      },
    }),
  },
}
