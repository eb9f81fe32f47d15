import { readFile } from 'node:fs/promises'
import test from 'ava'
import { createLinkCode } from '../../core/tenancy/link-codes.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import type { DiscordTenant } from '../helpers/discord-desk.ts'
import { type DiscordTown, openDiscordTown } from '../helpers/discord-town.ts'
import { demoFile } from '../helpers/slack-desk.ts'

/** Roles of the server. */
const [makers, auditors, helpers] = ['1180000000000000001', '1180000000000000002', '1180000000000000003']

let town: DiscordTown
const shared = afterAll(test)
test.before(async () => {
  town = await openDiscordTown(shared)
  await town.tenant.makeAssistant('Étude privée')
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

/** As the tenant's admin, over REST. */
const mapRoles = async (roles: Record<string, string>, tenant: DiscordTenant = town.tenant) => {
  const base = `/v1/tenants/${tenant.clientId}/installs`
  const { body: installs } = await tenant.send('GET', base)
  const items = Object.entries(roles).map(([platform_role_id, role]) => ({ platform_role_id, role }))
  const { status, text } = await tenant.send('PUT', `${base}/${installs.items[0].id}/role-map`, {
    json: { items },
  })
  if (status !== 200) throw new Error(text)
}

const newcomer = (roles: string[] = [], guild = town.guild): string => {
  const user = town.world.addUser({ name: 'Zoe', locale: 'en-US' }).id
  town.world.join(guild, user, { roles })
  return user
}

const link = async (user: string, role: 'finance' | 'marketing') => {
  const { server, core, tenant, world, general } = town
  const { tenantId } = tenant
  const person = await server.makePerson(tenantId, role)
  const { code } = await createLinkCode(core.db, { tenantId, personId: person.id })
  const before = world.ephemerals(user).length
  await world.user(user).slash('link', { code }, { channel: general })
  await town.told(user, before)
  return person
}

/** Gives a command, and what only this person is shown of it. */
const give = async (user: string, path: string, channel = town.general): Promise<string> => {
  const before = town.world.ephemerals(user).length
  await town.world.user(user).slash(path, {}, { channel })
  return (await town.told(user, before)).words
}

const refused = /Right that it takes/

/** `modal` for who may make an assistant. */
const make = async (user: string, channel = town.general) =>
  (await town.world.user(user).slash('assistant new', { name: 'Autre' }, { channel })).kind

test.serial(
  'a role of the server gives the rights of the one that it stands for, while it is borne',
  async (t) => {
    const { world, guild } = town
    const zoe = newcomer([makers])
    t.not(await make(zoe), 'modal', 'it stands for nothing yet')
    t.notRegex(await give(zoe, 'assistant list'), /Étude privée/)
    await mapRoles({ [makers]: 'marketing' })
    t.is(await make(zoe), 'modal')
    t.regex(await give(zoe, 'assistant list'), /Étude privée/)
    t.regex(await give(zoe, 'workspace models'), refused, 'and no others')
    world.join(guild, zoe, { roles: [helpers] })
    t.not(await make(zoe), 'modal')
    t.notRegex(await give(zoe, 'assistant list'), /Étude privée/)
    await mapRoles({})
    world.join(guild, zoe, { roles: [makers] })
    t.not(await make(zoe), 'modal', 'it stands for nothing any more')
  },
)

test.serial('a message bears the rights of who wrote it', async (t) => {
  const { world, general, said } = town
  await mapRoles({ [makers]: 'marketing', [auditors]: 'finance' })
  const file = { name: 'masculinites.csv', bytes: await readFile(demoFile) }
  const maker = newcomer([helpers, makers])
  await world.user(maker).mention(general, '', { files: [file] })
  const toldTo = () => [...said(general), ...said(world.user(maker).directChannel())]
  const card = await world.until(
    () => toldTo().find(({ buttons, words }) => buttons.length > 0 && /masculinites/.test(words)),
    { what: 'the card of the file' },
  )
  t.truthy(card)
  for (const roles of [[auditors], [helpers], []]) {
    const count = said(general).length
    await world.user(newcomer(roles)).mention(general, '', { files: [file] })
    const word = await world.until(() => said(general)[count], { what: 'a word' })
    t.regex(word.words, /right to bring files|le droit d’apporter/)
  }
})

test.serial('of several roles the one that holds most counts', async (t) => {
  await mapRoles({ [makers]: 'marketing', [auditors]: 'finance', [helpers]: 'admin' })
  t.not(await make(newcomer([auditors])), 'modal')
  const both = newcomer([auditors, makers])
  t.is(await make(both), 'modal')
  t.regex(await give(both, 'workspace key'), refused)
  const all = newcomer([auditors, helpers, makers])
  t.notRegex(await give(all, 'workspace models'), refused)
  t.notRegex(await give(all, 'workspace key'), refused)
})

test.serial('the role that everybody has can stand for one as well', async (t) => {
  const zoe = newcomer()
  await mapRoles({ [town.guild]: 'marketing' })
  t.is(await make(zoe), 'modal')
  await mapRoles({})
  t.not(await make(zoe), 'modal')
})

test.serial('a linked person keeps their own role, and who was switched off gains nothing', async (t) => {
  const { core, tenant } = town
  const { tenantId } = tenant
  await mapRoles({ [makers]: 'admin' })
  const dan = newcomer([makers])
  t.is(await make(dan), 'modal')
  const person = await link(dan, 'finance')
  t.not(await make(dan), 'modal')
  await withTenant(core.db, tenantId, () =>
    core.db.models.Person.update({ isActive: false }, { where: { tenantId, id: person.id } }),
  )
  t.not(await make(dan), 'modal')
  t.notRegex(await give(dan, 'assistant list'), /Étude privée/)
})

test.serial('what stands for a role in one tenant stands for none in another', async (t) => {
  const { world, openTenant, bind } = town
  await mapRoles({ [makers]: 'admin' })
  const other = world.addGuild({ name: 'Other' }).id
  const admin = world.addUser({ name: 'Max', locale: 'en-US' }).id
  world.join(other, admin, { isManager: true })
  const room = world.addChannel({ guild: other, name: 'room' }).id
  const tenant = await openTenant()
  await bind(tenant, admin, room)
  await tenant.makeAssistant('Leur étude')
  const zoe = newcomer([makers], other)
  t.not(await make(zoe, room), 'modal')
  t.notRegex(await give(zoe, 'assistant list', room), /Leur étude|Étude privée/)
  await mapRoles({ [makers]: 'marketing' }, tenant)
  await mapRoles({})
  t.is(await make(zoe, room), 'modal', 'each tenant has its own map')
  t.notRegex(await give(zoe, 'assistant list', room), /Étude privée/)
  t.not(await make(newcomer([makers])), 'modal')
})

test.serial('a private assistant answers who bears the role alone, as it does everybody else', async (t) => {
  const { world, guild } = town
  await mapRoles({ [makers]: 'marketing' })
  const zoe = newcomer([makers])
  const room = world.addChannel({ guild, name: 'salon' }).id
  const before = world.ephemerals(zoe).length
  const question = 'indice de Mac chez les 18-34 ans'
  await world.user(zoe).slash('ask', { assistant: 'Étude privée', question }, { channel: room })
  await town.quiet()
  const told = world.ephemerals(zoe).slice(before)
  t.true(told.some(({ buttons, words }) => buttons.length > 0 && /Mac/.test(words)))
  t.deepEqual(world.messages(room), [])
})
