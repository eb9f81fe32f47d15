import test, { type ExecutionContext } from 'ava'
import { asOwner } from '../../db/tenant.ts'
import { type DeskOptions, isAnswer, openDiscordDesk } from '../helpers/discord-desk.ts'

const question = 'indice de Mac chez les 18-34 ans'

/** A deployment, and a server that nobody has connected yet. */
const openOffice = async (t: ExecutionContext, options: DeskOptions = {}) => {
  const desk = await openDiscordDesk(t, options)
  const { world } = desk
  const openGuild = (given: { name?: string; isInstalled?: boolean } = {}) => {
    const guild = world.addGuild({ name: 'Bureau', ...given }).id
    const admin = world.addUser({ name: 'admin' }).id
    const member = world.addUser({ name: 'member', locale: 'en-US' }).id
    world.join(guild, admin, { isManager: true })
    world.join(guild, member)
    const channel = world.addChannel({ guild, name: 'general' }).id
    return { guild, admin, member, channel }
  }
  const read = (guild: string) =>
    asOwner(desk.core.db, () =>
      desk.core.db.models.Workspace.findOne({
        where: { platform: 'discord', workspaceId: guild },
        raw: true,
      }),
    )
  const said = (channel: string) => world.messages(channel).filter(({ isFromApp }) => isFromApp)
  const known = (guild: string) => world.until(() => read(guild), { what: 'a known server' })
  return { ...desk, openGuild, read, said, known }
}

test.serial('a server is connected by a code that who manages it types, and answered', async (t) => {
  const { world, openGuild, known, read, said, openTenant, bind, quiet } = await openOffice(t)
  const { guild, admin, member, channel } = openGuild()
  const stored = await known(guild)
  t.is(stored.name, 'Bureau')
  t.is(stored.botToken, null)
  await world.user(member).mention(channel, question)
  const word = await world.until(() => said(channel)[0], { what: 'a word' })
  t.regex(word.words, /not connected here yet|pas encore relié/)
  await world.user(member).slash('setup', { code: 'AAAA-BBBB-CCCC' }, { channel })
  await world.until(() => world.ephemerals(member).some(({ isThinking }) => !isThinking))
  const tenant = await openTenant()
  const { body } = await tenant.send('POST', `/v1/tenants/${tenant.clientId}/install-codes`, { json: {} })
  await world.user(member).slash('setup', { code: body.code }, { channel })
  await quiet()
  t.is((await read(guild))!.tenantId, null, 'a member connects nothing')
  await bind(tenant, admin, channel)
  t.is((await read(guild))!.tenantId, tenant.tenantId)
  await tenant.makeAssistant('Masculinités', { public: true })
  const asked = await world.user(member).mention(channel, question)
  const thread = await world.until(() => world.messages(channel).find(({ id }) => id === asked.id)?.thread)
  t.regex((await world.until(() => said(thread).find(isAnswer))).words, /Mac/)
  t.deepEqual(world.violations, [])
})

test.serial(
  'in REST it is an installation like any other, with channels and people, of its own tenant alone',
  async (t) => {
    const { world, openGuild, known, openTenant, bind, server } = await openOffice(t)
    const { guild, admin, member, channel } = openGuild()
    await known(guild)
    const tenant = await openTenant()
    await bind(tenant, admin, channel)
    const other = await openTenant()
    const base = `/v1/tenants/${tenant.clientId}/installs`
    const { body: list } = await tenant.send('GET', base)
    t.like(list.items[0], { platform: 'discord', workspace_id: guild, name: 'Bureau', active: true })
    const { body: others } = await other.send('GET', `/v1/tenants/${other.clientId}/installs`)
    t.deepEqual(others.items, [])
    const { id } = list.items[0]
    const json = { channel, follow_up: 'mention' }
    t.is((await tenant.send('PUT', `${base}/${id}/channels`, { json })).status, 200)
    t.not(
      (await other.send('PUT', `/v1/tenants/${other.clientId}/installs/${id}/channels`, { json })).status,
      200,
    )
    const { body: channels } = await tenant.send('GET', `${base}/${id}/channels`)
    t.like(channels.items[0], { channel, follow_up: 'mention' })
    const person = await server.makePerson(tenant.tenantId, 'marketing')
    const { token } = person
    const { body: made } = await server.request('POST', '/v1/me/link-codes', { token, json: {} })
    await world.user(member).slash('link', { code: made.code }, { channel })
    const identities = `/v1/users/${person.id}/identities`
    const linked = await world.until(
      async () => {
        const { body } = await tenant.send('GET', identities)
        return body.items.length > 0 ? body.items : undefined
      },
      { what: 'a linked account' },
    )
    t.like(linked[0], { platform: 'discord', workspace_id: guild })
    t.is((await other.send('GET', identities)).status, 404)
    t.is((await tenant.send('DELETE', `${base}/${id}`)).status, 204)
    const before = world.messages(channel).length
    await world.user(member).mention(channel, question)
    await world.until(() => world.messages(channel).length > before + 1)
    t.regex(world.messages(channel).at(-1)!.words, /not connected here yet|pas encore relié/)
  },
)

test.serial(
  'taken out of a server nothing more is sent there; back again, the tenant is the same',
  async (t) => {
    const { world, openGuild, known, read, openTenant, bind } = await openOffice(t)
    const { guild, admin, channel } = openGuild()
    await known(guild)
    const tenant = await openTenant()
    await bind(tenant, admin, channel)
    world.leaveGuild(guild)
    await world.until(async () => (await read(guild))!.revokedAt !== null, {
      what: 'the end of the installation',
    })
    t.is((await read(guild))!.revokedReason, 'uninstalled')
    world.joinGuild(guild)
    await world.until(async () => (await read(guild))!.revokedAt === null, { what: 'the server back' })
    t.is((await read(guild))!.tenantId, tenant.tenantId)
  },
)

test.serial('a server that it was taken out of, or added to, while nobody listened is noticed', async (t) => {
  const { world, openGuild, known, read } = await openOffice(t)
  const { guild } = openGuild()
  const later = openGuild({ name: 'Plus tard', isInstalled: false })
  await known(guild)
  t.is(await read(later.guild), null)
  world.gateway.invalidate()
  // Between two sessions nobody is told.
  world.leaveGuild(guild)
  world.joinGuild(later.guild)
  await world.until(async () => (await read(guild))!.revokedAt !== null, { what: 'the one that is gone' })
  await known(later.guild)
  t.pass()
})

test.serial('an outage of Discord is not the end of an installation', async (t) => {
  const { world, openGuild, known, read, quiet } = await openOffice(t)
  const { guild } = openGuild()
  await known(guild)
  world.gateway.dispatch({ t: 'GUILD_DELETE', d: { id: guild, unavailable: true } })
  await quiet()
  t.is((await read(guild))!.revokedAt, null)
})
