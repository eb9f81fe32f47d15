import { z } from 'zod'
import { AppError } from '../../../../core/errors.ts'
import { readUsage } from '../../../../core/quotas/usage.ts'
import { tenantChangesSchema, updateTenant } from '../../../../core/tenancy/tenants.ts'
import { defineAct, type Section, type TenantVisit } from '../section.ts'
import type { Cell, Form, Part } from '../view.ts'
import { openFigures } from '../words.ts'
import { metersOf } from './usage-meters.ts'

const permission = 'tenants:manage'
const rules = tenantChangesSchema.shape

/** As typed, with either decimal mark; empty = null. */
const typedNumber = z
  .string()
  .trim()
  .regex(/^\d{0,12}(?:[.,]\d{1,2})?$/)
  .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))

const gigabyte = 1024 ** 3

const limitsForm = ({ t, path, tenant }: TenantVisit): Form => ({
  kind: 'form',
  action: `${path}/overview/limits`,
  title: t('overview.limits'),
  submit: t('save'),
  // What the limits were when they were shown: somebody else's change is not undone unseen.
  hidden: { version: tenant.updatedAt.toISOString() },
  fields: [
    {
      name: 'monthly_quota',
      label: t('field.monthly_quota'),
      type: 'number',
      value: tenant.monthlyQuota?.toString() ?? '',
      hint: t('overview.empty_is_unlimited'),
      min: 0,
      step: '1',
    },
    {
      name: 'monthly_budget_usd',
      label: t('field.monthly_budget_usd'),
      type: 'number',
      value: tenant.monthlyBudgetUsd?.toString() ?? '',
      hint: t('overview.empty_is_unlimited'),
      min: 0,
      step: '0.01',
    },
    {
      name: 'storage_gb',
      label: t('field.storage_gb'),
      type: 'number',
      value: String(Math.round((tenant.storageLimitBytes / gigabyte) * 100) / 100),
      isRequired: true,
      min: 0,
      step: '0.01',
    },
  ],
})

const stateForm = ({ t, path, tenant }: TenantVisit): Form =>
  tenant.isActive
    ? {
        kind: 'form',
        action: `${path}/overview/suspend`,
        submit: t('overview.suspend'),
        confirm: t('overview.suspend_means'),
        tone: 'danger',
      }
    : { kind: 'form', action: `${path}/overview/resume`, submit: t('overview.resume'), tone: 'primary' }

const stateOf = ({ t, tenant }: TenantVisit): Cell =>
  tenant.isActive
    ? { state: t('tenants.active'), tone: 'good' }
    : { state: t('tenants.suspended'), tone: 'danger' }

/** Who the tenant is and where the month stands; operators change what it may use. */
export const overview: Section<TenantVisit> = {
  name: '',
  title: 'overview',
  permission: null,
  read: async (visit) => {
    const { core, actor, tenant, t } = visit
    const usage = await readUsage(core.db, actor)
    const parts: Part[] = [
      {
        kind: 'facts',
        items: [
          [t('column.state'), stateOf(visit)],
          [t('field.client_id'), tenant.clientId],
          [t('overview.contact'), tenant.contactEmail ?? t('none')],
          [t('overview.language'), t(`language.${tenant.locale}`)],
          [t('overview.time_zone'), tenant.timeZone],
          [t('column.created_at'), { time: tenant.createdAt }],
        ],
      },
      { kind: 'title', text: t('overview.month') },
      { kind: 'meters', items: metersOf(openFigures(visit), t, usage) },
    ]
    if (actor.kind === 'operator') parts.push(limitsForm(visit), stateForm(visit))
    return { title: tenant.name, parts }
  },
  acts: {
    limits: defineAct({
      permission,
      fields: z.strictObject({
        version: z.iso.datetime(),
        monthly_quota: typedNumber.pipe(rules.monthlyQuota.unwrap()),
        monthly_budget_usd: typedNumber.pipe(rules.monthlyBudgetUsd.unwrap()),
        storage_gb: typedNumber.pipe(z.number().max(1024 ** 2)),
      }),
      run: async ({ core, actor, tenant }: TenantVisit, fields) => {
        const { monthly_quota: monthlyQuota, monthly_budget_usd: monthlyBudgetUsd, storage_gb } = fields
        if (tenant.updatedAt.toISOString() !== fields.version)
          throw new AppError('precondition_failed', 'the tenant was changed in the meantime')
        const storageLimitBytes = Math.floor(storage_gb * gigabyte)
        const changes = { monthlyQuota, monthlyBudgetUsd, storageLimitBytes }
        await updateTenant(core.db, actor, { clientId: tenant.clientId, changes })
        return { notice: 'saved' }
      },
    }),
    suspend: defineAct({
      permission,
      fields: z.strictObject({}),
      run: async ({ core, actor, tenant }: TenantVisit) => {
        await updateTenant(core.db, actor, { clientId: tenant.clientId, changes: { isActive: false } })
        return { notice: 'suspended' }
      },
    }),
    resume: defineAct({
      permission,
      fields: z.strictObject({}),
      run: async ({ core, actor, tenant }: TenantVisit) => {
        await updateTenant(core.db, actor, { clientId: tenant.clientId, changes: { isActive: true } })
        return { notice: 'resumed' }
      },
    }),
  },
}
