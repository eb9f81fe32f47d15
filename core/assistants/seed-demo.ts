import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { actorOnBehalf } from '../access/can.ts'
import type { Core } from '../core.ts'
import { type ReceivedFile, storeFile } from '../datasets/datasets.ts'
import { importFile } from '../datasets/import-file.ts'
import { workDirOf } from '../datasets/originals.ts'
import { indexNameOf } from './build.ts'

export const demoClientId = 'demo'
const fileName = 'masculinites-2018.csv'

const demo = {
  tenant: { clientId: demoClientId, name: 'Démo', locale: 'fr' as const },
  assistant: {
    name: 'Audiences masculines 2018',
    theme: 'Soin, mode et bien-être masculins',
    welcomeMessage:
      'Bonjour ! Je réponds sur une enquête menée auprès de 1 615 hommes aux États-Unis en 2018 : habitudes, soucis, modèles et appareils, par âge, diplôme, situation, emploi et revenu.',
  },
}

const copyTable = async (core: Core): Promise<ReceivedFile> => {
  const bytes = await readFile(new URL(`../../db/seeds/data/${fileName}`, import.meta.url))
  const path = join(workDirOf(core), `${randomUUID()}.upload`)
  await mkdir(workDirOf(core), { recursive: true, mode: 0o700 })
  await writeFile(path, bytes)
  return { path, fileName, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

const openDemoTenant = (core: Core): Promise<string> =>
  asOwner(core.db, async () => {
    const { Tenant } = core.db.models
    const [tenant] = await Tenant.findOrCreate({ where: { clientId: demoClientId }, defaults: demo.tenant })
    return tenant.id
  })

/**
 * The tenant `demo` with an assistant on a real survey table, through the same import as everybody's files.
 * Done twice it changes nothing: a second run finds the assistant, also after a crash in the middle.
 */
export const seedDemo = async (core: Core): Promise<void> => {
  const tenantId = await openDemoTenant(core)
  const { Assistant } = core.db.models
  const count = await withTenant(core.db, tenantId, () => Assistant.count({ where: { tenantId } }))
  if (count > 0) return
  const file = await copyTable(core)
  const imported = await importFile({ path: file.path, fileName, workDir: workDirOf(core) })
  const actor = actorOnBehalf(tenantId, { kind: 'system', id: 'seed' })
  await storeFile(core, actor, file, {
    imported,
    alongside: async (dataset) => {
      await Assistant.create({
        tenantId, datasetId: dataset.id, indexName: indexNameOf(demo.assistant.name, new Date()), locale: 'fr', isPublic: true,
        ...demo.assistant,
      }) // biome-ignore format: one row, read at a glance
    },
  })
}

/** No tenant exists yet, or only the demo's, whose seeding was cut off: that leaves no trace of a file. */
export const isEmpty = async (core: Core): Promise<boolean> => {
  const { Tenant, AuditEvent } = core.db.models
  const tenants = await asOwner(core.db, () => Tenant.findAll({ limit: 2 }))
  const [only] = tenants
  if (!only) return true
  if (tenants.length > 1 || only.clientId !== demoClientId) return false
  const where = { tenantId: only.id, action: 'dataset.created' }
  return (await withTenant(core.db, only.id, () => AuditEvent.count({ where }))) === 0
}
