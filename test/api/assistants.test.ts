import { setTimeout as wait } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { withTenant } from '../../db/tenant.ts'
import { surveyBook, surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { formOf, openWorkspace, type TenantDesk, type Workspace } from '../helpers/workspace.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
})

const theme = 'alimentation bio'
const makeByForm = (
  desk: TenantDesk,
  file: [string, string | Buffer],
  { fields = {}, headers = {} }: { fields?: Record<string, string>; headers?: Record<string, string> } = {},
) =>
  desk.send('POST', '/v1/assistants', {
    body: formOf(...file, { name: 'Étude bio', theme, ...fields }),
    headers,
  })

const steps = ['file_validation', 'index', 'assistant', 'completed']
const checkSteps = (t: ExecutionContext, creation: { steps: { state: string; at: string }[] }) => {
  t.deepEqual(
    creation.steps.map(({ state }) => state),
    steps,
  )
  const times = creation.steps.map(({ at }) => Date.parse(at))
  t.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
  t.true(times.every((time) => Math.abs(Date.now() - time) < 60_000))
  return times
}

const waitForEnd = async (desk: TenantDesk, path: string) => {
  const seen: string[] = []
  for (;;) {
    const { body } = await desk.send('GET', path)
    if (seen.at(-1) !== body.state) seen.push(body.state)
    if (body.state === 'completed' || body.state === 'failed') return { body, seen }
    await wait(15)
  }
}

test.serial('made by a form with the file: three steps, really reached, and it answers', async (t) => {
  const desk = await work.openTenant()
  const fields = { welcome_message: 'Bonjour !', custom_instructions: 'Réponds brièvement.', locale: 'fr' }
  const { status, body, headers } = await makeByForm(desk, ['Étude.csv', surveyCsv], { fields })
  t.is(status, 201, JSON.stringify(body))
  t.is(headers.get('location'), `/v1/assistants/${body.id}`)
  t.like(body, {
    name: 'Étude bio',
    theme,
    file_name: 'Étude.csv',
    file_type: 'csv',
    message_count: 0,
    welcome_message: 'Bonjour !',
    custom_instructions: 'Réponds brièvement.',
    active: true,
    public: false,
  })
  t.regex(body.index_name, /^Data_Étude bio_\d{8}_\d{6}$/)
  checkSteps(t, body.creation)
  t.is(body.creation.error, null)
  const answer = await desk.ask(body.id, 'indice des Femmes pour la Lecture')
  t.is(answer.claims[0].value, 108)
  t.is((await desk.send('GET', `/v1/assistants/${body.id}`)).body.message_count, 2)
  const files = await desk.listFiles()
  t.deepEqual(files.kept, [body.dataset_id])
})

test.serial(
  'made from JSON and a dataset that exists; the same request again gives the same one',
  async (t) => {
    const desk = await work.openTenant()
    const dataset = await desk.upload('a.xlsx', surveyBook())
    const request = {
      json: { name: 'Sur un jeu', theme, dataset_id: dataset.body.id, public: true },
      headers: { 'idempotency-key': 'once' },
    }
    const first = await desk.send('POST', '/v1/assistants', request)
    t.is(first.status, 201)
    checkSteps(t, first.body.creation)
    t.like(first.body, { public: true, file_type: 'xlsx', dataset_id: dataset.body.id })
    const again = await desk.send('POST', '/v1/assistants', request)
    t.deepEqual(again.body, first.body)
    t.is((await desk.send('GET', '/v1/assistants')).body.items.length, 1)
  },
)

test.serial('respond-async: 202 at once, and the creation tells its steps as they are reached', async (t) => {
  const desk = await work.openTenant()
  const accepted = await makeByForm(desk, ['a.csv', surveyCsv], { headers: { prefer: 'respond-async' } })
  t.is(accepted.status, 202)
  const path = accepted.headers.get('location')!
  t.is(path, `/v1/assistants/${accepted.body.id}/creation`)
  t.is(accepted.body.creation.state, 'file_validation')
  const { body, seen } = await waitForEnd(desk, path)
  t.deepEqual(
    seen,
    steps.filter((step) => seen.includes(step)),
  )
  t.is(seen.at(-1), 'completed')
  checkSteps(t, body)
  t.is((await desk.send('GET', `/v1/assistants/${body.id}`)).status, 200)
  t.is((await desk.send('POST', `/v1/assistants/${body.id}/chat`, { json: { message: 'aide' } })).status, 200)
})

