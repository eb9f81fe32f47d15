import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import { originalPath } from '../../core/datasets/originals.ts'
import { readTableBytes } from '../../core/datasets/store.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { readStorage } from '../../core/quotas/storage.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv, surveyLines } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startMailServer } from '../helpers/mail-server.ts'
import type { TestAnswer, TestMember } from '../helpers/server.ts'
import {
  formOf,
  openWorkspace,
  type TenantDesk,
  type Workspace,
  waitForCreation,
} from '../helpers/workspace.ts'

let work: Workspace
let operator: TestMember
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
  operator = await work.server.makeOperator()
})

const change = (desk: TenantDesk, json: object): Promise<TestAnswer> =>
  work.server.request('PATCH', `/v1/tenants/${desk.clientId}`, { json, token: operator.token })

const limitTo = async (desk: TenantDesk, bytes: number): Promise<void> => {
  const { status, text } = await change(desk, { storage_limit_bytes: bytes })
  if (status !== 200) throw new Error(`the test's own limit was not set: ${text}`)
}

interface Storage {
  used_bytes: number
  limit_bytes: number
  used_share: number
}
const storageOf = async (desk: TenantDesk): Promise<Storage> =>
  (await desk.send('GET', `/v1/tenants/${desk.clientId}/usage`)).body.storage
const usedBy = async (desk: TenantDesk): Promise<number> => (await storageOf(desk)).used_bytes

/** Counted anew, from the disk and the rows. */
const measure = (desk: TenantDesk): Promise<number> => {
  const { tenantId } = desk
  const { db } = work.core
  return withTenant(db, tenantId, async () => {
    const found = await db.sequelize.query<{ id: string; text: string }>(
      `select id, preview::text || coalesce(check_report::text, '') as text from datasets where tenant_id = $1`,
      { bind: [tenantId], type: QueryTypes.SELECT },
    )
    let bytes = 0
    for (const { id, text } of found) {
      const table = await readTableBytes(work.core, tenantId, id)
      const file = await stat(originalPath(work.core, tenantId, id))
      bytes += file.size + (table?.length ?? 0) + Buffer.byteLength(text)
    }
    return bytes
  })
}

const measureCost = async (): Promise<number> => {
  const desk = await work.openTenant()
  await desk.upload('loisirs.csv', surveyCsv)
  return usedBy(desk)
}

let cost: Promise<number> | undefined
/** What the survey takes: the same in every tenant. */
const costOf = (): Promise<number> => {
  cost ??= measureCost()
  return cost
}

/** Makes an assistant from a file, however long a busy machine takes. @returns `completed`, or the code of the refusal */
const make = async (
  desk: TenantDesk,
  content: string,
  { name = 'Étude', headers = {} }: { name?: string; headers?: Record<string, string> } = {},
): Promise<string> => {
  const body = formOf('loisirs.csv', content, { name, theme: 'bio' })
  const answer = await desk.send('POST', '/v1/assistants', { body, headers })
  if (answer.status >= 400) return `${answer.status} ${answer.body.code}`
  const { state, error } = await waitForCreation(desk.send, answer.body.id)
  return error?.code ?? state
}

test('what an upload takes is counted to the byte, and given back with it', async (t) => {
  const desk = await work.openTenant()
  t.deepEqual(await storageOf(desk), { used_bytes: 0, limit_bytes: 10 * 1024 ** 3, used_share: 0 })
  const first = await desk.upload('a.csv', surveyCsv)
  const one = await usedBy(desk)
  t.true(one > surveyCsv.length)
  t.is(one, await measure(desk))
  await desk.upload('b.csv', surveyCsv)
  t.is(await usedBy(desk), 2 * one, 'a file that is kept twice counts twice')
  await desk.send('DELETE', `/v1/datasets/${first.body.id}`)
  t.is(await usedBy(desk), one)
  await limitTo(desk, 3 * one)
  t.deepEqual(await storageOf(desk), { used_bytes: one, limit_bytes: 3 * one, used_share: 0.3333 })
  t.deepEqual(await readStorage(work.core.db, desk.tenantId), { usedBytes: one, limitBytes: 3 * one })
})

