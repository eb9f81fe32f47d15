import test from 'ava'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import {
  formOf,
  openWorkspace,
  type TenantDesk,
  type Workspace,
  waitForCreation,
} from '../helpers/workspace.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
})

const brand = {
  primary_color: '#F0C527',
  secondary_color: '#141B2D',
  position: 'bottom_right',
  logo_url: null,
  show_branding: true,
  auto_open: false,
  delay_auto_open: 3_000,
}
const chosen = {
  primary_color: '#1a2B3c',
  secondary_color: '#FFFFFF',
  position: 'top_left',
  logo_url: 'https://cdn.example.org/logo%20carr%C3%A9.png?size=48#top',
  show_branding: false,
  auto_open: true,
  delay_auto_open: 60_000,
}

const openAssistant = async (desk: TenantDesk) => {
  const { id, datasetId } = await desk.makeAssistant('a.csv', surveyCsv)
  const path = `/v1/assistants/${id}`
  const change = (json: object, headers: Record<string, string> = {}) =>
    desk.send('PATCH', path, { json, headers })
  return { id, datasetId, path, read: () => desk.send('GET', path), change }
}

test('an assistant looks as the brand does, until somebody chooses', async (t) => {
  const desk = await work.openTenant()
  const { path, read, change } = await openAssistant(desk)
  t.like((await read()).body, brand)
  const changed = await change({ primary_color: '#00FF00' })
  t.is(changed.status, 200)
  t.like(changed.body, { ...brand, primary_color: '#00FF00' })
  t.like((await change({ delay_auto_open: 0, auto_open: true })).body, {
    ...brand, primary_color: '#00FF00', delay_auto_open: 0, auto_open: true,
  }) // biome-ignore format: what was chosen before stays
  t.like((await change(chosen)).body, chosen)
  t.like((await change({ theme: 'autre' })).body, { ...chosen, theme: 'autre' })
  t.like((await desk.send('GET', '/v1/assistants')).body.items[0], chosen)
  t.like((await change({ logo_url: null })).body, { ...chosen, logo_url: null })
  t.like((await desk.send('GET', path)).body, { ...chosen, logo_url: null })
})

test('chosen at the making, by JSON and by a form', async (t) => {
  const desk = await work.openTenant()
  const { datasetId } = await openAssistant(desk)
  const json = { name: 'Aux couleurs', theme: 'loisirs', dataset_id: datasetId, ...chosen }
  const { body: byJson } = await desk.send('POST', '/v1/assistants', { json })
  await waitForCreation(desk.send, byJson.id)
  t.like((await desk.send('GET', `/v1/assistants/${byJson.id}`)).body, chosen)
  const texts = Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, String(value)]))
  const body = formOf('b.csv', surveyCsv, { name: 'Par formulaire', theme: 'loisirs', ...texts })
  const { body: byForm } = await desk.send('POST', '/v1/assistants', { body })
  await waitForCreation(desk.send, byForm.id)
  t.like((await desk.send('GET', `/v1/assistants/${byForm.id}`)).body, chosen)
  const bad = formOf('c.csv', surveyCsv, { name: 'Par formulaire', theme: 'loisirs', auto_open: 'yes' })
  t.is((await desk.send('POST', '/v1/assistants', { body: bad })).status, 422)
})

test('what is no look is refused with its field, and nothing of the change is kept', async (t) => {
  const desk = await work.openTenant()
  const { datasetId, read, change } = await openAssistant(desk)
  for (const [field, values] of Object.entries({
    primary_color: ['red', '#fff', '#F0C52', '#F0C5277', 'F0C527', '#GGGGGG', ' #F0C527', '#F0C527\n', null, 7],
    secondary_color: ['rgb(0,0,0)', '#12345é', null],
    position: ['bottom-right', 'centre', '', null],
    logo_url: [
      '', 'logo.png', '//cdn.example.org/a.png', 'http://cdn.example.org/a.png', 'data:image/png;base64,AA==',
      'javascript:alert(1)', 'https://localhost/a.png', 'https://intranet/a.png', 'https://logo.local/a.png',
      'https://127.0.0.1/a.png', 'https://10.1.2.3/a.png', 'https://[::1]/a.png', 'https://169.254.169.254/a.png',
      'https://2130706433/a.png', 'https://me:secret@cdn.example.org/a.png', 'https://cdn.example.org/a.png|<!channel>',
      'https://cdn.example.org/a b.png', `https://cdn.example.org/${'a'.repeat(500)}`, 7,
    ],
    show_branding: ['true', 1, null],
    auto_open: ['yes', null],
    delay_auto_open: [-1, 60_001, 1.5, '5', null],
  })) // biome-ignore format: one list, read at a glance
    for (const value of values) {
      const refused = await change({ [field]: value, theme: 'jamais' })
      t.is(refused.status, 422, `${field} ${JSON.stringify(value)}`)
      t.deepEqual(
        refused.body.errors.map(({ pointer }: { pointer: string }) => pointer),
        [`/${field}`],
      )
    }
  const json = {
    name: 'Refusé',
    theme: 'loisirs',
    dataset_id: datasetId,
    logo_url: 'http://a.example.org/b.png',
  }
  t.is((await desk.send('POST', '/v1/assistants', { json })).status, 422)
  const { body } = await read()
  t.like(body, brand)
  t.not(body.theme, 'jamais')
})

test('a look is changed on the state that was read, by who may, in the own tenant', async (t) => {
  const desk = await work.openTenant()
  const { path, read, change } = await openAssistant(desk)
  const etag = (await read()).headers.get('etag')!
  const first = await change({ primary_color: '#111111' }, { 'if-match': etag })
  t.is(first.status, 200)
  t.not(first.headers.get('etag'), etag)
  const late = await change({ primary_color: '#222222' }, { 'if-match': etag })
  t.deepEqual([late.status, late.body.code], [412, 'precondition_failed'])
  const other = await work.openTenant()
  const foreign = await other.send('PATCH', path, { json: { primary_color: '#333333' } })
  t.deepEqual([foreign.status, foreign.body.code], [404, 'not_found'])
  t.is((await other.send('GET', path)).status, 404)
  t.is((await read()).body.primary_color, '#111111')
})
