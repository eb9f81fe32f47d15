import test from 'ava'
import { type ConfigurationError, readConfig } from '../../config/env.ts'

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return (error as ConfigurationError).faults
  }
}

const app = { DISCORD_BOT_TOKEN: 'token-of-a-bot', DISCORD_APPLICATION_ID: '1000000000000000001' }

test('without a variable there is no Discord', (t) => {
  const { discord, services } = readConfig({})
  t.is(discord, null)
  t.false(services.includes('discord'))
})

test('a token and an id are enough', (t) => {
  const { discord, services } = readConfig(app)
  t.deepEqual(discord, {
    botToken: 'token-of-a-bot',
    applicationId: '1000000000000000001',
    apiUrl: 'https://discord.com/api',
    hasMessageContent: false,
  })
  t.true(services.includes('discord'))
})

test('another address, and the privileged intent', (t) => {
  const env = { ...app, DISCORD_API_URL: 'http://127.0.0.1:9/api/', DISCORD_MESSAGE_CONTENT: '1' }
  t.like(readConfig(env).discord, { apiUrl: 'http://127.0.0.1:9/api', hasMessageContent: true })
  t.false(readConfig({ ...app, DISCORD_MESSAGE_CONTENT: '0' }).discord?.hasMessageContent)
})

test('services are chosen as before', (t) => {
  t.deepEqual(readConfig({ ...app, SERVICES: 'api,web' }).services, ['api', 'web'])
  t.deepEqual(readConfig({ ...app, SERVICES: 'discord' }).services, ['discord'])
})

test('what is missing or ill-formed is told at once, and no secret is shown', (t) => {
  t.is(faultsOf({ DISCORD_BOT_TOKEN: 'token-of-a-bot' }).length, 1)
  t.is(faultsOf({ DISCORD_APPLICATION_ID: '1000000000000000001' }).length, 1)
  t.regex(faultsOf({ SERVICES: 'discord' }).join(), /DISCORD_BOT_TOKEN and DISCORD_APPLICATION_ID/)
  t.is(faultsOf({ SERVICES: 'slack,discord' }).length, 2)
  const bad = {
    DISCORD_BOT_TOKEN: 'a secret of mine',
    DISCORD_APPLICATION_ID: 'x',
    DISCORD_MESSAGE_CONTENT: 'yes',
  }
  const faults = faultsOf(bad)
  t.is(faults.length, 3)
  t.notRegex(faults.join(), /of mine/)
})
