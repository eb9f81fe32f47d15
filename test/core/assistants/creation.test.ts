import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { buildAssistant } from '../../../core/assistants/build.ts'
import { withTenant } from '../../../db/tenant.ts'
import { surveyCsv } from '../../fixtures/survey.ts'
import { afterAll } from '../../helpers/after-all.ts'
import {
  formOf,
  openWorkspace,
  type TenantDesk,
  type Workspace,
  waitForCreation,
} from '../../helpers/workspace.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
})

const queue = 'create-assistant'
const runAgain = async (desk: TenantDesk, id: string, name = queue): Promise<void> => {
  const job = { tenant_id: desk.tenantId, creation_id: id, request_id: null }
  await work.core.queue.enqueue(name, job, { singletonKey: uuid() })
  for (let open = 1; open > 0; await wait(10)) {
    const { waiting, active, dead } = await work.core.queue.count(queue)
    open = waiting + active + dead
  }
}
const makeByForm = async (desk: TenantDesk, fileName: string, content: string) => {
  const body = formOf(fileName, content, { name: 'Étude', theme: 'bio' })
  const made = await desk.send('POST', '/v1/assistants', { body, headers: { prefer: 'respond-async' } })
  return { id: made.body.id as string, creation: await waitForCreation(desk.send, made.body.id) }
}
const readCreation = async (desk: TenantDesk, id: string) =>
  (await desk.send('GET', `/v1/assistants/${id}/creation`)).body

test('a job that runs again after its commit, or is given up then, changes nothing', async (t) => {
  const desk = await work.openTenant()
  const { id, creation } = await makeByForm(desk, 'a.csv', surveyCsv)
  t.is(creation.state, 'completed')
  const before = await desk.countRows()
  await runAgain(desk, id)
  await buildAssistant(work.core, desk.tenantId, id)
  await runAgain(desk, id, `${queue}.dead`)
  t.deepEqual(await readCreation(desk, id), creation)
  t.deepEqual(await desk.countRows(), before)
  t.is((await desk.ask(id, 'profil des Femmes')).stage, 'data')
})

test('two runs at the same time make one assistant, and the loser takes nothing back', async (t) => {
  const desk = await work.openTenant()
  const { body: dataset } = await desk.upload('a.csv', surveyCsv)
  const json = { name: 'Étude', theme: 'bio', dataset_id: dataset.id }
  const made = await desk.send('POST', '/v1/assistants', { json, headers: { prefer: 'respond-async' } })
  const id = made.body.id as string
  const twice = await Promise.allSettled([0, 1].map(() => buildAssistant(work.core, desk.tenantId, id)))
  t.true(twice.length === 2)
  const creation = await waitForCreation(desk.send, id)
  await runAgain(desk, id)
  t.is((await readCreation(desk, id)).state, 'completed')
  t.is(creation.steps.length, 4)
  t.like(await desk.countRows(), { Assistant: 1, Dataset: 1, AssistantCreation: 1 })
})

test('a refusal keeps its step when the job is given up later', async (t) => {
  const desk = await work.openTenant()
  const { id, creation } = await makeByForm(desk, 'a.csv', 'Interview;Segment;Indice\n')
  t.like(creation, { state: 'failed' })
  await runAgain(desk, id, `${queue}.dead`)
  t.deepEqual(await readCreation(desk, id), creation)
})

test('a job whose assistant was deleted ends in peace', async (t) => {
  const desk = await work.openTenant()
  const { id } = await makeByForm(desk, 'a.csv', surveyCsv)
  await desk.send('DELETE', `/v1/assistants/${id}`)
  await t.notThrowsAsync(buildAssistant(work.core, desk.tenantId, id))
  await runAgain(desk, id, `${queue}.dead`)
  t.deepEqual(
    Object.entries(await desk.countRows()).filter(([, count]) => count > 0),
    [],
  )
})

test('a fault of ours ends the making at its step, with a reference and nothing of the inside', async (t) => {
  const desk = await work.openTenant()
  const { body: dataset } = await desk.upload('a.csv', surveyCsv)
  const { DatasetTable } = work.core.db.models
  const where = { tenantId: desk.tenantId, datasetId: dataset.id as string }
  await withTenant(work.core.db, desk.tenantId, () =>
    DatasetTable.update({ bytes: Buffer.from('broken') }, { where }),
  )
  const json = { name: 'Étude', theme: 'bio', dataset_id: dataset.id }
  const { status, body, text } = await desk.send('POST', '/v1/assistants', { json })
  t.deepEqual([status, body.code, body.step], [500, 'internal', 'index'])
  t.true(body.detail.includes(body.request_id))
  t.notRegex(text, /decode|broken|\.ts|Unexpected/)
  t.like(await desk.countRows(), { Assistant: 0, Dataset: 1 })
})
