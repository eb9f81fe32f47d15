import { z } from 'zod'
import { countUndelivered, type Undelivered } from '../../../../core/messaging/undelivered.ts'
import { createInstallCode, listInstallCodes } from '../../../../core/tenancy/install-codes.ts'
import { type Install, listInstalls, removeInstall } from '../../../../core/tenancy/installs.ts'
import type { InstallCode } from '../../../../db/models/workspace.ts'
import { readPage } from '../paging.ts'
import { defineAct, type Section, type TenantVisit } from '../section.ts'
import { sheetsOf } from '../sheets.ts'
import type { Cell, Part } from '../view.ts'
import { openFigures } from '../words.ts'

const permission = 'installs:manage'
const platforms = { slack: 'Slack', discord: 'Discord' }

const stateOf = ({ t }: TenantVisit, { revokedAt, revokedReason }: Install): Cell =>
  revokedAt === null
    ? { state: t('installs.active'), tone: 'good' }
    : { state: t('installs.revoked'), tone: 'danger', note: revokedReason }

const lostText = (visit: TenantVisit, { unknown, failed }: Undelivered): string => {
  const figures = openFigures(visit)
  if (unknown + failed === 0) return visit.t('none')
  return visit.t('installs.lost', { unknown: figures.number(unknown), failed: figures.number(failed) })
}

const installsTable = async (visit: TenantVisit): Promise<Part> => {
  const { core, actor, path, t } = visit
  const { rows, ...links } = await readPage(visit, (page) => listInstalls(core.db, actor, page))
  const undelivered = await countUndelivered(core, actor.tenantId)
  return {
    kind: 'table',
    caption: t('installs.caption'),
    columns: [
      { title: t('installs.workspace') },
      { title: t('installs.platform') },
      { title: t('column.state') },
      { title: t('installs.bound_at') },
      { title: t('installs.undelivered') },
      { title: t('column.acts'), isUntitled: true },
    ],
    rows: rows.map((row): Cell[] => [
      { text: row.name, note: row.workspaceId },
      platforms[row.platform],
      stateOf(visit, row),
      { time: row.boundAt },
      lostText(visit, undelivered(row)),
      {
        forms: [
          {
            kind: 'form',
            action: `${path}/remove`,
            submit: t('installs.remove'),
            about: row.name,
            hidden: { id: row.id },
            tone: 'danger',
            confirm: t('installs.remove_means'),
          },
        ],
      },
    ]),
    empty: t('installs.empty'),
    sheets: sheetsOf(visit, `/v1/tenants/${visit.tenant.clientId}/installs`),
    ...links,
  }
}

const codeState = ({ t }: TenantVisit, { usedAt, expiresAt }: InstallCode): Cell => {
  if (usedAt !== null) return { state: t('installs.code_used'), tone: 'plain' }
  return expiresAt > new Date()
    ? { state: t('installs.code_open'), tone: 'good' }
    : { state: t('installs.code_over'), tone: 'plain' }
}

const codesTable = async (visit: TenantVisit): Promise<Part> => {
  const { core, actor, t } = visit
  const { rows, ...links } = await readPage(visit, (page) => listInstallCodes(core.db, actor, page), 'codes')
  return {
    kind: 'table',
    caption: t('installs.codes_caption'),
    columns: [
      { title: t('column.created_at') },
      { title: t('column.state') },
      { title: t('installs.expires_at') },
      { title: t('installs.used_at') },
    ],
    rows: rows.map((row): Cell[] => [
      { time: row.createdAt },
      codeState(visit, row),
      { time: row.expiresAt },
      { time: row.usedAt },
    ]),
    empty: t('installs.no_codes'),
    sheets: sheetsOf(visit, `/v1/tenants/${visit.tenant.clientId}/install-codes`),
    ...links,
  }
}

/** Chat workspaces that are connected to the tenant, and the codes that connect them. */
export const installs: Section<TenantVisit> = {
  name: 'installs',
  title: 'installs',
  permission,
  read: async (visit) => {
    const { path, t } = visit
    return {
      title: t('installs.title'),
      parts: [
        await installsTable(visit),
        { kind: 'title', text: t('installs.codes') },
        { kind: 'note', tone: 'plain', text: t('installs.code_text') },
        { kind: 'form', action: `${path}/code`, submit: t('installs.make_code'), tone: 'primary' },
        await codesTable(visit),
      ],
    }
  },
  acts: {
    code: defineAct({
      permission,
      fields: z.strictObject({}),
      run: async ({ core, actor }: TenantVisit) => {
        const { code } = await createInstallCode(core.db, actor)
        return { notice: 'code_made', secret: code }
      },
    }),
    remove: defineAct({
      permission,
      fields: z.strictObject({ id: z.uuid() }),
      run: async ({ core, actor }: TenantVisit, { id }) => {
        await removeInstall(core.db, actor, id, core.accessEnds)
        return { notice: 'install_removed' }
      },
    }),
  },
}
