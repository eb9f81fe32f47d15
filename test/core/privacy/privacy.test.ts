import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { QueryTypes } from 'sequelize'
import { verifyChain } from '../../../core/access/audit-chain.ts'
import { listAudit } from '../../../core/access/audit-list.ts'
import { operatorActor, personActor, sessionActor } from '../../../core/access/can.ts'
import type { Core } from '../../../core/core.ts'
import { deploymentTables, tenantTables } from '../../../core/privacy/inventory.ts'
import { replayTombstones } from '../../../core/privacy/replay.ts'
import { requestPersonErasure, requestPersonExport } from '../../../core/privacy/requests.ts'
import { ghostOf } from '../../../core/privacy/subject.ts'
import { requestTenantExport, requestTenantRemoval } from '../../../core/privacy/tenant-requests.ts'
import { tombstoneFile } from '../../../core/privacy/tombstones.ts'
import { forgetNotices, taskKinds } from '../../../core/privacy/work.ts'
import { resultPath } from '../../../core/tasks/results.ts'
import { cancelTask } from '../../../core/tasks/tasks.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { openTestDatabase } from '../../helpers/database.ts'
import {
  countMine,
  dumpTables,
  findMark,
  openRoom,
  type Planted,
  plantPerson,
  type Room,
  rowsOf,
} from '../../helpers/privacy-world.ts'
import { endedTask, openTaskCore } from '../../helpers/task-core.ts'
import { unzip } from '../../helpers/unzip.ts'

const shared = afterAll(test)
const operator = operatorActor('01a00000-0000-7000-8000-0000000000aa', null)
let core: Core

test.before(async () => {
  core = await openTaskCore(shared, await openTestDatabase(shared), taskKinds)
})

interface World {
  room: Room
  other: Room
  zoe: Planted
  ada: Planted
  elsewhere: Planted
}

let worlds = 0
/** Zoé and Ada in one tenant, somebody else in another. */
const openWorld = async (): Promise<World> => {
  worlds += 1
  const name = `w${worlds}x`
  const [room, other] = [await openRoom(core, `${name}-a`), await openRoom(core, `${name}-b`)]
  return {
    room,
    other,
    zoe: await plantPerson(core, room, { mark: `CANARY${name}`, at: 0 }),
    ada: await plantPerson(core, room, { mark: `KEEP${name}`, at: 2, role: 'admin' }),
    elsewhere: await plantPerson(core, other, { mark: `FOREIGN${name}`, at: 0 }),
  }
}

const actorOf = ({ personId, tenantId }: Planted, role = 'marketing') =>
  personActor({ id: personId, tenantId, role })

const hashOf = (texts: unknown): string => createHash('sha256').update(JSON.stringify(texts)).digest('hex')
const stateOf = async (tenantId: string): Promise<string> =>
  hashOf([...(await dumpTables(core.db, [tenantId], { withGlobals: false }))])

const resultOf = async (id: string): Promise<Map<string, string>> => unzip(readFileSync(resultPath(core, id)))

test('every table of the schema says what it holds of people, and which columns no export has', async (t) => {
  const tables = await core.db.sequelize.query<{ name: string; isTenants: boolean }>(
    `select relname as name, relforcerowsecurity as "isTenants" from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations'`,
    { type: QueryTypes.SELECT },
  )
  const named = (isTenants: boolean): string[] =>
    tables
      .filter((table) => table.isTenants === isTenants)
      .map(({ name }) => name)
      .sort()
  t.deepEqual(Object.keys(tenantTables).sort(), named(true))
  t.deepEqual(Object.keys(deploymentTables).sort(), named(false))
  const columns = await core.db.sequelize.query<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public'`,
    { type: QueryTypes.SELECT },
  )
  const harmless =
    /^(file_sha256|\w+_tokens|first_token_ms|body_hash|account_hashes|once_key|order_key|message_key|client_key|group_key|name_key|user_name_key|key|hash|token_expires_at|api_key_env)$/
  for (const { table, column } of columns) {
    const rule = tenantTables[table] ?? deploymentTables[table]
    if (!rule || rule.about === 'system' || rule.isDerived || rule.secrets?.includes('*')) continue
    if (/hash|secret|token|sealed|wrapped|password|key/.test(column) && !harmless.test(column))
      t.true(rule.secrets?.includes(column), `${table}.${column}`)
  }
})

