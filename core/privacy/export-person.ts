import { basename } from 'node:path'
import { withTenant } from '../../db/tenant.ts'
import type { Locale } from '../answers/answer.ts'
import type { Core } from '../core.ts'
import { originalPath } from '../datasets/originals.ts'
import { AppError } from '../errors.ts'
import { translate } from '../locales/translate.ts'
import { raiseAlert } from '../notifications/raise-alert.ts'
import type { TaskContext, TaskKind } from '../tasks/kinds.ts'
import { type Archive, openArchive } from './archive.ts'
import { deploymentTables, type TableRule, tenantTables } from './inventory.ts'
import { mailFilesTo } from './mail-files.ts'
import { jsonOf, readRows } from './read-rows.ts'
import { subjectOf } from './requests.ts'
import { bindsOf, type Subject } from './subject.ts'

const tables: [name: string, rule: TableRule, scope: string][] = [
  ...Object.entries(tenantTables).map(([name, rule]): [string, TableRule, string] => [
    name, rule, 't.tenant_id = $tenant::uuid and',
  ]), // biome-ignore format: one line each kind
  ...Object.entries(deploymentTables).map(([name, rule]): [string, TableRule, string] => [name, rule, '']),
]

/** Signs that every file system takes. */
export const safeName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '_')
    .replace(/^[ .]+/, '_')
    .slice(0, 120)
    .toWellFormed()

const addFiles = async (archive: Archive, core: Core, subject: Subject): Promise<void> => {
  const { tenantId, personId } = subject
  const { emails } = bindsOf(subject)
  for (const path of await mailFilesTo(core, emails)) await archive.addFile(`mails/${basename(path)}`, path)
  if (personId === null) return
  const where = { tenantId, createdBy: personId }
  const attributes = ['id', 'fileName']
  const datasets = await withTenant(core.db, tenantId, () =>
    core.db.models.Dataset.findAll({ attributes, where, order: ['id'], raw: true }),
  )
  for (const { id, fileName } of datasets)
    await archive.addFile(`files/${id}-${safeName(fileName)}`, originalPath(core, tenantId, id))
}

const readmeOf = async ({ db }: Core, { tenantId, person, accounts }: Subject, locale: Locale) => {
  const tenant = await withTenant(db, tenantId, () =>
    db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true, raw: true }),
  )
  const name = person?.fullName ?? translate(locale, 'privacy:an_account', { account: accounts[0] ?? '' })
  const values = { name, tenant: tenant.name, at: new Date().toISOString() }
  return translate(locale, 'privacy:readme', values)
}

const writeArchive = async (context: TaskContext, subject: Subject, path: string, locale: Locale) => {
  const { core, report } = context
  const archive = openArchive(path)
  try {
    await archive.addText('README.txt', [await readmeOf(core, subject, locale)])
    const bind = bindsOf(subject)
    for (const [at, [table, rule, scope]] of tables.entries()) {
      await report(at / tables.length)
      if (rule.mine === undefined) continue
      const condition = `${scope} ${rule.mine}`
      const rows = readRows(core.db, { table, rule, tenantId: subject.tenantId, condition, bind })
      await archive.addText(`${table}.json`, jsonOf(rows))
    }
    await addFiles(archive, core, subject)
    await archive.close()
  } catch (error) {
    archive.abandon()
    throw error
  }
}

const localeOf = async ({ db }: Core, { tenantId, person }: Subject): Promise<Locale> => {
  if (person?.locale) return person.locale
  const tenant = await withTenant(db, tenantId, () => db.models.Tenant.findByPk(tenantId, { raw: true }))
  return tenant?.locale ?? 'fr'
}

/** All that is held about somebody, in one file, and a mail when it is there. */
export const personExport: TaskKind = {
  kind: 'person.export',
  steps: [
    {
      name: 'collect',
      run: async (context) => {
        const { core, task } = context
        const subject = await subjectOf(core.db, task)
        if (subject.personId !== null && subject.person === null)
          throw new AppError('not_found', 'the person is gone')
        const locale = await localeOf(core, subject)
        await context.keepResult({
          fileName: `${translate(locale, 'privacy:file_person')}.zip`,
          mediaType: 'application/zip',
          write: (path) => writeArchive(context, subject, path, locale),
        })
      },
    },
    {
      name: 'tell',
      run: async ({ core, task }) => {
        const { tenantId, personId } = await subjectOf(core.db, task)
        // Whoever has no person is told where they asked.
        if (personId === null) return
        await raiseAlert(
          core.db,
          tenantId,
          { type: 'privacy.exported', onceKey: `privacy.exported ${task.id}`, data: { job_id: task.id } },
          { personId },
        )
      },
    },
  ],
}