const unclear = 'aa;bb;x\nH;a;10\nH;b;20\nF;a;30\nF;b;40'
for (const [what, fileName, content, status, code] of [
  ['headers only', 'a.csv', 'Interview;Segment;Indice\n', 422, 'file_no_data'],
  ['a wrong extension', 'a.xlsx', surveyCsv, 415, 'file_type_mismatch'],
  ['columns that nobody confirmed', 'a.csv', unclear, 422, 'mapping_needed'],
] as const)
  test.serial(`a creation that fails says at which step, and leaves nothing: ${what}`, async (t) => {
    const desk = await work.openTenant()
    const refused = await makeByForm(desk, [fileName, content], { headers: { 'accept-language': 'en' } })
    t.deepEqual([refused.status, refused.body.code], [status, code])
    t.is(refused.body.step, 'file_validation')
    const accepted = await makeByForm(desk, [fileName, content], { headers: { prefer: 'respond-async' } })
    t.is(accepted.status, 202)
    const { body } = await waitForEnd(desk, accepted.headers.get('location')!)
    t.is(body.state, 'failed')
    t.like(body.error, { step: 'file_validation', code })
    t.regex(body.error.detail, /^[A-ZÉ].+\.$/u)
    t.deepEqual(
      body.steps.map(({ state }: { state: string }) => state),
      ['file_validation'],
    )
    t.is((await desk.send('GET', `/v1/assistants/${body.id}`)).status, 404)
    t.deepEqual((await desk.send('GET', '/v1/assistants')).body.items, [])
    const { AssistantCreation, ...rows } = await desk.countRows()
    t.deepEqual(Object.values(rows).filter(Boolean), [], JSON.stringify(rows))
    t.deepEqual((await desk.listFiles()).kept, [])
  })

test.after('no file of a creation waits anywhere', async (t) => {
  const desk = await work.openTenant()
  t.deepEqual((await desk.listFiles()).waiting, [])
})

test.serial(
  'names: letters of any script and simple punctuation, 3 to 100; no markup, no control characters',
  async (t) => {
    const desk = await work.openTenant()
    const { datasetId, id } = await desk.makeAssistant('a.csv', surveyCsv)
    const rename = (name: unknown) => desk.send('PATCH', `/v1/assistants/${id}`, { json: { name } })
    for (const name of [
      'Étude bio',
      'Œuvre d’été',
      'Café & thé (2026)',
      'Ελλάδα',
      '日本語',
      'a-b_c',
      'x'.repeat(100),
    ])
      t.is((await rename(name)).body.name, name)
    t.is((await rename('  E\u0301tude  ')).body.name, 'Étude')
    const json = { theme, dataset_id: datasetId }
    for (const name of [
      '',
      'ab',
      '  ab  ',
      'x'.repeat(101),
      '<b>gras</b>',
      'a\nb c',
      'nul\u0007l',
      'a`b`c',
      '{{7*7}}',
      '\u202etxt',
      '🧭🧭🧭',
      null,
      7,
    ]) {
      // biome-ignore format: one list, read at a glance
      t.is((await rename(name)).status, 422, JSON.stringify(name))
      t.is(
        (await desk.send('POST', '/v1/assistants', { json: { ...json, name } })).status,
        422,
        JSON.stringify(name),
      )
    }
    const bad = await desk.send('POST', '/v1/assistants', { json: { ...json, name: 'ab', theme: '' } })
    const pointers = new Set(bad.body.errors.map(({ pointer }: { pointer: string }) => pointer))
    t.deepEqual([...pointers].sort(), ['/name', '/theme'])
    t.is((await makeByForm(desk, ['a.csv', surveyCsv], { fields: { name: 'a\nb c' } })).status, 422)
    t.is((await desk.send('GET', '/v1/assistants')).body.items.length, 1)
  },
)

