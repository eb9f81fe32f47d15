import test from 'ava'
import { commandRoutes } from '../../api/routes/commands.ts'
import { openWebCommands } from '../../bots/web/commands.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import type { TestAnswer } from '../helpers/server.ts'
import {
  openWorkspace,
  type Send,
  type TenantDesk,
  type Workspace,
  waitForCreation,
} from '../helpers/workspace.ts'

let work: Workspace
let desk: TenantDesk
let assistantId: string
let other: TenantDesk
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared, {
    routes: (core) => commandRoutes(openWebCommands({ core, publicUrl: 'https://sextant.example' })),
  })
  desk = await work.openTenant()
  assistantId = (await desk.makeAssistant('loisirs.csv', surveyCsv)).id
  other = await work.openTenant()
})

const openRole = async (role: 'marketing' | 'finance', { tenantId } = desk): Promise<Send> => {
  const { token } = await work.server.makePerson(tenantId, role)
  return (method, path, request = {}) => work.server.request(method, path, { token, ...request })
}
const english = { 'accept-language': 'en' }
const give = (send: Send, text: string, more: object = {}): Promise<TestAnswer> =>
  send('POST', '/v1/commands', { json: { text, ...more }, headers: english })
const press = (send: Send, action: string, value: object = {}, more: object = {}): Promise<TestAnswer> =>
  send('POST', '/v1/commands/actions', { json: { action, value, ...more }, headers: english })
const submit = (send: Send, action: string, form: object): Promise<TestAnswer> =>
  send('POST', '/v1/commands/forms', { json: { action, ...form }, headers: english })

/** Every word of a card that is shown. */
const wordsOf = ({ body }: TestAnswer): string => JSON.stringify(body.card)
const controlsOf = ({ body }: TestAnswer): { action: string; value: Record<string, string> }[] =>
  body.card.parts.flatMap((part: { controls?: object[] }) => part.controls ?? [])
const actionsOf = (answer: TestAnswer): string[] => controlsOf(answer).map(({ action }) => action)

test('the list of commands is that of my rights, in my language', async (t) => {
  const own = await desk.send('GET', '/v1/commands', { headers: english })
  t.is(own.status, 200)
  const paths = (answer: TestAnswer): string[] =>
    answer.body.items.map(({ path }: { path: string[] }) => path.join(' '))
  t.true(paths(own).includes('assistant delete'))
  const ask = own.body.items.find(({ path }: { path: string[] }) => path[0] === 'ask')
  t.like(ask, { usage: '/sextant ask [assistant] [question]', takes_more: true })
  t.regex(ask.summary, /question/)
  const french = await desk.send('GET', '/v1/commands', { headers: { 'accept-language': 'fr' } })
  t.regex(french.body.items[0].summary, /poser/i)
  const few = paths(await (await openRole('finance'))('GET', '/v1/commands'))
  t.false(few.includes('assistant delete'))
  t.true(few.includes('help'))
})

test('with /sextant, with / alone, and bare, the same command', async (t) => {
  const cards = []
  for (const line of [
    '/sextant workspace show',
    '/workspace show',
    'workspace show',
    ' /SEXTANT workspace show ',
  ])
    cards.push((await give(desk.send, line)).body)
  for (const card of cards) t.deepEqual(card, cards[0])
  t.like(cards[0], { kind: 'card', replaces: false, creation_id: null })
  t.regex((await give(desk.send, '/')).body.card.title, /What you can ask me/)
  t.regex((await give(desk.send, '/sextant')).body.card.title, /What you can ask me/)
  t.regex(wordsOf(await give(desk.send, '/sextants')), /do not know the command/)
})

