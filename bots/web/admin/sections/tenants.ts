import { z } from 'zod'
import { createTenant, listTenants, newTenantSchema } from '../../../../core/tenancy/tenants.ts'
import { readPage } from '../paging.ts'
import { defineAct, type Section, type Visit } from '../section.ts'
import { sheetsOf } from '../sheets.ts'
import type { Cell, Part } from '../view.ts'
import { openFigures } from '../words.ts'

const path = '/admin/tenants'
const rules = newTenantSchema.shape

const yesNo = (visit: Visit) => [
  { value: '', label: visit.t('filter.all') },
  { value: 'true', label: visit.t('tenants.active') },
  { value: 'false', label: visit.t('tenants.suspended') },
]

const newForm = ({ t }: Visit): Part => ({
  kind: 'form',
  action: `${path}/create`,
  title: t('tenants.new'),
  submit: t('tenants.create'),
  fields: [
    { name: 'name', label: t('field.name'), type: 'text', isRequired: true, maxLength: 200 },
    {
      name: 'client_id',
      label: t('field.client_id'),
      type: 'text',
      hint: t('tenants.client_id_hint'),
      isRequired: true,
      maxLength: 63,
    },
    { name: 'contact_email', label: t('field.contact_email'), type: 'email' },
  ],
})

/** All tenants of the deployment. */
export const tenants: Section<Visit> = {
  name: 'tenants',
  title: 'tenants',
  permission: 'tenants:manage',
  read: async (visit) => {
    const { core, actor, query, t } = visit
    const figures = openFigures(visit)
    const [name, active] = [query.get('name') ?? '', query.get('active') ?? '']
    const filter = { ...(name && { name }), ...(active && { isActive: active === 'true' }) }
    const { rows, ...links } = await readPage(visit, (page) => listTenants(core.db, actor, { page, filter }))
    const table: Part = {
      kind: 'table',
      caption: t('tenants.caption'),
      columns: [
        { title: t('field.name') },
        { title: t('column.state') },
        { title: t('field.monthly_quota'), isNumeric: true },
        { title: t('field.monthly_budget_usd'), isNumeric: true },
        { title: t('column.created_at') },
      ],
      rows: rows.map((tenant): Cell[] => [
        { text: tenant.name, href: `/admin/t/${tenant.clientId}`, note: tenant.clientId },
        tenant.isActive
          ? { state: t('tenants.active'), tone: 'good' }
          : { state: t('tenants.suspended'), tone: 'danger' },
        { number: tenant.monthlyQuota == null ? t('unlimited') : figures.number(tenant.monthlyQuota) },
        {
          number:
            tenant.monthlyBudgetUsd == null ? t('unlimited') : figures.usd(tenant.monthlyBudgetUsd * 1e9),
        },
        { time: tenant.createdAt },
      ]),
      empty: t('tenants.empty'),
      sheets: sheetsOf(visit, '/v1/tenants', ['name', 'active']),
      ...links,
    }
    return {
      title: t('tenants.title'),
      parts: [
        {
          kind: 'filters',
          submit: t('filter.submit'),
          fields: [
            { name: 'name', label: t('tenants.name_part'), type: 'text', value: name, maxLength: 200 },
            {
              name: 'active',
              label: t('column.state'),
              type: 'select',
              value: active,
              options: yesNo(visit),
            },
          ],
        },
        table,
        newForm(visit),
      ],
    }
  },
  acts: {
    create: defineAct({
      permission: 'tenants:manage',
      fields: z.strictObject({
        name: rules.name,
        client_id: rules.clientId,
        contact_email: z
          .literal('')
          .transform(() => null)
          .or(rules.contactEmail),
      }),
      run: async ({ core, actor }: Visit, { name, client_id: clientId, contact_email: contactEmail }) => {
        await createTenant(core.db, actor, { name, clientId, contactEmail })
        return { notice: 'tenant_created' }
      },
    }),
  },
}