test('the list: newest first, with its fields, page by page', async (t) => {
  const desk = await work.openTenant()
  const { datasetId } = await desk.makeAssistant('a.csv', surveyCsv)
  for (const name of ['Deux', 'Trois'])
    await desk.send('POST', '/v1/assistants', { json: { name, theme, dataset_id: datasetId } })
  const first = await desk.send('GET', '/v1/assistants?limit=2')
  const second = await desk.send('GET', `/v1/assistants?limit=2&cursor=${first.body.next_cursor}`)
  const all = [...first.body.items, ...second.body.items]
  t.deepEqual(
    all.map(({ name }: { name: string }) => name),
    ['Trois', 'Deux', 'Étude bio'],
  )
  t.is(second.body.next_cursor, null)
  for (const item of all) {
    t.deepEqual(
      [item.file_name, item.file_type, item.message_count, item.dataset_id],
      ['a.csv', 'csv', 0, datasetId],
    )
    t.regex(item.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  }
})

test('a change leaves the rest, is refused on an older state, and unknown fields are 400', async (t) => {
  const desk = await work.openTenant()
  const { id } = await desk.makeAssistant('a.csv', surveyCsv)
  const path = `/v1/assistants/${id}`
  const read = await desk.send('GET', path)
  const etag = read.headers.get('etag')!
  const change = (json: object, match = '') =>
    desk.send('PATCH', path, { json, headers: match ? { 'if-match': match } : {} })
  const changed = await change({ custom_instructions: 'Cite toujours la base.' }, etag)
  t.is(changed.status, 200)
  t.deepEqual(
    { ...changed.body, updated_at: '', custom_instructions: '' },
    { ...read.body, updated_at: '', custom_instructions: '' },
  )
  const fresh = changed.headers.get('etag')
  t.is(fresh, (await desk.send('GET', path)).headers.get('etag'))
  for (const stale of [etag, '"nonsense"', 'nonsense', `W/${etag}`]) {
    const refused = await change({ theme: 'autre' }, stale)
    t.deepEqual([refused.status, refused.body.code], [412, 'precondition_failed'], stale)
  }
  t.is((await desk.send('GET', path)).body.theme, 'alimentation')
  t.is((await change({ theme: 'autre' }, fresh ?? '')).body.theme, 'autre')
  t.is((await change({ theme: 'encore' }, '*')).body.theme, 'encore')
  t.is((await change({ welcome_message: null })).body.welcome_message, null)
  for (const [json, status] of [
    [{ id: 'x' }, 400],
    [{ dataset_id: id }, 400],
    [{ created_at: 'x' }, 400],
    [{ custom_instructions: 'x'.repeat(4_001) }, 422],
    [{ locale: 'de' }, 422],
    [{ active: 'no' }, 422],
    [{ theme: '' }, 422],
  ] as const)
    t.is((await change(json)).status, status, JSON.stringify(json))
  const { instructions, custom_instructions: own } = (await desk.send('GET', `${path}/instructions`)).body
  t.regex(instructions, /encore/)
  t.is(own, 'Cite toujours la base.')
})

/** A model of the tenant's registry; what it is does not matter here. */
const registerModel = ({ tenantId }: TenantDesk, name: string) =>
  withTenant(work.core.db, tenantId, () =>
    work.core.db.models.LlmModel.create({
      tenantId,
      name,
      provider: 'ollama',
      model: name,
      maxTokens: 1_000,
    }),
  )

test('models and creativity: chosen at the making or later, from the tenant’s own registry', async (t) => {
  const [desk, other] = [await work.openTenant(), await work.openTenant()]
  for (const name of ['sage', 'oracle']) await registerModel(desk, name)
  await registerModel(other, 'foreign')
  const models = { default_llm: 'sage', fallback_llm: 'oracle' }
  const made = await makeByForm(desk, ['a.csv', surveyCsv], { fields: { ...models, temperature: '0.3' } })
  await waitForEnd(desk, `/v1/assistants/${made.body.id}/creation`)
  const path = `/v1/assistants/${made.body.id}`
  const { body } = await desk.send('GET', path)
  t.like(body, { ...models, temperature: 0.3 })
  const json = { name: 'Sans choix', theme, dataset_id: body.dataset_id }
  const chosen = await desk.send('POST', '/v1/assistants', {
    json: { ...json, ...models, temperature: 1.25 },
  })
  await waitForEnd(desk, `/v1/assistants/${chosen.body.id}/creation`)
  t.like((await desk.send('GET', `/v1/assistants/${chosen.body.id}`)).body, { ...models, temperature: 1.25 })
  const change = (fields: object) => desk.send('PATCH', path, { json: fields })
  t.like((await change({ default_llm: null, temperature: 2 })).body, {
    default_llm: null,
    fallback_llm: 'oracle',
    temperature: 2,
  })
  t.like((await change({ fallback_llm: 'sage', temperature: null })).body, {
    default_llm: null,
    fallback_llm: 'sage',
    temperature: null,
  })
  for (const [field, bad] of [
    ['default_llm', 'nobody'],
    ['fallback_llm', 'foreign'],
    ['default_llm', ''],
    ['temperature', 2.01],
    ['temperature', -1],
    ['temperature', 'warm'],
  ] as const) {
    const answers = [
      await change({ [field]: bad }),
      await desk.send('POST', '/v1/assistants', { json: { ...json, [field]: bad } }),
      await makeByForm(desk, ['a.csv', surveyCsv], { fields: { [field]: String(bad) } }),
    ]
    for (const { status, body: problem } of answers) {
      t.is(status, 422, `${field} ${bad}`)
      t.is(problem.errors[0].pointer, `/${field}`)
    }
  }
  t.is((await desk.send('GET', path)).body.fallback_llm, 'sage')
  // Its own fallback would be asked past the month's requests.
  const same = { default_llm: 'sage', fallback_llm: 'sage' }
  for (const [answer, pointer] of [
    [await change({ default_llm: 'sage' }), '/default_llm'],
    [await change(same), '/fallback_llm'],
    [await desk.send('POST', '/v1/assistants', { json: { ...json, ...same } }), '/fallback_llm'],
  ] as const) {
    t.is(answer.status, 422)
    t.is(answer.body.errors[0].pointer, pointer)
  }
  t.deepEqual((await desk.listFiles()).waiting, [])
})

test('switched off: listed, and it does not answer until it is switched on', async (t) => {
  const desk = await work.openTenant()
  const { id } = await desk.makeAssistant('a.csv', surveyCsv)
  const path = `/v1/assistants/${id}`
  await desk.send('PATCH', path, { json: { active: false } })
  t.is((await desk.send('GET', '/v1/assistants')).body.items[0].active, false)
  const refused = await desk.send('POST', `${path}/chat`, { json: { message: 'aide' } })
  t.deepEqual([refused.status, refused.body.code], [409, 'assistant_inactive'])
  t.is((await desk.countRows()).InboxEvent, 0)
  await desk.send('PATCH', path, { json: { active: true } })
  t.is((await desk.ask(id, 'que contient ce fichier ?')).stage, 'data')
})

test('deleted with everything it owned; another one on the same dataset goes on', async (t) => {
  const desk = await work.openTenant()
  const { id, datasetId } = await desk.makeAssistant('a.csv', surveyCsv)
  const json = { name: 'L’autre', theme, dataset_id: datasetId }
  const other = (await desk.send('POST', '/v1/assistants', { json })).body.id as string
  const { message_id: messageId } = await desk.ask(id, 'les trois premiers pour Cinéma')
  await desk.send('POST', `/v1/messages/${messageId}/feedback`, { json: { rating: 'up' } })
  await desk.ask(other, 'que contient ce fichier ?')

  t.is((await desk.send('DELETE', `/v1/assistants/${id}`)).status, 204)
  t.is((await desk.send('GET', `/v1/assistants/${id}`)).status, 404)
  t.is((await desk.send('GET', `/v1/assistants/${id}/creation`)).status, 404)
  t.is((await desk.send('DELETE', `/v1/assistants/${id}`)).status, 404)
  t.deepEqual(await desk.countRows(), {
    Dataset: 1, DatasetTable: 1, Assistant: 1, AssistantCreation: 1, Conversation: 1, Message: 2, Feedback: 0,
    InboxEvent: 1, OutboxMessage: 1,
  }) // biome-ignore format: one list, read at a glance
  t.is((await desk.ask(other, 'indice des Femmes pour la Lecture')).claims[0].value, 108)

  t.is((await desk.send('DELETE', `/v1/assistants/${other}`)).status, 204)
  t.deepEqual(
    Object.entries(await desk.countRows()).filter(([, count]) => count > 0),
    [],
  )
  t.deepEqual(await desk.listFiles().then(({ kept }) => kept), [])
})

test('acts are recorded: created, edited, deleted', async (t) => {
  const desk = await work.openTenant()
  const { id } = await desk.makeAssistant('a.csv', surveyCsv)
  await desk.send('PATCH', `/v1/assistants/${id}`, { json: { active: false } })
  await desk.send('DELETE', `/v1/assistants/${id}`)
  const { tenantId } = desk
  const acts = await withTenant(work.core.db, tenantId, () =>
    work.core.db.models.AuditEvent.findAll({ where: { tenantId, targetId: id }, order: ['createdAt'] }),
  )
  t.deepEqual(
    acts.map(({ action }) => action),
    ['assistant.created', 'assistant.edited', 'assistant.deleted'],
  )
})

test.serial('a role that may only ask may neither make, change nor delete', async (t) => {
  const desk = await work.openTenant()
  const { id } = await desk.makeAssistant('a.csv', surveyCsv)
  const { token } = await work.server.makePerson(desk.tenantId, 'finance')
  for (const [method, path, missing, request] of [
    [
      'POST',
      '/v1/assistants',
      'assistants:create',
      { body: formOf('a.csv', surveyCsv, { name: 'Non', theme }) },
    ],
    ['PATCH', `/v1/assistants/${id}`, 'assistants:edit', { json: { active: false } }],
    ['DELETE', `/v1/assistants/${id}`, 'assistants:delete', {}],
    ['POST', '/v1/datasets', 'datasets:upload', { body: formOf('a.csv', surveyCsv) }],
  ] as const) {
    const refused = await desk.send(method, path, { token, ...request })
    t.deepEqual([refused.status, refused.body.missing], [403, missing], path)
  }
  const asked = await desk.send('POST', `/v1/assistants/${id}/chat`, { token, json: { message: 'aide' } })
  t.is(asked.status, 200)
})
