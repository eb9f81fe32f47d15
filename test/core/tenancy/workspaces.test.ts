import { randomBytes } from 'node:crypto'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { isAppError } from '../../../core/errors.ts'
import { readBotToken } from '../../../core/tenancy/bot-tokens.ts'
import { bindWorkspace, createInstallCode } from '../../../core/tenancy/install-codes.ts'
import { findInstall, listInstalls, removeInstall } from '../../../core/tenancy/installs.ts'
import { findWorkspace, revokeWorkspace, storeInstallation } from '../../../core/tenancy/workspaces.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import {
  installationOf,
  openInstall,
  openTenant,
  readActs,
  readMails,
  readWorkspace,
} from '../../helpers/installs.ts'

const database = shareTestDatabase(test)
const masterKey = randomBytes(32)
const page = { limit: 200, after: null }

test('an installation is found by its platform and id, and never shows its tokens', async (t) => {
  const db = database()
  const installation = installationOf({ refreshToken: 'xoxe-1-refresh', expiresInSeconds: 43_200 })
  const { workspaceId } = installation
  t.is(await findWorkspace(db, 'slack', workspaceId), null)
  const stored = await storeInstallation(db, masterKey, installation)
  t.deepEqual(await findWorkspace(db, 'slack', workspaceId), stored)
  t.like(stored, { platform: 'slack', workspaceId, name: 'Acme Marketing', tenantId: null, isRevoked: false })
  t.is(await findWorkspace(db, 'discord', workspaceId), null)
  t.notRegex(JSON.stringify(stored), /xox/)
  const row = await readWorkspace(db, workspaceId)
  t.notRegex(JSON.stringify(row), /xox/)
  t.is(await readBotToken(db, masterKey, 'slack', workspaceId), installation.botToken)
  t.is(await readBotToken(db, masterKey, 'discord', workspaceId), null)
})

test('installed again it is the same workspace with what came last; two at once make one', async (t) => {
  const db = database()
  const first = installationOf({ refreshToken: 'xoxe-1-old', expiresInSeconds: 60 })
  const { workspaceId } = first
  await Promise.all([storeInstallation(db, masterKey, first), storeInstallation(db, masterKey, first)])
  const { id } = await readWorkspace(db, workspaceId)
  const second = { ...first, name: 'Acme', botToken: 'xoxb-new', refreshToken: null, expiresInSeconds: null }
  t.is((await storeInstallation(db, masterKey, second)).id, id)
  t.is((await findWorkspace(db, 'slack', workspaceId))?.name, 'Acme')
  t.is(await readBotToken(db, masterKey, 'slack', workspaceId), 'xoxb-new')
  t.like(await readWorkspace(db, workspaceId), { refreshToken: null, tokenExpiresAt: null })
  // Served by the deployment's own token from now on.
  await storeInstallation(db, masterKey, { ...second, botToken: null })
  t.is(await readBotToken(db, masterKey, 'slack', workspaceId), null)
})

test('a sealed token opens in its own row and field only, and under its own master key', async (t) => {
  const db = database()
  const [one, other] = [installationOf({ refreshToken: 'xoxe-1-r', expiresInSeconds: 9 }), installationOf()]
  for (const each of [one, other]) await storeInstallation(db, masterKey, each)
  const { botToken, refreshToken } = await readWorkspace(db, one.workspaceId)
  const readOther = () => readBotToken(db, masterKey, 'slack', other.workspaceId)
  for (const moved of [botToken, refreshToken]) {
    const where = { workspaceId: other.workspaceId }
    await asOwner(db, () => db.models.Workspace.update({ botToken: moved }, { where }))
    t.true(isAppError(await t.throwsAsync(readOther()), 'secret_unreadable'))
  }
  await asOwner(db, () =>
    db.models.Workspace.update({ botToken: refreshToken }, { where: { workspaceId: one.workspaceId } }),
  )
  const error = await t.throwsAsync(readBotToken(db, masterKey, 'slack', one.workspaceId))
  t.true(isAppError(error, 'secret_unreadable'))
  await storeInstallation(db, masterKey, one)
  const foreign = await t.throwsAsync(readBotToken(db, randomBytes(32), 'slack', one.workspaceId))
  t.true(isAppError(foreign, 'secret_unreadable'))
})