test('a file that becomes nothing counts nothing', async (t) => {
  const desk = await work.openTenant()
  t.is((await desk.upload('a.csv', 'nom;ville\nJean;Paris')).status, 422)
  t.regex(await make(desk, 'nom;ville\nJean;Paris'), /file_no_known_column/)
  t.is(await usedBy(desk), 0)
})

test('assistants on one dataset count it once, and the last one gives it back', async (t) => {
  const desk = await work.openTenant()
  const { id, datasetId } = await desk.makeAssistant('a.csv', surveyCsv)
  const one = await usedBy(desk)
  const json = { name: 'Étude bis', theme: 'bio', dataset_id: datasetId }
  const { body } = await desk.send('POST', '/v1/assistants', { json })
  await waitForCreation(desk.send, body.id)
  t.is(await usedBy(desk), one)
  t.is((await desk.send('DELETE', `/v1/assistants/${id}`)).status, 204)
  t.is(await usedBy(desk), one)
  t.is((await desk.send('DELETE', `/v1/assistants/${body.id}`)).status, 204)
  t.is(await usedBy(desk), 0)
})

test('a file that waits for its assistant counts, until it is part of it or refused', async (t) => {
  const desk = await work.openTenant()
  const { tenantId } = desk
  const { AssistantCreation } = work.core.db.models
  const inTenant = <T>(act: () => Promise<T>) => withTenant(work.core.db, tenantId, act)
  const row = await inTenant(() =>
    AssistantCreation.create({
      tenantId, id: uuid(), name: 'Étude', theme: 'bio', state: 'file_validation',
      request: { file: { name: 'a.csv', bytes: 12_345, sha256: 'x' } },
    }),
  ) // biome-ignore format: one row, read at a glance
  t.is(await usedBy(desk), 12_345)
  await inTenant(() => row.update({ state: 'failed' }))
  t.is(await usedBy(desk), 0)
  t.is(await make(desk, surveyCsv), 'completed')
  t.is(await usedBy(desk), await measure(desk))
  t.true((await usedBy(desk)) > surveyCsv.length)
})

const noTable = 'no table, and nobody looks at it: '.repeat(30)

test('an upload past the limit is refused before it is read, and says what to do', async (t) => {
  const desk = await work.openTenant()
  await desk.upload('a.csv', surveyCsv)
  const used = await usedBy(desk)
  await limitTo(desk, used + noTable.length - 1)
  const left = async () => [await desk.countRows(), (await desk.listFiles()).kept]
  const before = await left()
  for (const [language, says] of [
    ['fr', /sont utilisés.*de plus\. Supprimez des données .* ou demandez une limite plus haute/],
    ['en', /are used.*more\. Delete data .* or ask for a higher limit/],
  ] as const) {
    const { status, body } = await desk.upload('a.csv', noTable, { 'accept-language': language })
    t.deepEqual([status, body.code], [413, 'storage_full'])
    t.regex(body.detail, says)
  }
  t.is(await make(desk, noTable), '413 storage_full')
  t.deepEqual(await left(), before)
  await limitTo(desk, used + noTable.length)
  t.not((await desk.upload('a.csv', noTable)).body.code, 'storage_full', 'now it is read')
  t.is(await usedBy(desk), used)
})

test('what the file becomes has to fit too; if it does not, nothing of it stays', async (t) => {
  const cost = await costOf()
  const desk = await work.openTenant()
  await limitTo(desk, cost - 1)
  const { status, body } = await desk.upload('loisirs.csv', surveyCsv)
  t.deepEqual([status, body.code], [413, 'storage_full'])
  t.regex(await make(desk, surveyCsv), /storage_full/)
  const { AssistantCreation, ...rows } = await desk.countRows()
  t.is(AssistantCreation, 1, 'the failed making is on record')
  t.deepEqual(Object.values(rows).filter(Boolean), [])
  t.deepEqual((await desk.listFiles()).kept, [])
  t.is(await usedBy(desk), 0)
  await limitTo(desk, cost)
  t.is((await desk.upload('loisirs.csv', surveyCsv)).status, 201)
  t.is((await storageOf(desk)).used_share, 1)
})