test('an export has everything about a person and nothing of others; a row of each table is there', async (t) => {
  const { zoe, ada } = await openWorld()
  const counts = await countMine(core.db, zoe.subject)
  for (const [table, count] of Object.entries(counts)) t.true(count > 0, `nothing was planted in ${table}`)
  const { task } = await requestPersonExport(core, actorOf(zoe), { personId: zoe.personId })
  t.like(await endedTask(core, task.id), { state: 'done', resultPermission: 'users:manage' })
  const entries = await resultOf(task.id)
  const all = [...entries.values()].join('\n')
  // What a stored answer to a request holds is what the other tables say.
  const missing = zoe.words.filter((word) => !all.includes(word))
  t.deepEqual(missing.length, 1, `only the stored response is left out: ${missing}`)
  t.false(all.includes(ada.mark))
  t.false(/SEALED-SECRET|token_hash|password_hash|code_hash/.test(all))
  for (const table of Object.keys(counts)) t.true(entries.has(`${table}.json`), table)
  for (const [name, text] of entries)
    if (name.endsWith('.json')) t.true(Array.isArray(JSON.parse(text)), name)
  t.regex(entries.get('README.txt') ?? '', new RegExp(`${zoe.mark} Zoé`))
  t.true([...entries.keys()].some((name) => /^files\/[\w-]+-team\.csv$/.test(name)))
  const alerts = await withTenant(core.db, zoe.tenantId, () =>
    core.db.models.Alert.count({ where: { tenantId: zoe.tenantId, type: 'privacy.exported' } }),
  )
  t.is(alerts, 1)
})

test('after erasing nothing of a person is left, and what is of others is as it was', async (t) => {
  const { zoe, ada, room, other } = await openWorld()
  const { task: exported } = await requestPersonExport(core, actorOf(zoe), { personId: zoe.personId })
  await endedTask(core, exported.id)
  const before = [await rowsOf(core.db, ada.subject), await stateOf(other.tenantId)]
  const request = { whom: { personId: zoe.personId }, confirm: zoe.subject.person!.email!.toUpperCase() }
  const { task } = await requestPersonErasure(core, actorOf(zoe), request)
  t.like(await endedTask(core, task.id), { state: 'done', errorCode: null })
  // The last word to them waits for its mail; once it has left it is forgotten too.
  await asOwner(core.db, () =>
    core.db.models.OperatorMail.update(
      { state: 'sent' },
      { where: { destination: zoe.subject.person!.email! } },
    ),
  )
  await forgetNotices(core)
  t.deepEqual(await findMark(core, [room.tenantId, other.tenantId], zoe.mark), [])
  t.deepEqual([await rowsOf(core.db, ada.subject), await stateOf(other.tenantId)], before)
  t.false(existsSync(resultPath(core, exported.id)))
  // The team's things stay, the numbers of use too, and the trail names an id that nothing leads back from.
  const { Dataset, QuotaCounter, LlmCall, AuditEvent, Message } = core.db.models
  const { tenantId } = zoe
  await withTenant(core.db, tenantId, async () => {
    t.is(await Dataset.count({ where: { tenantId } }), 2)
    t.is(await LlmCall.count({ where: { tenantId } }), 2)
    const counters = await QuotaCounter.findAll({
      where: { tenantId, scopeId: ghostOf(zoe.subject) },
      raw: true,
    })
    t.is(Number(counters[0]?.requests), 3)
    t.is(await AuditEvent.count({ where: { tenantId, actorId: zoe.personId, action: 'x.done' } }), 1)
    // Ada's turn in the thread that both asked in.
    t.is(await Message.count({ where: { tenantId, conversationId: room.threadId } }), 2)
  })
  t.regex(readFileSync(tombstoneFile(core), 'utf8'), new RegExp(zoe.personId))
  t.notRegex(readFileSync(tombstoneFile(core), 'utf8'), new RegExp(zoe.mark))
})

