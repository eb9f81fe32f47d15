import { createRequire } from 'node:module'
import test from 'ava'
import { isOfLibrary } from '../../../../bots/discord/gateway/process-guard.ts'

const { Client, GatewayIntentBits } = createRequire(import.meta.url)('discord.js')

const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('a bug of the library is told from one of ours', (t) => {
  const client = new Client({ intents: [GatewayIntentBits.Guilds] })
  t.teardown(() => client.destroy())
  t.true(isOfLibrary(thrownBy(() => client.ws.handlePacket({ t: 'READY', d: null }))))
  client.on('odd', () => {
    throw new TypeError('ours, called by the library')
  })
  t.false(isOfLibrary(thrownBy(() => client.emit('odd'))))
  t.false(isOfLibrary(new Error('ours')))
  t.false(isOfLibrary('no error at all'))
})