test('of several uploads at once as many are taken as there is room for', async (t) => {
  const cost = await costOf()
  const desk = await work.openTenant()
  await limitTo(desk, 3 * cost)
  const answers = await Promise.all(Array.from({ length: 6 }, () => desk.upload('loisirs.csv', surveyCsv)))
  t.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 201, 413, 413, 413])
  t.is(await usedBy(desk), 3 * cost)
  t.is(await measure(desk), 3 * cost)
  t.is((await desk.listFiles()).kept.length, 3)
})

test('assistants made at once from files never pass the limit together', async (t) => {
  const cost = await costOf()
  const desk = await work.openTenant()
  await limitTo(desk, 2 * cost)
  const headers = { prefer: 'respond-async' }
  const ends = await Promise.all(
    ['Un un', 'Deux', 'Trois', 'Quatre'].map((name) => make(desk, surveyCsv, { name, headers })),
  )
  const completed = ends.filter((end) => end === 'completed').length
  t.true(completed === 1 || completed === 2, String(ends))
  t.true(
    ends.every((end) => /^(completed|(413 )?storage_full)$/.test(end)),
    String(ends),
  )
  t.is(await usedBy(desk), completed * cost)
  t.is(await measure(desk), completed * cost)
})

test('columns that are confirmed without room for the table leave everything as it was', async (t) => {
  const desk = await work.openTenant()
  const content = [
    'aa;bb;x',
    ...surveyLines.map(([row, segment, , vertical]) => `${row};${segment};${vertical}`),
  ].join('\n')
  const { body } = await desk.upload('unclear.csv', content)
  t.is(body.state, 'needs_mapping')
  const used = await usedBy(desk)
  t.is(used, await measure(desk))
  await limitTo(desk, used)
  const json = {
    ...body.preview.mapping,
    layout: 'list',
    columns: { 1: 'interview', 2: 'segment', 3: 'vertical' },
  }
  const path = `/v1/datasets/${body.id}`
  const refused = await desk.send('PUT', `${path}/mapping`, { json })
  t.deepEqual([refused.status, refused.body.code], [413, 'storage_full'])
  t.deepEqual((await desk.send('GET', path)).body, body)
  t.is((await desk.countRows()).DatasetTable, 0)
  await limitTo(desk, 2 * used)
  t.is((await desk.send('PUT', `${path}/mapping`, { json })).status, 200)
  t.true((await usedBy(desk)) > used)
  t.is(await usedBy(desk), await measure(desk))
})

test('another tenant’s files are neither counted nor shown', async (t) => {
  const [mine, other] = [await work.openTenant(), await work.openTenant()]
  await other.upload('a.csv', surveyCsv)
  await limitTo(other, 1)
  t.deepEqual(await storageOf(mine), { used_bytes: 0, limit_bytes: 10 * 1024 ** 3, used_share: 0 })
  t.is((await mine.send('GET', `/v1/tenants/${other.clientId}/usage`)).status, 404)
  t.is((await mine.upload('a.csv', surveyCsv)).status, 201)
  t.is((await other.upload('a.csv', surveyCsv)).status, 413)
})

test('the operator sets the limit; what cannot be one is refused', async (t) => {
  const desk = await work.openTenant()
  t.is((await change(desk, { storage_limit_bytes: 2 ** 40 })).body.storage_limit_bytes, 2 ** 40)
  for (const bad of [-1, 1.5, null, '10', 2 ** 50 + 1, 1e300])
    t.is((await change(desk, { storage_limit_bytes: bad })).status, 422, String(bad))
  t.is((await storageOf(desk)).limit_bytes, 2 ** 40)
  t.is(
    (await desk.send('PATCH', `/v1/tenants/${desk.clientId}`, { json: { storage_limit_bytes: 1 } })).status,
    403,
  )
  await limitTo(desk, 0)
  t.is((await desk.upload('a.csv', surveyCsv)).body.code, 'storage_full')
  t.is((await storageOf(desk)).used_share, 1)
})

