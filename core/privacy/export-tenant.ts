import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tenant } from '../../db/models/tenant.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { translate } from '../locales/translate.ts'
import type { TaskContext, TaskKind, TaskStep } from '../tasks/kinds.ts'
import { type Archive, openArchive } from './archive.ts'
import { deploymentTables, type TableRule, tenantTables } from './inventory.ts'
import { jsonOf, readRows } from './read-rows.ts'

/** Of the deployment's tables those rows that a tenant would miss. */
const ofDeployment: Record<string, string> = {
  tenants: 't.id = $tenant::uuid',
  workspaces: 't.tenant_id = $tenant::uuid',
  install_codes: 't.tenant_id = $tenant::uuid',
}

const tables: [name: string, rule: TableRule, condition: string][] = [
  ...Object.entries(ofDeployment).map(([name, condition]): [string, TableRule, string] => [
    name, deploymentTables[name]!, condition,
  ]), // biome-ignore format: one line each kind
  ...Object.entries(tenantTables)
    .filter(([, { isDerived, secrets }]) => !isDerived && !secrets?.includes('*'))
    .map(([name, rule]): [string, TableRule, string] => [name, rule, 't.tenant_id = $tenant::uuid']),
]

const addOriginals = async (archive: Archive, { dataDir }: Core, tenantId: string): Promise<void> => {
  const folder = join(dataDir, 'files', tenantId)
  for (const name of (await readdir(folder).catch(() => [])).sort())
    await archive.addFile(`files/${name}`, join(folder, name))
}

const writeArchive = async (context: TaskContext, tenant: Tenant, path: string): Promise<void> => {
  const { core, report } = context
  const { id: tenantId, name, clientId, locale } = tenant
  const archive = openArchive(path)
  try {
    const values = { tenant: name, client_id: clientId, at: new Date().toISOString() }
    await archive.addText('README.txt', [translate(locale, 'privacy:readme_tenant', values)])
    for (const [at, [table, rule, condition]] of tables.entries()) {
      await report(at / tables.length)
      const rows = readRows(core.db, { table, rule, tenantId, condition, bind: { tenant: tenantId } })
      await archive.addText(`${table}.json`, jsonOf(rows))
    }
    await addOriginals(archive, core, tenantId)
    await archive.close()
  } catch (error) {
    archive.abandon()
    throw error
  }
}

/** The tenant that a task is about; null when it is gone already. */
export const tenantOf = ({ core, task }: Pick<TaskContext, 'core' | 'task'>): Promise<Tenant | null> =>
  asOwner(core.db, () => core.db.models.Tenant.findByPk(task.tenantId ?? ''))

/** All rows and files of the tenant in one file. */
export const exportStep: TaskStep = {
  name: 'export',
  run: async (context) => {
    const tenant = await tenantOf(context)
    if (!tenant) throw new AppError('not_found', 'the tenant is gone')
    await context.keepResult({
      fileName: `${translate(tenant.locale, 'privacy:file_tenant', { client_id: tenant.clientId })}.zip`,
      mediaType: 'application/zip',
      write: (path) => writeArchive(context, tenant, path),
    })
  },
}

export const tenantExport: TaskKind = { kind: 'tenant.export', steps: [exportStep] }