test('a question goes to the open assistant, and nothing is asked yet', async (t) => {
  const own = await work.openTenant()
  const one = await own.makeAssistant('a.csv', surveyCsv)
  const { body: two } = await own.send('POST', '/v1/assistants', {
    json: { name: 'Autre', theme: 'bio', dataset_id: one.datasetId },
  })
  await waitForCreation(own.send, two.id)
  const rows = await own.countRows()
  for (const { id } of [one, two]) {
    const { body } = await give(own.send, '/data top 3 Femmes', { assistant_id: id })
    t.like(body, { kind: 'question', assistant_id: id })
    t.regex(body.text, /3.*Femmes/)
    const shown = await give(own.send, '/assistant show', { assistant_id: id })
    t.is(shown.body.card.title, id === two.id ? 'Autre' : 'Étude bio')
  }
  t.deepEqual(
    actionsOf(await give(own.send, '/data top')),
    ['assistant.choose'],
    'with none open one chooses',
  )
  t.is((await give(own.send, '/ask Autre qui lit ?', { assistant_id: one.id })).body.assistant_id, two.id)
  t.deepEqual(await own.countRows(), rows)
})

test('an open assistant of another tenant is none', async (t) => {
  const { body } = await give(other.send, '/data top', { assistant_id: assistantId })
  t.is(body.kind, 'card')
  t.regex(JSON.stringify(body), /no assistant/)
  t.notRegex(JSON.stringify(body), /Étude bio/)
})

test('buttons: every id is looked up with the rights of who presses', async (t) => {
  const answer = await desk.ask(assistantId, 'indice des Hommes pour le Cinéma')
  const value = { message_id: answer.message_id, claim: answer.claims[0].id }
  const source = await press(desk.send, 'answer.source', value)
  t.regex(wordsOf(source), /loisirs\.csv/)
  const foreign = async (send: Send) => {
    for (const [action, given] of [
      ['answer.source', value],
      ['answer.rate', { message_id: answer.message_id, rating: 'up' }],
      ['answer.hide', { message_id: answer.message_id }],
      ['assistant.show', { assistant: assistantId }],
      ['assistant.remove', { assistant: assistantId }],
      ['chat.show', { conversation: answer.conversation_id }],
      ['assistant.choose', { selected: assistantId, question: 'et les Femmes ?' }],
    ] as const) {
      const { status, body } = await press(send, action, given)
      t.is(status, 200)
      t.is(body.kind, 'card', action)
      t.notRegex(JSON.stringify(body), /loisirs|Étude bio|indice des Hommes/, action)
    }
  }
  await foreign(other.send)
  await withTenant(work.core.db, desk.tenantId, async () => {
    const { Assistant, Feedback } = work.core.db.models
    t.is(await Assistant.count({ where: { id: assistantId } }), 1)
    t.is(await Feedback.count({ where: { messageId: answer.message_id } }), 0)
  })
  t.regex(wordsOf(await press(desk.send, 'no.such')), /no longer works/)
})

test('a right that is missing is named and recorded', async (t) => {
  const poor = await openRole('finance')
  const { body } = await give(poor, '/assistant new')
  t.is(body.kind, 'card')
  t.is(body.card.tone, 'bad')
  const acts = await withTenant(work.core.db, desk.tenantId, () =>
    work.core.db.models.AuditEvent.count({ where: { tenantId: desk.tenantId, action: 'command.refused' } }),
  )
  t.true(acts > 0)
})

test('a form: faults at their fields, then the card of what goes on, and each step of it', async (t) => {
  const own = await work.openTenant()
  const form = await give(own.send, '/assistant new Loisirs')
  t.like(form.body, { kind: 'form', form: { action: 'assistant.create' } })
  const names = form.body.form.fields.map(({ name }: { name: string }) => name)
  t.deepEqual(names, ['name', 'theme', 'file', 'audience'])
  const bad = await submit(own.send, 'assistant.create', { values: { name: '', theme: 'x' } })
  t.is(bad.body.kind, 'errors')
  t.true(['name', 'file'].every((name) => name in bad.body.errors))
  const { body: dataset } = await own.upload('loisirs.csv', surveyCsv)
  const values = { name: 'Loisirs', theme: 'culture', file: dataset.id, audience: 'team' }
  const stolen = await submit(other.send, 'assistant.create', { values })
  t.deepEqual(Object.keys(stolen.body.errors), ['file'], 'a dataset of another tenant is none')
  const made = await submit(own.send, 'assistant.create', { values })
  t.is(made.body.kind, 'card')
  const { creation_id: id } = made.body
  await waitForCreation(own.send, id)
  const shown = await press(own.send, 'creation.show', { id })
  t.like(shown.body, { replaces: true, creation_id: null })
  t.is(
    (await press(other.send, 'creation.show', { id })).body.card.tone,
    'bad',
    'of another tenant there is none',
  )
})

