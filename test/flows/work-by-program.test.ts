import { readFileSync } from 'node:fs'
import test from 'ava'
import { demoClientId, seedDemo } from '../../core/assistants/seed-demo.ts'
import { afterAll } from '../helpers/after-all.ts'
import { formOf, openWorkspace, type Send, type Workspace, waitForCreation } from '../helpers/workspace.ts'

const demoFile = new URL('../../db/seeds/data/masculinites-2018.csv', import.meta.url)

let work: Workspace
/** As an operator who names the demo tenant. */
let send: Send
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
  await seedDemo(work.core)
  const { token } = await work.server.makeOperator()
  send = (method, path, request = {}) =>
    work.server.request(method, path, { token, tenant: demoClientId, ...request })
})

test('what the README shows of the API: an assistant from a file, questions, events, check and rank', async (t) => {
  const form = () =>
    formOf('masculinites-2018.csv', readFileSync(demoFile), { name: 'Masculinités', theme: 'loisirs' })
  const made = await send('POST', '/v1/assistants', { body: form() })
  t.true([201, 202].includes(made.status))
  const { id } = made.body
  t.is((await waitForCreation(send, id)).state, 'completed')

  const json = { message: 'les trois premiers âges pour Mac' }
  const { body: answer } = await send('POST', `/v1/assistants/${id}/chat`, { json })
  t.is(answer.stage, 'data')
  t.like(answer.plan, { operation: 'top', limit: 3 })
  const events = await send('POST', `/v1/assistants/${id}/chat`, {
    json: { message: 'profil des 18-34 ans', conversation_id: answer.conversation_id },
    headers: { accept: 'text/event-stream' },
  })
  t.deepEqual(
    [...events.text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name).filter((name) => name !== 'delta'),
    ['accepted', 'stage', 'stage', 'answer'],
  )

  const dataset = made.body.dataset_id ?? (await send('GET', `/v1/assistants/${id}`)).body.dataset_id
  t.is((await send('GET', `/v1/datasets/${dataset}/check`)).body.verdict, 'consistent')
  const rank = await send('GET', `/v1/datasets/${dataset}/rank?limit=5`)
  t.like(rank.body.plan, { operation: 'top', list: 'cells', limit: 5 })
  t.true(rank.body.table.rows.length >= 5)
  t.is((await send('GET', `/v1/conversations/${answer.conversation_id}`)).body.messages.length, 4)
})

test('the demo assistant is there from the start and answers what the README asks it', async (t) => {
  const { items } = (await send('GET', '/v1/assistants')).body
  const demo = items.find(({ name }: { name: string }) => name === 'Audiences masculines 2018')
  for (const [message, operation] of [
    ['indice de « iPhone ou iPad » chez les 18-34 ans', 'lookup'],
    ['les cinq premiers pour les 18-34 ans', 'top'],
    ['bottom three for Mac', 'bottom'],
    ['profil des 65 ans et plus', 'profile'],
    ['compare les 18-34 ans et les 35-64 ans', 'compare'],
    ['les habitudes au-dessus de 120 chez les 18-34 ans', 'filter'],
    ['explique l’indice des 18-34 ans pour Mac', 'explain'],
    ['que veut dire % horz ?', 'define'],
    ['check the file', 'check'],
    ['que contient ce fichier ?', 'overview'],
  ]) {
    const { body } = await send('POST', `/v1/assistants/${demo.id}/chat`, { json: { message } })
    t.is(body.plan?.operation, operation, `${message}: ${body.text}`)
  }
})
