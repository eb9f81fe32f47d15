import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'ava'
import { respond } from '../../../bots/slack/respond.ts'

const production = 'https://slack.com/api/'

test('an address on this machine is answered only where Slack itself is on it', async (t) => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url!)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  for (const host of ['127.0.0.1', 'localhost']) {
    const url = `http://${host}:${port}/commands/1`
    await t.throwsAsync(respond(url, { text: 'ok' }, production), { message: 'Not an address of Slack.' })
  }
  t.deepEqual(heard, [])
  await respond(`http://127.0.0.1:${port}/commands/2`, { text: 'ok' }, `http://127.0.0.1:${port}/api/`)
  t.deepEqual(heard, ['/commands/2'])
})

for (const url of [
  'http://hooks.slack.com/commands/1',
  'https://hooks.slack.com.example.org/commands/1',
  'https://example.org/commands/1',
  'http://169.254.169.254/latest/meta-data',
  'not an address',
])
  test(`not answered: ${url}`, async (t) => {
    for (const apiUrl of [production, 'http://127.0.0.1:9/api/'])
      await t.throwsAsync(respond(url, {}, apiUrl), { message: 'Not an address of Slack.' })
  })
