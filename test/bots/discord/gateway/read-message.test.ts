import test from 'ava'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { openGuildIndex } from '../../../../bots/discord/gateway/guild-index.ts'
import type { Loose } from '../../../../bots/discord/gateway/loose.ts'
import { readDispatch } from '../../../../bots/discord/gateway/read-dispatch.ts'
import { readMessage } from '../../../../bots/discord/gateway/read-message.ts'

const bot = '900000000000000009'
const [guild, owner, manager, plain] = ['100', '201', '202', '203']
const [managing, harmless] = ['301', '302']

const openGuild = () => {
  const guilds = openGuildIndex()
  guilds.hear('GUILD_CREATE', {
    id: guild,
    name: 'Acme',
    owner_id: owner,
    preferred_locale: 'fr',
    roles: [
      { id: guild, permissions: '0' },
      {
        id: managing,
        permissions: String(PermissionFlagsBits.ManageGuild | PermissionFlagsBits.SendMessages),
      },
      { id: harmless, permissions: String(PermissionFlagsBits.SendMessages) },
    ],
  })
  return guilds
}

const read = (given: Loose, threads: Record<string, string> = {}) =>
  readMessage(
    { id: '1', channel_id: '2', guild_id: guild, type: 0, author: { id: plain }, content: 'hello', ...given },
    { guilds: openGuild(), threads: { parentOf: (id) => threads[id] ?? null }, botUserId: bot },
  )

test('what people say to each other in a channel is not kept', (t) => {
  t.is(read({}), null)
  t.is(read({ content: `<@${plain}> hello` }), null)
  t.is(read({ type: 19, referenced_message: { author: { id: plain } } }), null)
  t.is(read({ content: '' }, { '2': '7' }), null, 'nothing is told of it without the intent')
})

test('what is said to us is', (t) => {
  t.like(read({ content: `<@${bot}> hello` }), { isMention: true, addressesOthers: false })
  t.like(read({ content: `<@!${bot}> hello` }), { isMention: true })
  t.like(read({ type: 19, referenced_message: { author: { id: bot } } }), { isReplyToUs: true })
  t.like(read({ guild_id: undefined }), { guild: null, text: 'hello' })
  t.like(read({}, { '2': '7' }), { text: 'hello' }, 'a thread, by what was told before')
  t.like(read({ channel_type: 11 }), { text: 'hello' }, 'a thread, as it says itself')
})

test('bots, webhooks, Discord itself and what has no author are not heard', (t) => {
  const content = `<@${bot}> hello`
  t.is(read({ content, author: { id: plain, bot: true } }), null)
  t.is(read({ content, author: { id: bot } }), null)
  t.is(read({ content, webhook_id: '5' }), null)
  t.is(read({ content, type: 7 }), null)
  t.is(read({ content, author: null }), null)
  t.is(read({ content, id: '../../users' }), null)
})

test('the roles of the author come along, and nothing but ids', (t) => {
  const content = `<@${bot}> hello`
  const rolesOf = (member: unknown) => read({ content, member })!.roles
  t.deepEqual(rolesOf({ roles: [harmless, managing] }), [harmless, managing])
  t.deepEqual(rolesOf({ roles: [harmless, '@everyone', 7, null, {}, "1' or '1'='1"] }), [harmless])
  for (const odd of [undefined, null, {}, { roles: null }, { roles: harmless }, [harmless]])
    t.deepEqual(rolesOf(odd), [])
})

test('it is known who else is meant', (t) => {
  const addresses = (text: string, more: Loose = {}) =>
    read({ content: `<@${bot}> ${text}`, ...more })!.addressesOthers
  t.true(addresses('<@204> and you?'))
  t.true(addresses('<@&301> look'))
  t.true(addresses('@here look'))
  t.true(addresses('look', { mention_everyone: true }))
  t.false(addresses('look at <#12>'))
})

test('who may manage the server is known by owner and roles, as these change', (t) => {
  const guilds = openGuild()
  t.true(guilds.isManager(guild, owner, []))
  t.true(guilds.isManager(guild, manager, [harmless, managing]))
  t.false(guilds.isManager(guild, plain, [harmless]))
  t.false(guilds.isManager('101', owner, [managing]), 'in no other server')
  guilds.hear('GUILD_ROLE_UPDATE', { guild_id: guild, role: { id: managing, permissions: '0' } })
  t.false(guilds.isManager(guild, manager, [managing]))
  guilds.hear('GUILD_ROLE_CREATE', { guild_id: guild, role: { id: '303', permissions: '8' } })
  t.true(guilds.isManager(guild, manager, ['303']), 'Administrator')
  guilds.hear('GUILD_ROLE_DELETE', { guild_id: guild, role_id: '303' })
  t.false(guilds.isManager(guild, manager, ['303']))
  guilds.hear('GUILD_UPDATE', { id: guild, name: 'Acme 2', owner_id: plain })
  t.true(guilds.isManager(guild, plain, []))
  t.false(guilds.isManager(guild, owner, []))
  guilds.hear('GUILD_DELETE', { id: guild, unavailable: true })
  t.is(guilds.find(guild)?.name, 'Acme 2')
  guilds.hear('GUILD_DELETE', { id: guild })
  t.is(guilds.find(guild), null)
})

test('files come with their address, an edit with its time, a deletion with ids alone', (t) => {
  const surroundings = { guilds: openGuild(), threads: { parentOf: () => null }, botUserId: bot }
  const d = {
    id: '1', channel_id: '2', author: { id: plain }, content: '', edited_timestamp: '2026-11-21T10:00:00Z',
    attachments: [{ id: '4', filename: 'a.csv', size: 7, url: 'https://cdn.discordapp.com/a.csv' }, { id: '5' }],
  } // biome-ignore format: one message, read at a glance
  const [said] = readDispatch({ t: 'MESSAGE_CREATE', d, shardId: 0 }, surroundings)
  t.like(said, { eventId: '1', messageKey: '2:1', workspace: 'dm', orderKey: '2' })
  t.deepEqual(said!.event.kind === 'said' && said!.event.message.files, [
    { id: '4', name: 'a.csv', bytes: 7, url: 'https://cdn.discordapp.com/a.csv' },
  ])
  const [changed] = readDispatch({ t: 'MESSAGE_UPDATE', d, shardId: 0 }, surroundings)
  t.like(changed, { eventId: '1:edited:2026-11-21T10:00:00Z', messageKey: null })
  const unfolded = { ...d, edited_timestamp: null }
  t.deepEqual(readDispatch({ t: 'MESSAGE_UPDATE', d: unfolded, shardId: 0 }, surroundings), [])
  const bulk = { ids: ['1', '2', 'x'], channel_id: '2', guild_id: guild }
  const gone = readDispatch({ t: 'MESSAGE_DELETE_BULK', d: bulk, shardId: 0 }, surroundings)
  t.deepEqual(
    gone.map(({ eventId }) => eventId),
    ['1:deleted', '2:deleted'],
  )
})