test('somebody on a chat platform who is linked to nobody is exported and forgotten as well', async (t) => {
  const room = await openRoom(core, 'guests')
  const { tenantId, assistantId } = room
  const account = 'slack:Tguests:UGUESTCANARY'
  const actor = sessionActor(account, tenantId)
  await withTenant(core.db, tenantId, async () => {
    const { Conversation, Message, Feedback, MemberPreference } = core.db.models
    const conversation = await Conversation.create({
      tenantId, assistantId, platform: 'slack', place: 'Tguests:D1::UGUESTCANARY', sessionId: account, title: 'GUESTWORD',
    }) // biome-ignore format: one row
    const message = await Message.create({
      tenantId, conversationId: conversation.id, position: 0, role: 'user', content: 'GUESTWORD',
    }) // biome-ignore format: one row
    await Feedback.create({
      tenantId,
      messageId: message.id,
      rater: `session:${account}`,
      rating: 'up',
      reason: 'GUESTWORD',
    })
    const member = { platform: 'slack' as const, workspace: 'Tguests', platformUserId: 'UGUESTCANARY' }
    await MemberPreference.create({ tenantId, ...member, locale: 'en' })
  })
  const { task: exported, resultKey } = await requestPersonExport(
    core,
    actor,
    { account },
    { wantsKey: true },
  )
  t.truthy(resultKey)
  t.is((await endedTask(core, exported.id)).state, 'done')
  const entries = await resultOf(exported.id)
  for (const name of ['conversations', 'messages', 'feedback', 'member_preferences'])
    t.true(entries.has(`${name}.json`), name)
  const { task } = await requestPersonErasure(core, actor, { whom: { account }, confirm: null })
  t.is((await endedTask(core, task.id)).state, 'done')
  t.deepEqual(await findMark(core, [tenantId], 'GUESTWORD'), [])
  // The trail is never changed: it keeps what they did, under a name that leads to nobody any more.
  t.deepEqual(await findMark(core, [tenantId], 'UGUESTCANARY'), [])
  const acts = await listAudit(core.db, operatorActor(operator.id, tenantId), {
    page: { limit: 50, after: null },
  })
  t.true(acts.some(({ actorKind, actorId }) => actorKind === 'session' && /^pseudonym:/.test(actorId ?? '')))
  t.true((await verifyChain(core.db, tenantId)).ok)
  await t.throwsAsync(
    requestPersonErasure(core, actor, { whom: { account: 'slack:Tguests:UOTHER' }, confirm: null }),
    {
      code: 'forbidden',
    },
  )
})

test('it must be meant, be allowed, and leave an admin', async (t) => {
  const { zoe, ada, elsewhere } = await openWorld()
  const whom = { personId: zoe.personId }
  const erase = (actor: Parameters<typeof requestPersonErasure>[1], confirm: string, of = whom) =>
    requestPersonErasure(core, actor, { whom: of, confirm })
  await t.throwsAsync(erase(actorOf(zoe), 'somebody@example.org'), { code: 'invalid_value' })
  await t.throwsAsync(erase(actorOf(elsewhere, 'admin'), zoe.personId), { code: 'not_found' })
  await t.throwsAsync(erase(actorOf(zoe), ada.personId, { personId: ada.personId }), { code: 'forbidden' })
  await t.throwsAsync(erase(actorOf(ada, 'admin'), ada.personId, { personId: ada.personId }), {
    code: 'conflict',
  })
  await t.throwsAsync(requestPersonExport(core, actorOf(elsewhere, 'admin'), whom), { code: 'not_found' })
  await t.throwsAsync(requestPersonExport(core, actorOf(zoe), { personId: ada.personId }), {
    code: 'forbidden',
  })
})