/** A row to be sent, or a question that waits for its answer. */
const addWork = async (tenantId: string, workspace: string, destination = `${workspace}:C1:1.2`) => {
  const { InboxEvent, OutboxMessage } = database().models
  return withTenant(database(), tenantId, async () => {
    const base = { tenantId, platform: 'slack' }
    const chat = { workspace, channel: 'C1', thread: null, message: null, user: 'U1', is_private: false }
    const event = await InboxEvent.create({ ...base, eventId: uuid(), payload: { chat } })
    const row = { ...base, inboxId: event.id, position: 0, payload: {}, destination }
    const { id } = await OutboxMessage.create(row)
    return async () =>
      withTenant(database(), tenantId, async () => {
        const sent = await OutboxMessage.findOne({ where: { tenantId, id }, rejectOnEmpty: true })
        const asked = await InboxEvent.findOne({ where: { tenantId, id: event.id }, rejectOnEmpty: true })
        return [sent.state, sent.failure, asked.stoppedAt !== null]
      })
  })
}

test('an uninstalled workspace loses its tokens and what waits for it, and nothing else does', async (t) => {
  const db = database()
  const admin = await openTenant(db, 'admin@example.org')
  const { tenantId } = admin
  const { workspaceId } = await openInstall(db, masterKey, { admin, refreshToken: 'r', expiresInSeconds: 9 })
  const sibling = await openInstall(db, masterKey, { admin })
  const stranger = await openTenant(db)
  const ended = await addWork(tenantId, workspaceId)
  const untouched = [
    await addWork(tenantId, sibling.workspaceId),
    // Begins with the same letters, and is another workspace.
    await addWork(tenantId, `${workspaceId}0`),
    await addWork(stranger.tenantId, workspaceId),
  ]
  await findWorkspace(db, 'slack', workspaceId)
  t.true(await revokeWorkspace(db, 'slack', workspaceId))
  t.like(await findWorkspace(db, 'slack', workspaceId), { isRevoked: true, tenantId })
  t.is(await readBotToken(db, masterKey, 'slack', workspaceId), null)
  const row = await readWorkspace(db, workspaceId)
  t.like(row, { botToken: null, refreshToken: null, tokenExpiresAt: null, revokedReason: 'uninstalled' })
  t.deepEqual(await ended(), ['failed', 'uninstalled', true])
  for (const state of untouched) t.deepEqual(await state(), ['pending', null, false])
  t.like(await findWorkspace(db, 'slack', sibling.workspaceId), { isRevoked: false })
  // The platform tells it in two events, and repeats them.
  t.false(await revokeWorkspace(db, 'slack', workspaceId, { reason: 'tokens_revoked' }))
  const removed = (await readMails(db, tenantId)).filter(({ type }) => type === 'install.removed')
  t.deepEqual(removed, [
    {
      to: 'admin@example.org',
      type: 'install.removed',
      data: {
        platform: 'slack',
        workspace: 'Acme Marketing',
        workspace_id: workspaceId,
        reason: 'uninstalled',
      },
      audience: undefined,
    },
  ])
  const acts = (await readActs(db, tenantId)).filter(({ action }) => action === 'install.removed')
  t.is(acts.length, 1)
  t.like(acts[0], { actorKind: 'system', actorId: 'slack', targetId: row.id })
  t.false(await revokeWorkspace(db, 'slack', `T${uuid()}`))
})

