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

const one = { SLACK_SIGNING_SECRET: 'a-signing-secret', SLACK_BOT_TOKEN: 'xoxb-1' }
const many = {
  SLACK_SIGNING_SECRET: 'a-signing-secret',
  SLACK_CLIENT_ID: '123.456',
  SLACK_CLIENT_SECRET: 'a-client-secret',
  SLACK_STATE_SECRET: 'sixteen-letters!',
}

test('without a variable there is no Slack', (t) => {
  const { slack, services } = readConfig({})
  t.is(slack, null)
  t.false(services.includes('slack'))
})

test('one workspace by its token, many by OAuth', (t) => {
  t.like(readConfig(one).slack, { botToken: 'xoxb-1', oauth: null, apiUrl: 'https://slack.com/api/' })
  t.true(readConfig(one).services.includes('slack'))
  t.like(readConfig(many).slack, { botToken: null, oauth: { clientId: '123.456' } })
  const local = readConfig({ ...one, SLACK_API_URL: 'http://127.0.0.1:9/api' })
  t.is(local.slack?.apiUrl, 'http://127.0.0.1:9/api/')
})

test('Socket Mode needs no signing secret', (t) => {
  const { slack } = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })
  t.like(slack, { signingSecret: null, appToken: 'xapp-1' })
})

test('services are chosen as before', (t) => {
  t.deepEqual(readConfig({ ...one, SERVICES: 'api,web' }).services, ['api', 'web'])
})

test('what is missing is told at once, and no secret is shown', (t) => {
  t.is(faultsOf({ SLACK_SIGNING_SECRET: 'a-signing-secret' }).length, 1)
  t.is(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1' }).length, 1)
  t.is(faultsOf({ SLACK_SIGNING_SECRET: 's', SLACK_CLIENT_ID: '1.2' }).length, 1)
  t.is(faultsOf({ SERVICES: 'slack' }).length, 1)
  const faults = faultsOf({ SLACK_BOT_TOKEN: 'secret-of-mine', SLACK_SIGNING_SECRET: 's' })
  t.is(faults.length, 1)
  t.notRegex(faults.join(), /secret-of-mine/)
})
