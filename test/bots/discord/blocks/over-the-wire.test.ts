import test from 'ava'
import { openDiscordApi } from '../../../../bots/discord/api.ts'
import { classicOf } from '../../../../bots/discord/blocks/classic.ts'
import { renderCard, withoutPictures } from '../../../../bots/discord/blocks/render-card.ts'
import { startDiscord } from '../../../helpers/discord/discord-world.ts'
import { sampleCards } from '../../slack/sample-cards.ts'
import { button, cardWith, publicUrl } from './cards.ts'

const hostile =
  '@everyone @here <@123456789012345678> <@&9> <#12> [ici](https://evil.example) https://evil.example ||x|| \n# gros'

test('Discord takes every card, with and without components, and nothing in them pings or links', async (t) => {
  const world = await startDiscord(t)
  const guild = world.addGuild({ name: 'Acme' })
  const channel = world.addChannel({ guild: guild.id, name: 'general' })
  const api = openDiscordApi({ token: world.token, apiUrl: world.apiUrl })
  t.teardown(() => api.close())
  const { top, details, error } = await sampleCards('fr')
  const foreign = cardWith(
    { kind: 'text', text: hostile },
    { kind: 'fields', fields: [{ name: hostile, value: hostile }] },
    { kind: 'notes', tone: 'caution', notes: [hostile] },
    { kind: 'controls', controls: [button(hostile), button('Court', 'ask', { question: hostile })] },
  )
  const bodies = [top!, details!, error!, foreign].flatMap((card) =>
    renderCard(card, { locale: 'fr', publicUrl })
      .map((message) => withoutPictures(message, new Set()))
      .flatMap((message) => [
        { flags: message.flags, components: message.components },
        ...classicOf(message).map(({ content, components }) => ({ content, components })),
      ]),
  )
  for (const [at, message] of bodies.entries()) {
    const body = { ...message, nonce: String(at), enforce_nonce: true }
    await api.call('POST', `/channels/${channel.id}/messages`, { body })
  }
  const shown = world.messages(channel.id)
  t.is(shown.length, bodies.length)
  for (const { pings, links } of shown) t.deepEqual([pings, links], [[], []])
  t.deepEqual(world.violations, [])
})