test('installed anew it is bound as before, and the news of the uninstallation comes too late', async (t) => {
  const db = database()
  const admin = await openTenant(db, 'admin@example.org')
  const { tenantId } = admin
  const installation = installationOf()
  const { workspaceId } = installation
  const { id } = await openInstall(db, masterKey, { admin, ...installation })
  const uninstalledAt = new Date(Date.now() - 60_000)
  await revokeWorkspace(db, 'slack', workspaceId)
  const back = await storeInstallation(db, masterKey, { ...installation, botToken: 'xoxb-back' })
  t.like(back, { id, tenantId, isRevoked: false })
  t.is(await readBotToken(db, masterKey, 'slack', workspaceId), 'xoxb-back')
  t.false(await revokeWorkspace(db, 'slack', workspaceId, { happenedAt: uninstalledAt }))
  t.is(await readBotToken(db, masterKey, 'slack', workspaceId), 'xoxb-back')
  const told = (await readMails(db, tenantId)).map(({ type, data }) => [
    type,
    (data as { is_back?: boolean }).is_back,
  ])
  t.deepEqual(told, [['install.added', false], ['install.removed', undefined], ['install.added', true]]) // biome-ignore format: one list
  // Installed over itself it was never away.
  await storeInstallation(db, masterKey, installation)
  t.is((await readMails(db, tenantId)).length, 3)
  t.true(await revokeWorkspace(db, 'slack', workspaceId, { happenedAt: new Date(Date.now() + 60_000) }))
})

test('removed by an admin it is bound no more: installed anew it needs a code, of whatever tenant', async (t) => {
  const db = database()
  const [admin, other] = [await openTenant(db, 'admin@example.org'), await openTenant(db)]
  const installation = installationOf()
  const { platform, workspaceId } = installation
  const { id } = await openInstall(db, masterKey, { admin, ...installation })
  const ended = await addWork(admin.tenantId, workspaceId)
  await removeInstall(db, admin, id)
  t.like(await findWorkspace(db, platform, workspaceId), { isRevoked: true, tenantId: null })
  t.is(await readBotToken(db, masterKey, platform, workspaceId), null)
  t.deepEqual(await ended(), ['failed', 'uninstalled', true])
  const { code } = await createInstallCode(db, other)
  const bind = () => bindWorkspace(db, { platform, workspaceId, code, by: 'U9' })
  t.like(await t.throwsAsync(bind()), { code: 'conflict', details: { context: 'workspace_revoked' } })
  t.like(await storeInstallation(db, masterKey, installation), { id, tenantId: null, isRevoked: false })
  t.like(await bind(), { tenantId: other.tenantId, isNew: true })
  const [mail] = (await readMails(db, admin.tenantId)).filter(({ type }) => type === 'install.removed')
  t.like(mail, { to: 'admin@example.org', data: { reason: 'removed' } })
  const act = (await readActs(db, admin.tenantId)).find(({ action }) => action === 'install.removed')
  t.like(act, { actorKind: 'person', actorId: admin.id, permission: 'installs:manage' })
})

test('where the deployment’s own token serves, a removed one can be bound again at once', async (t) => {
  const db = database()
  const [admin, other] = [await openTenant(db), await openTenant(db)]
  const { id, platform, workspaceId } = await openInstall(db, masterKey, { admin, botToken: null })
  await removeInstall(db, admin, id)
  t.like(await findWorkspace(db, platform, workspaceId), { isRevoked: false, tenantId: null })
  const { code } = await createInstallCode(db, other)
  t.like(await bindWorkspace(db, { platform, workspaceId, code, by: 'U9' }), { tenantId: other.tenantId })
})

test('another tenant’s installations are not there, and only who manages them sees any', async (t) => {
  const db = database()
  const [admin, other] = [await openTenant(db), await openTenant(db)]
  const first = await openInstall(db, masterKey, { admin })
  const second = await openInstall(db, masterKey, { admin, platform: 'discord', botToken: null })
  await revokeWorkspace(db, 'slack', first.workspaceId)
  const listed = await listInstalls(db, admin, page)
  t.deepEqual(
    listed.map(({ id, revokedAt }) => [id, revokedAt === null]),
    [[second.id, true], [first.id, false]],
  ) // biome-ignore format: one list
  t.notRegex(JSON.stringify(listed), /v1\./)
  t.deepEqual(await listInstalls(db, other, page), [])
  for (const act of [findInstall, removeInstall])
    t.true(isAppError(await t.throwsAsync(Promise.resolve(act(db, other, first.id))), 'not_found'))
  const marketing = { ...admin, permissions: new Set(['assistants:edit'] as const) }
  t.throws(() => listInstalls(db, marketing, page), { message: /installs:manage/ })
  await t.throwsAsync(removeInstall(db, marketing, second.id), { message: /installs:manage/ })
  t.is((await listInstalls(db, admin, page)).length, 2)
})
