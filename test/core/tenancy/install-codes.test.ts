import { randomBytes } from 'node:crypto'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { limits } from '../../../config/limits.ts'
import type { TenantActor } from '../../../core/access/can.ts'
import { bindWorkspace, createInstallCode, listInstallCodes } from '../../../core/tenancy/install-codes.ts'
import { removeInstall } from '../../../core/tenancy/installs.ts'
import { suspendTenant } from '../../../core/tenancy/tenants.ts'
import { hashTypedCode } from '../../../core/tenancy/typed-codes.ts'
import { findWorkspace, storeInstallation } from '../../../core/tenancy/workspaces.ts'
import { asOwner } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { addPerson, installationOf, openTenant, readActs, readMails } from '../../helpers/installs.ts'
import { actor as operator } from '../../helpers/sealed-secrets.ts'

const database = shareTestDatabase(test)
const masterKey = randomBytes(32)
const page = { limit: 200, after: null }
const wrong = { code: 'not_found', details: { context: 'code' } }

/** A workspace that is bound to nobody, and what is typed there. */
const openWorkspace = async () => {
  const installation = installationOf()
  const { id } = await storeInstallation(database(), masterKey, installation)
  const { platform, workspaceId } = installation
  const bind = (code: string, by = 'UADMIN') => bindWorkspace(database(), { platform, workspaceId, code, by })
  const tenantId = async () => (await findWorkspace(database(), platform, workspaceId))?.tenantId
  return { id, workspaceId, bind, tenantId }
}
const openCode = async (admin: TenantActor) => (await createInstallCode(database(), admin)).code
const failing = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; details: Record<string, unknown> }) => error,
  )

