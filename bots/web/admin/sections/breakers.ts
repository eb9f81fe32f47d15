import type { Tenant } from '../../../../db/models/tenant.ts'
import { asOwner } from '../../../../db/tenant.ts'
import type { Section, Visit } from '../section.ts'
import type { Cell } from '../view.ts'
import { breakerCell } from './models.ts'

const mostShown = 500

/** By id. */
const readTenants = async ({ core: { db } }: Visit, ids: string[]): Promise<Map<string, Tenant>> => {
  const rows = await asOwner(db, () => db.models.Tenant.findAll({ where: { id: [...new Set(ids)] } }))
  return new Map(rows.map((tenant) => [tenant.id, tenant]))
}

const tenantCell = (tenant: Tenant | undefined): Cell =>
  tenant ? { text: tenant.name, href: `/admin/t/${tenant.clientId}/models` } : null

/** How the models of all tenants are, as far as this process knows: open breakers first. */
export const breakers: Section<Visit> = {
  name: 'models',
  title: 'breakers',
  permission: 'tenants:manage',
  read: async (visit) => {
    const { admin, t } = visit
    const all = admin.breakers.list().toReversed()
    const isClosed = ({ state }: (typeof all)[number]): boolean => state === 'closed'
    const open = all.filter((breaker) => !isClosed(breaker))
    const shown = [...open, ...all.filter(isClosed)].slice(0, mostShown)
    const tenants = await readTenants(
      visit,
      shown.map(({ tenantId }) => tenantId),
    )
    return {
      title: t('breakers.title'),
      parts: [
        {
          kind: 'note',
          tone: open.length > 0 ? 'warn' : 'good',
          text: t('breakers.open', { count: open.length }),
        },
        {
          kind: 'table',
          caption: t('breakers.caption'),
          columns: [
            { title: t('models.name') },
            { title: t('nav.tenant') },
            { title: t('models.provider') },
            { title: t('column.state') },
            { title: t('breakers.opened_at') },
            { title: t('breakers.retry_at') },
          ],
          rows: shown.map((breaker): Cell[] => [
            { text: breaker.llm, note: breaker.model },
            tenantCell(tenants.get(breaker.tenantId)),
            breaker.provider,
            breakerCell(visit, breaker),
            { time: breaker.openedAt },
            { time: breaker.retryAt },
          ]),
          empty: t('breakers.empty'),
        },
      ],
    }
  },
  acts: {},
}
