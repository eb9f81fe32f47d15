import test from 'ava'
import type { Message, TextChannel } from 'discord.js'
import type { Loose } from '../../../helpers/discord/world-state.ts'
import { openClientTown } from './town.ts'

test('discord.js connects, sees the guild, hears a mention and answers', async (t) => {
  const { discord, client, guild, general, person } = await openClientTown(t)
  t.is(client.guilds.cache.get(guild.id)?.name, 'Acme')
  client.on('messageCreate', (message: Message) => {
    if (!message.author.bot) void message.reply({ content: `you said: ${message.content}` })
  })
  await person.mention(general.id, 'hello @everyone')
  const answer = await discord.until(() => discord.messages(general.id).find((one) => one.isFromApp))
  t.is(answer.words, `you said: <@${discord.botUserId}> hello @everyone`)
  t.true(answer.isReply)
  t.deepEqual(answer.pings, [])
  const channel = client.channels.cache.get(general.id) as TextChannel
  t.is((await channel.messages.fetch({ limit: 10 })).size, 2)
  t.deepEqual(discord.violations, [])
})

test('replies, edits, deletions, previews and threads of people are told as Discord tells them', async (t) => {
  const { discord, client, general, person, ada } = await openClientTown(t)
  const heard: string[] = []
  client.on('raw', ({ t: type, d }: { t: string; d: Loose }) => {
    if (type?.startsWith('MESSAGE'))
      heard.push(`${type} ${d.type ?? ''} ${d.edited_timestamp ? 'edited' : ''}`.trim())
    if (type?.startsWith('THREAD')) heard.push(`${type} ${d.id === asked.id}`)
  })
  const asked = await person.mention(general.id, 'hello')
  await person.edit(asked, 'hello you')
  discord.unfurl(general.id, (await person.say(general.id, 'https://example.test', { replyTo: asked })).id)
  discord.openThread(general.id, { name: 'Aside', user: ada.id, message: asked.id })
  discord.deleteChannel(asked.id)
  await person.delete(asked)
  await discord.until(() => heard.includes('MESSAGE_DELETE'))
  t.deepEqual(heard, [
    'MESSAGE_CREATE 0',
    'MESSAGE_UPDATE 0 edited',
    'MESSAGE_CREATE 19',
    'MESSAGE_UPDATE 19',
    'THREAD_CREATE true',
    'MESSAGE_CREATE 21',
    'MESSAGE_UPDATE 0 edited',
    'THREAD_DELETE true',
    'MESSAGE_DELETE',
  ])
})