test('edit and remove: what was pressed changes or goes', async (t) => {
  const own = await work.openTenant()
  const { id } = await own.makeAssistant('a.csv', surveyCsv)
  const shown = await give(own.send, '/assistant delete Étude bio')
  const [button] = controlsOf(shown)
  t.is(button!.action, 'assistant.remove')
  const gone = await press(own.send, button!.action, button!.value)
  t.like(gone.body, { kind: 'card', replaces: true })
  t.is((await own.send('GET', `/v1/assistants/${id}`)).status, 404)
  const answer = await desk.ask(assistantId, 'profil des Femmes')
  t.is((await press(desk.send, 'answer.hide', { message_id: answer.message_id })).body.kind, 'remove')
})

test('preferences are kept for the person, and said in the new language', async (t) => {
  const { id, token } = await work.server.makePerson(desk.tenantId)
  const send: Send = (method, path, request = {}) => work.server.request(method, path, { token, ...request })
  t.is((await give(send, '/prefs')).body.form.action, 'prefs')
  const kept = await submit(send, 'prefs', { values: { language: 'fr' } })
  t.regex(wordsOf(kept), /français/i)
  t.is(kept.body.locale, 'fr')
  const person = await withTenant(work.core.db, desk.tenantId, () =>
    work.core.db.models.Person.findOne({ where: { id } }),
  )
  t.is(person?.locale, 'fr')
})

test('setup and bind say that a page has no workspace and no channel', async (t) => {
  t.is((await give(desk.send, '/setup ABCD-1234')).body.kind, 'card')
  t.is((await give(desk.send, '/assistant bind')).body.kind, 'card')
  const { body } = await give(desk.send, '/workspace show')
  t.regex(JSON.stringify(body), new RegExp(desk.clientId))
})

test('who is nobody gets nothing, and odd bodies are refused', async (t) => {
  for (const [method, path, json] of [
    ['GET', '/v1/commands', undefined],
    ['POST', '/v1/commands', { text: '/help' }],
    ['POST', '/v1/commands/actions', { action: 'help.page' }],
    ['POST', '/v1/commands/forms', { action: 'prefs' }],
  ] as const)
    t.is((await work.server.request(method, path, { json })).status, 401, path)
  t.is((await desk.send('POST', '/v1/commands', { json: { text: 5 } })).status, 422)
  t.is((await desk.send('POST', '/v1/commands', { json: { text: 'x'.repeat(20_001) } })).status, 422)
  t.is((await give(desk.send, '/help', { tenant: 'x' })).status, 400)
  t.is((await press(desk.send, 'x'.repeat(101))).status, 422)
})

test('a cookie counts only from a page of this origin', async (t) => {
  const { token } = await work.server.makePerson(desk.tenantId)
  const { sessionCookie } = await import('../../api/middleware/session-cookie.ts')
  const from = (headers: Record<string, string>) =>
    work.server.request('POST', '/v1/commands', {
      json: { text: '/help' },
      headers: { cookie: `${sessionCookie}=${token}`, ...headers },
    })
  t.is((await from({ 'sec-fetch-site': 'cross-site' })).status, 403)
  t.is((await from({})).status, 403)
  t.is((await from({ 'sec-fetch-site': 'same-origin' })).status, 200)
})
