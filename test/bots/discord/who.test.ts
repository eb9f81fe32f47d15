import { randomBytes } from 'node:crypto'
import test from 'ava'
import type { DiscordServices } from '../../../bots/discord/services.ts'
import { type Doer, type Met, meet } from '../../../bots/discord/who.ts'
import { findLinkedAccounts } from '../../../core/tenancy/linked-accounts.ts'
import { setRoleMap } from '../../../core/tenancy/role-map.ts'
import { revokeWorkspace, storeInstallation } from '../../../core/tenancy/workspaces.ts'
import { withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { addPerson, installationOf, openInstall, openTenant, readWorkspace } from '../../helpers/installs.ts'

const database = shareTestDatabase(test)
const masterKey = randomBytes(32)
let last = 0
const newId = (): string => String(10n ** 17n + BigInt(Date.now()) * 1_000n + BigInt(last++))

const ofDiscord = () => ({ platform: 'discord' as const, workspaceId: newId(), botToken: null })

/** A server that is connected to a tenant. */
const openGuild = async () => {
  const admin = await openTenant(database())
  const { workspaceId: guild, tenantId } = await openInstall(database(), masterKey, { admin, ...ofDiscord() })
  return { guild, tenantId: tenantId!, admin }
}

const meetAs = (doer: Partial<Doer>): Promise<Met> => {
  const services = { core: { db: database() } } as unknown as DiscordServices
  const nobody = {
    guild: null,
    guildName: null,
    channel: null,
    user: newId(),
    roles: [],
    isManager: false,
    discordLocale: null,
  }
  return meet(services, { ...nobody, ...doer })
}

const link = (tenantId: string, given: { guild: string; user: string; personId: string }) =>
  withTenant(database(), tenantId, () =>
    database().models.PlatformIdentity.create({
      tenantId, personId: given.personId, platform: 'discord', workspace: given.guild, platformUserId: given.user,
    }),
  ) // biome-ignore format: one link, read at a glance

test('who manages the server acts as an admin; anybody else there does not', async (t) => {
  const { guild, tenantId } = await openGuild()
  const [manager, member] = [await meetAs({ guild, isManager: true }), await meetAs({ guild })]
  t.like(manager, { kind: 'member', tenantId, workspaceId: guild, actor: { role: 'admin' } })
  t.like(member, { kind: 'member', actor: { role: null, kind: 'session' } })
})

test('a linked person acts by their own role, and one who was switched off by none', async (t) => {
  const { guild, tenantId } = await openGuild()
  const user = newId()
  const person = await addPerson(database(), tenantId, { role: 'finance', locale: 'en' })
  await link(tenantId, { guild, user, personId: person.id })
  t.like(await meetAs({ guild, user, isManager: true }), {
    locale: 'en',
    actor: { kind: 'person', role: 'finance', id: person.id },
  })
  await withTenant(database(), tenantId, () =>
    database().models.Person.update({ isActive: false }, { where: { tenantId, id: person.id } }),
  )
  t.like(await meetAs({ guild, user, isManager: true }), { actor: { kind: 'session', role: null } })
  t.is((await meetAs({ user })).kind, 'unlinked')
})

test('who bears a role that stands for one of the tenant acts by it, in that server alone', async (t) => {
  const [one, other] = [await openGuild(), await openGuild()]
  const [user, role, higher] = [newId(), newId(), newId()]
  const { id } = await readWorkspace(database(), one.guild)
  await setRoleMap(database(), one.admin, id, [
    { platformRoleId: role, name: null, role: 'finance' },
    { platformRoleId: higher, name: null, role: 'it' },
  ])
  const roleOf = async (doer: Partial<Doer>) => {
    const met = await meetAs({ user, ...doer })
    return met.kind === 'member' ? met.actor.role : met.kind
  }
  t.like(await meetAs({ guild: one.guild, user, roles: [newId(), role] }), {
    actor: { kind: 'session', id: `discord:${one.guild}:${user}`, role: 'finance' },
  })
  t.is(await roleOf({ guild: one.guild, roles: [higher, role] }), 'it')
  t.is(await roleOf({ guild: one.guild, roles: [role], isManager: true }), 'admin')
  t.is(await roleOf({ guild: one.guild, roles: [newId()] }), null)
  t.is(await roleOf({ guild: other.guild, roles: [role, higher] }), null)
  t.is(await roleOf({ roles: [role, higher] }), 'unlinked')
  const person = await addPerson(database(), one.tenantId, { role: 'marketing' })
  await link(one.tenantId, { guild: one.guild, user, personId: person.id })
  t.is(await roleOf({ guild: one.guild, roles: [higher] }), 'marketing')
  await withTenant(database(), one.tenantId, () =>
    database().models.Person.update(
      { isActive: false },
      { where: { tenantId: one.tenantId, id: person.id } },
    ),
  )
  t.is(await roleOf({ guild: one.guild, roles: [higher], isManager: true }), null)
  await revokeWorkspace(database(), 'discord', one.guild)
  t.is(await roleOf({ guild: one.guild, roles: [higher] }), 'unknown')
})

test('a server that nobody connected, or that is gone, belongs to nobody', async (t) => {
  const given = installationOf(ofDiscord())
  const { workspaceId: guild } = given
  t.is((await meetAs({ guild })).kind, 'unknown')
  await storeInstallation(database(), masterKey, given)
  t.like(await meetAs({ guild, isManager: true, discordLocale: 'en-US' }), {
    kind: 'unbound',
    isAdmin: true,
    locale: 'en',
  })
  await revokeWorkspace(database(), 'discord', guild)
  t.is((await meetAs({ guild })).kind, 'unknown')
})

test('in a direct conversation the tenant comes from the link of the account alone', async (t) => {
  const [one, other] = [await openGuild(), await openGuild()]
  const [user, stranger] = [newId(), newId()]
  const person = await addPerson(database(), one.tenantId, { role: 'marketing' })
  await link(one.tenantId, { guild: one.guild, user, personId: person.id })
  t.like(await meetAs({ user }), { kind: 'member', tenantId: one.tenantId, actor: { id: person.id } })
  t.is((await meetAs({ user: stranger, isManager: true })).kind, 'unlinked')
  t.like(await meetAs({ guild: other.guild, user }), { tenantId: other.tenantId, actor: { kind: 'session' } })
  await revokeWorkspace(database(), 'discord', one.guild)
  t.is((await meetAs({ user })).kind, 'unlinked', 'the tenant is not on Discord any more')
})

test('of several links the last one counts, and each shows nothing but itself', async (t) => {
  const [one, other] = [await openGuild(), await openGuild()]
  const [user, bystander] = [newId(), newId()]
  for (const { tenantId, guild } of [one, other]) {
    const { id: personId } = await addPerson(database(), tenantId)
    await link(tenantId, { guild, user, personId })
    await link(tenantId, { guild, user: bystander, personId })
  }
  const found = await findLinkedAccounts(database(), { platform: 'discord', platformUserId: user })
  t.deepEqual(
    found.map(({ tenantId }) => tenantId),
    [other.tenantId, one.tenantId],
  )
  t.like(await meetAs({ user }), { tenantId: other.tenantId })
  const as = { platform: 'slack' as const, platformUserId: user }
  t.deepEqual(await findLinkedAccounts(database(), as), [])
  const odd = { platform: 'discord' as const, platformUserId: `1' or '1'='1` }
  await t.throwsAsync(findLinkedAccounts(database(), odd), { instanceOf: TypeError })
})

test('the named account opens no row to a tenant, which sees its own alone', async (t) => {
  const [one, other] = [await openGuild(), await openGuild()]
  const user = newId()
  const { id: personId } = await addPerson(database(), one.tenantId)
  await link(one.tenantId, { guild: one.guild, user, personId })
  const count = await withTenant(database(), other.tenantId, async (transaction) => {
    await database().sequelize.query(`set local app.account = 'discord:${user}'`, { transaction })
    const [rows] = await database().sequelize.query('select id from platform_identities', { transaction })
    return rows.length
  })
  t.is(count, 0)
})