test.after('no refused file waits anywhere', async (t) => {
  const desk = await work.openTenant()
  // A refused making is on record a moment before its file is gone.
  while ((await desk.listFiles()).waiting.length > 0) await wait(20)
  t.pass()
})

const plain = (text: string | undefined) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ')

/** @returns what reads the mails that the tenant's contact has got, when none is on its way any more */
const openMailbox = async (t: ExecutionContext, desk: TenantDesk, locale: 'fr' | 'en') => {
  const { core } = work
  const { tenantId } = desk
  const contact_email = `${uuid()}@example.org`
  await change(desk, { contact_email, locale, name: 'Acme' })
  await withTenant(core.db, tenantId, () =>
    core.db.models.Person.update({ email: null }, { where: { tenantId } }),
  )
  const server = await startMailServer(t)
  const mailFrom = { name: 'Sextant', address: 'alerts@sextant.example.org' }
  const dispatcher = openMailDispatcher(core, { smtpUrl: server.url, mailFrom, publicUrl: null })
  t.teardown(() => dispatcher.close())
  const where = { tenantId, platform: 'mail', state: ['pending', 'sending'] }
  const countOpen = () => withTenant(core.db, tenantId, () => core.db.models.OutboxMessage.count({ where }))
  return async () => {
    while ((await countOpen()) > 0) {
      dispatcher.wake(tenantId)
      await wait(20)
    }
    return server.received.filter(({ to }) => to.includes(contact_email)).map(({ mail }) => mail)
  }
}

test.serial(
  'the contact gets one mail at 80 %, one when it is full, and again after room was made',
  async (t) => {
    const cost = await costOf()
    const desk = await work.openTenant()
    await limitTo(desk, Math.floor((cost * 100) / 42))
    const read = await openMailbox(t, desk, 'fr')
    const subjects = async () => (await read()).map(({ subject }) => plain(subject))
    const filling = '[Acme] 80 % du stockage est utilisé'
    const full = '[Acme] Le stockage est plein'
    const first = await desk.upload('a.csv', surveyCsv)
    t.deepEqual(await subjects(), [], '42 %')
    const second = await desk.upload('b.csv', surveyCsv)
    t.deepEqual(await subjects(), [filling], '84 %')
    const [{ text } = {}] = await read()
    t.regex(plain(text), /Utilisé : [\d,]+ ko \(8[34] %\)\nLimite : [\d,]+ ko\nReste : [\d,]+ (ko|octets)\n/)
    t.notRegex(plain(text), /Remise à zéro/)
    for (const _ of [1, 2]) t.is((await desk.upload('c.csv', surveyCsv)).status, 413)
    t.deepEqual(await subjects(), [filling, full])
    await desk.send('DELETE', `/v1/datasets/${first.body.id}`)
    await desk.upload('d.csv', surveyCsv)
    t.deepEqual(await subjects(), [filling, full, filling])
    await desk.send('DELETE', `/v1/datasets/${second.body.id}`)
    t.deepEqual(await subjects(), [filling, full, filling])
  },
)

test.serial('a limit that is lowered tells, one that is raised arms anew', async (t) => {
  const desk = await work.openTenant()
  const read = await openMailbox(t, desk, 'en')
  const subjects = async () => (await read()).map(({ subject }) => subject)
  const quiet = await work.openTenant()
  const readQuiet = await openMailbox(t, quiet, 'en')
  for (const { upload } of [desk, quiet]) await upload('a.csv', surveyCsv)
  const used = await usedBy(desk)
  await limitTo(desk, used + 1)
  const filling = '[Acme] 80% of the storage is used'
  t.deepEqual(await subjects(), [filling])
  await limitTo(desk, used * 10)
  await limitTo(desk, used + 2)
  t.deepEqual(await subjects(), [filling, filling])
  await limitTo(desk, used - 1)
  await limitTo(desk, used - 2)
  t.deepEqual(await subjects(), [filling, filling, '[Acme] The storage is full'])
  t.true((await storageOf(desk)).used_share > 1)
  t.deepEqual(await readQuiet(), [])
})