test('a code binds the workspace where it is typed, and the admins are told', async (t) => {
  const db = database()
  const admin = await openTenant(db, 'admin@example.org')
  const { id, workspaceId, bind, tenantId } = await openWorkspace()
  t.is(await tenantId(), null)
  const { code, row } = await createInstallCode(db, admin)
  t.regex(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  const hours = (row.expiresAt.getTime() - row.createdAt.getTime()) / 3_600_000
  t.is(Math.round(hours), limits.codes.installHours)
  const bound = await bind(code, 'UBOSS')
  t.like(bound, { tenantId: admin.tenantId, isNew: true })
  t.is(await tenantId(), admin.tenantId)
  const [mail] = await readMails(db, admin.tenantId)
  t.like(mail, { to: 'admin@example.org', type: 'install.added' })
  t.like(mail?.data as object, { workspace_id: workspaceId, by: 'UBOSS', is_back: false })
  const acts = await readActs(db, admin.tenantId)
  t.deepEqual(
    acts.map(({ action, actorKind, actorId, targetId }) => [action, actorKind, actorId, targetId]),
    [
      ['install_code.created', 'person', admin.id, row.id],
      ['install.added', 'session', `slack:${workspaceId}:UBOSS`, id],
    ],
  )
  const [listed] = await listInstallCodes(db, admin, page)
  t.like(listed, { id: row.id, workspaceId: id, createdBy: `person:${admin.id}` })
  t.truthy(listed?.usedAt)
})

test('nothing stored, told or thrown has the code', async (t) => {
  const db = database()
  const admin = await openTenant(db, 'admin@example.org')
  const { bind } = await openWorkspace()
  const code = await openCode(admin)
  const bare = code.replaceAll('-', '')
  const error = await failing(bind(`${bare.slice(0, -1)}?`))
  await bind(code)
  const left = [
    await asOwner(db, () =>
      db.models.InstallCode.findAll({ where: { tenantId: admin.tenantId }, raw: true }),
    ),
    await readActs(db, admin.tenantId),
    await readMails(db, admin.tenantId),
    [error, String(error)],
  ]
  for (const what of left)
    for (const form of [code, bare]) t.false(JSON.stringify(what).includes(form.slice(0, -1)))
})

test('it may be typed as people type: any case, other separators, letters for the digits they look like', async (t) => {
  const admin = await openTenant(database())
  for (const write of [
    (code: string) => code.toLowerCase(),
    (code: string) => ` ${code.replaceAll('-', ' – ')} `,
    (code: string) => code.replaceAll('-', ''),
  ]) {
    const { bind } = await openWorkspace()
    t.true((await bind(write(await openCode(admin)))).isNew)
  }
  for (const typed of ['O0I1-L1X2', 'o0i1l1x2', '00LI 1ix2'])
    t.is(hashTypedCode(typed), hashTypedCode('0011-11X2'))
  t.not(hashTypedCode('0011-11X3'), hashTypedCode('0011-11X2'))
})

test('it works once and for a day; a second workspace is told nothing more', async (t) => {
  const db = database()
  const admin = await openTenant(db)
  const [one, other] = [await openWorkspace(), await openWorkspace()]
  const code = await openCode(admin)
  // Two at the same moment as well: one of them gets it.
  const outcomes = await Promise.allSettled([one.bind(code), other.bind(code)])
  t.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const winner = outcomes[0]?.status === 'fulfilled' ? one : other
  const loser = winner === one ? other : one
  t.like(await failing(loser.bind(code)), wrong)
  t.is(await loser.tenantId(), null)
  // Whoever did not see the answer types it again.
  t.like(await winner.bind(code), { tenantId: admin.tenantId, isNew: false })
  t.is((await readActs(db, admin.tenantId)).filter(({ action }) => action === 'install.added').length, 1)

  const late = await openCode(admin)
  await asOwner(db, () =>
    db.models.InstallCode.update(
      { expiresAt: new Date(Date.now() - 1) },
      { where: { tenantId: admin.tenantId, usedAt: null } },
    ),
  )
  t.like(await failing(loser.bind(late)), wrong)
})

test('a workspace of another tenant is refused until it is removed there; the code is not used up', async (t) => {
  const db = database()
  const [admin, other] = [await openTenant(db), await openTenant(db)]
  const { id, workspaceId, bind, tenantId } = await openWorkspace()
  const first = await openCode(other)
  await bind(first)
  const code = await openCode(admin)
  t.like(await failing(bind(code)), { code: 'conflict', details: { context: 'workspace_bound' } })
  t.is(await tenantId(), other.tenantId)
  await removeInstall(db, other, id)
  // The code that it was bound by before is no way back.
  t.like(await failing(bind(first)), wrong)
  await storeInstallation(db, masterKey, installationOf({ workspaceId }))
  t.like(await bind(code), { tenantId: admin.tenantId, isNew: true })
})

test('a further code of its own tenant is fine, and stays good for another workspace', async (t) => {
  const admin = await openTenant(database())
  const [one, other] = [await openWorkspace(), await openWorkspace()]
  await one.bind(await openCode(admin))
  const second = await openCode(admin)
  t.like(await one.bind(second), { tenantId: admin.tenantId, isNew: false })
  t.true((await other.bind(second)).isNew)
})

test('who guesses waits, also with many guesses at once, and only in that workspace', async (t) => {
  const admin = await openTenant(database())
  const [one, other] = [await openWorkspace(), await openWorkspace()]
  const code = await openCode(admin)
  const { wrongTries } = limits.codes
  const guesses = await Promise.all(
    Array.from({ length: 4 * wrongTries }, () => failing(one.bind(uuid().slice(-12)))),
  )
  const count = (wanted: string) => guesses.filter((error) => error?.code === wanted).length
  t.is(count('not_found'), wrongTries)
  t.is(count('too_many_requests'), 3 * wrongTries)
  const refused = await failing(one.bind(code))
  t.is(refused?.code, 'too_many_requests')
  t.true((refused?.details.retryAfterMs as number) > 0)
  t.is(await one.tenantId(), null)
  t.true((await other.bind(code)).isNew)
})

test('right codes are not counted, however often they are typed', async (t) => {
  const admin = await openTenant(database())
  const { bind } = await openWorkspace()
  const code = await openCode(admin)
  for (let i = 0; i < 2 * limits.codes.wrongTries; i += 1) t.is((await bind(code)).isNew, i === 0)
})

test('a suspended tenant neither makes codes nor gets a workspace', async (t) => {
  const db = database()
  const admin = await openTenant(db)
  const { bind, tenantId } = await openWorkspace()
  const code = await openCode(admin)
  const tenant = await asOwner(db, () => db.models.Tenant.findByPk(admin.tenantId, { rejectOnEmpty: true }))
  await suspendTenant(db, operator, tenant.clientId)
  t.is((await failing(bind(code)))?.code, 'tenant_suspended')
  t.is((await failing(createInstallCode(db, admin)))?.code, 'tenant_suspended')
  t.is(await tenantId(), null)
})

test('only who manages installations makes and sees codes, and those of the own tenant', async (t) => {
  const db = database()
  const [admin, other] = [await openTenant(db), await openTenant(db)]
  await openCode(admin)
  t.is((await listInstallCodes(db, admin, page)).length, 1)
  t.deepEqual(await listInstallCodes(db, other, page), [])
  const marketing = await addPerson(db, admin.tenantId, { role: 'marketing' })
  t.like(await failing(createInstallCode(db, marketing)), {
    code: 'forbidden',
    details: { missing: 'installs:manage' },
  })
  t.throws(() => listInstallCodes(db, marketing, page), { message: /installs:manage/ })
  const unknown = {
    platform: 'slack' as const,
    workspaceId: `T${uuid()}`,
    code: await openCode(admin),
    by: 'U',
  }
  t.is((await failing(bindWorkspace(db, unknown)))?.code, 'not_found')
})