test('a tenant goes with all that it has, after an export; nothing of another tenant changes', async (t) => {
  const { room, other, zoe, ada, elsewhere } = await openWorld()
  const { tenantId, clientId } = room
  mkdirSync(join(core.dataDir, 'incoming'), { recursive: true })
  writeFileSync(join(core.dataDir, 'incoming', `${tenantId}.${zoe.personId}`), 'half made')
  const before = await stateOf(other.tenantId)
  await t.throwsAsync(requestTenantRemoval(core, operator, { clientId, confirm: other.clientId }), {
    code: 'invalid_value',
  })
  await t.throwsAsync(requestTenantRemoval(core, actorOf(zoe, 'admin'), { clientId, confirm: clientId }), {
    code: 'forbidden',
  })
  const { task } = await requestTenantRemoval(core, operator, { clientId, confirm: clientId })
  t.like(await endedTask(core, task.id), { state: 'done', clientId, errorCode: null })
  const entries = await resultOf(task.id)
  const all = [...entries.values()].join('\n')
  t.true(all.includes(zoe.mark))
  t.false(all.includes(elsewhere.mark))
  t.false(/SEALED-SECRET/.test(all))
  t.true([...entries.keys()].some((name) => name.startsWith('files/')))
  const dump = await dumpTables(core.db, [tenantId, other.tenantId])
  for (const [table, rows] of dump)
    if (!['tasks', 'tombstones', 'deployment_audit_events', 'operator_mails'].includes(table))
      t.false(
        rows.some((row) => row.includes(tenantId)),
        table,
      )
  t.is(await stateOf(other.tenantId), before)
  for (const one of [zoe, ada]) {
    const left = await findMark(core, [other.tenantId], one.mark)
    t.deepEqual(
      left,
      [`results/${task.id}`].filter((name) => left.includes(name)),
    )
  }
  t.false(existsSync(join(core.dataDir, 'files', tenantId)))
  t.false(existsSync(join(core.dataDir, 'incoming', `${tenantId}.${zoe.personId}`)))
  const mails = dump.get('operator_mails')?.filter((row) => row.includes(`contact@${clientId}`)) ?? []
  t.is(mails.length, 1)
  t.regex(mails[0]!, /tenant\.leaving/)
})

test('a removal that is cancelled in time removes nothing; an export alone is the admins\u2019', async (t) => {
  const { room, zoe, ada } = await openWorld()
  await t.throwsAsync(requestTenantExport(core, actorOf(zoe)), { code: 'forbidden' })
  const { task: exported } = await requestTenantExport(core, actorOf(ada, 'admin'))
  t.is((await endedTask(core, exported.id)).state, 'done')
  t.true((await resultOf(exported.id)).has('people.json'))
  // Cancelled before any worker meets it: both hands are somewhere else, or it is at its first step.
  const row = {
    kind: 'tenant.remove', tenantId: room.tenantId, clientId: room.clientId, requestedKind: 'operator',
    requestedBy: operator.id, resultPermission: 'tenants:manage',
  } // biome-ignore format: one row
  const { id } = await asOwner(core.db, () => core.db.models.Task.create(row))
  t.is((await cancelTask(core, operator, id)).state, 'cancelled')
  await core.queue.enqueue('run-task', { task_id: id }, { singletonKey: id })
  const { task: next } = await requestTenantExport(core, actorOf(ada, 'admin'))
  await endedTask(core, next.id)
  t.is(
    await withTenant(core.db, room.tenantId, () =>
      core.db.models.Person.count({ where: { tenantId: room.tenantId } }),
    ),
    2,
  )
})

test('what the file of tombstones tells and the database does not is done again', async (t) => {
  const { room, other, zoe, ada, elsewhere } = await openWorld()
  const at = new Date().toISOString()
  const line = { account_hashes: [], at }
  const lines = [
    { ...line, id: zoe.personId, kind: 'person', tenant_id: zoe.tenantId, person_id: zoe.personId },
    { ...line, id: other.tenantId, kind: 'tenant', tenant_id: other.tenantId, person_id: null },
    { ...line, id: room.assistantId, kind: 'tenant', tenant_id: room.assistantId, person_id: null },
  ]
  const before = await rowsOf(core.db, ada.subject)
  mkdirSync(join(core.dataDir, 'secrets'), { recursive: true })
  // Half of a line, of a process that died.
  writeFileSync(tombstoneFile(core), `${lines.map((one) => JSON.stringify(one)).join('\n')}\n{"id":"01`, {
    flag: 'a',
  })
  t.true((await replayTombstones(core)) >= 3)
  await asOwner(core.db, () => core.db.models.OperatorMail.update({ state: 'sent' }, { where: {} }))
  await forgetNotices(core)
  t.deepEqual(await findMark(core, [room.tenantId, other.tenantId], zoe.mark), [])
  t.deepEqual(await findMark(core, [room.tenantId, other.tenantId], elsewhere.mark), [])
  t.is(await rowsOf(core.db, ada.subject), before)
  t.is(await replayTombstones(core), 0)
})
