import test from 'ava'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openWorkspace } from '../helpers/workspace.ts'

const shared = afterAll(test)

test('to a visitor an assistant that is not public is as unknown as one that is not there', async (t) => {
  const work = await openWorkspace(shared)
  const desk = await work.openTenant()
  const { id } = await desk.makeAssistant('survey.csv', surveyCsv)
  const unknown = '00000000-0000-7000-8000-000000000000'
  const headers = {
    'x-tenant': desk.clientId,
    cookie: 'sextant_visitor=somebody',
    'sec-fetch-site': 'same-origin',
  }
  const statusOf = async (method: string, path: string, json?: unknown) =>
    (await work.server.request(method, path, { headers, json })).status
  for (const [method, path, json] of [
    ['GET', ''],
    ['GET', '/messages'],
    ['GET', '/suggestions'],
    ['POST', '/chat', { message: 'Hommes ?' }],
  ] as const)
    for (const one of [id, unknown])
      t.is(await statusOf(method, `/v1/assistants/${one}${path}`, json), 404, `${method} ${path}`)
  await desk.send('PATCH', `/v1/assistants/${id}`, { json: { public: true } })
  t.is(await statusOf('GET', `/v1/assistants/${id}/messages`), 200)
})
