import { randomBytes } from 'node:crypto'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { memberActor, type TenantActor } from '../../../core/access/can.ts'
import {
  type ChannelPlace,
  listChannels,
  readChannel,
  setChannel,
  unbindChannel,
} from '../../../core/tenancy/channels.ts'
import { withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { addPerson, openInstall, openTenant, readActs } from '../../helpers/installs.ts'

const database = shareTestDatabase(test)
const masterKey = randomBytes(32)
const page = { limit: 200, after: null }
const unset = { assistantId: null, followUp: 'thread' }

const addAssistant = ({ tenantId }: TenantActor): Promise<string> =>
  withTenant(database(), tenantId, async () => {
    const values = { tenantId, name: 'Bio', theme: 'food' }
    return (await database().models.Assistant.create(values)).id
  })

/** A tenant with a workspace, one of its channels, and an assistant. */
const openDesk = async () => {
  const db = database()
  const admin = await openTenant(db)
  const { platform, workspaceId } = await openInstall(db, masterKey, { admin })
  const place: ChannelPlace = { platform, workspace: workspaceId, channel: 'C1' }
  const read = () => readChannel(db, admin.tenantId, place)
  const list = (isBound = false, actor = admin) =>
    listChannels(db, actor, { page, filter: { platform, workspace: workspaceId, isBound } })
  return { db, admin, place, assistantId: await addAssistant(admin), read, list }
}

test('where nothing is set nobody is bound, and threads go on', async (t) => {
  const { read, list } = await openDesk()
  t.deepEqual(await read(), unset)
  t.deepEqual(await list(), [])
})

test('an assistant is bound, replaced and taken out; the other settings stay', async (t) => {
  const { db, admin, place, assistantId, read, list } = await openDesk()
  const named = { ...place, name: 'marketing' }
  await setChannel(db, admin, named, { followUp: 'mention' })
  await setChannel(db, admin, place, { assistantId })
  t.deepEqual(await read(), { assistantId, followUp: 'mention' })
  const other = await addAssistant(admin)
  await setChannel(db, admin, place, { assistantId: other })
  t.deepEqual(await read(), { assistantId: other, followUp: 'mention' })
  await setChannel(db, admin, { ...place, channel: 'C2' }, { followUp: 'off' })
  const names = (rows: { channel: string; name: string | null }[]) =>
    rows.map(({ channel, name }) => [channel, name])
  t.deepEqual(names(await list()), [['C2', null], ['C1', 'marketing']]) // biome-ignore format: one list
  t.deepEqual(names(await list(true)), [['C1', 'marketing']])
  await unbindChannel(db, admin, place)
  t.deepEqual(await read(), { assistantId: null, followUp: 'mention' })
  t.deepEqual(await list(true), [])
  await t.throwsAsync(unbindChannel(db, admin, place), { message: /no assistant is bound/ })
  const acts = (await readActs(db, admin.tenantId)).filter(({ action }) => action === 'channel.set')
  t.deepEqual(
    acts.map(({ permission }) => permission),
    ['installs:manage', 'assistants:edit', 'assistants:edit', 'installs:manage', 'assistants:edit'],
  )
})

test('two who set a channel at the same moment set one', async (t) => {
  const { db, admin, place, assistantId, read, list } = await openDesk()
  await Promise.all([
    setChannel(db, admin, place, { assistantId }),
    setChannel(db, admin, place, { followUp: 'off' }),
    setChannel(db, admin, place, { assistantId }),
  ])
  t.deepEqual(await read(), { assistantId, followUp: 'off' })
  t.is((await list()).length, 1)
})

test('a deleted assistant is bound nowhere any more', async (t) => {
  const { db, admin, place, assistantId, read } = await openDesk()
  await setChannel(db, admin, place, { assistantId, followUp: 'off' })
  const { tenantId } = admin
  await withTenant(db, tenantId, () => db.models.Assistant.destroy({ where: { tenantId, id: assistantId } }))
  t.deepEqual(await read(), { assistantId: null, followUp: 'off' })
})

test('of another tenant neither the assistant nor the workspace is there', async (t) => {
  const [mine, other] = [await openDesk(), await openDesk()]
  const { db } = mine
  await setChannel(db, other.admin, other.place, { assistantId: other.assistantId })
  for (const act of [
    () => setChannel(db, mine.admin, mine.place, { assistantId: other.assistantId }),
    () => setChannel(db, mine.admin, mine.place, { assistantId: uuid() }),
    () => setChannel(db, mine.admin, other.place, { assistantId: mine.assistantId }),
    () => setChannel(db, mine.admin, other.place, { followUp: 'off' }),
    () => unbindChannel(db, mine.admin, other.place),
  ])
    t.is((await t.throwsAsync<Error & { code: string }>(act()))?.code, 'not_found')
  t.deepEqual(await mine.read(), unset)
  t.deepEqual(await readChannel(db, mine.admin.tenantId, other.place), unset)
  t.deepEqual(await other.list(false, mine.admin), [])
  t.deepEqual(await other.list(true, mine.admin), [])
  t.is((await other.list(true)).length, 1)
})

test('who edits assistants binds them; who manages installations says when Sextant answers', async (t) => {
  const { db, admin, place, assistantId, read, list } = await openDesk()
  const { tenantId } = admin
  const marketing = await addPerson(db, tenantId, { role: 'marketing' })
  await setChannel(db, marketing, place, { assistantId })
  t.is((await list(true, marketing)).length, 1)
  const missing = async (work: () => Promise<unknown>) => {
    const error = await t.throwsAsync<Error & { details: { missing: string } }>(async () => work())
    return error?.details.missing
  }
  t.is(await missing(() => setChannel(db, marketing, place, { followUp: 'off' })), 'installs:manage')
  t.is(
    await missing(() => setChannel(db, marketing, place, { assistantId: null, followUp: 'off' })),
    'installs:manage',
  )
  t.is(await missing(() => list(false, marketing)), 'installs:manage')
  const member = memberActor({ id: 'slack:T1:U1', tenantId, isAdmin: false, assistantIds: [assistantId] })
  t.is(await missing(() => setChannel(db, member, place, { assistantId: null })), 'assistants:edit')
  t.is(await missing(() => unbindChannel(db, member, place)), 'assistants:edit')
  t.is(await missing(() => list(true, member)), 'assistants:edit')
  t.deepEqual(await read(), { assistantId, followUp: 'thread' })
  // Whoever runs the workspace.
  const boss = memberActor({ id: 'slack:T1:U2', tenantId, isAdmin: true, assistantIds: [] })
  await setChannel(db, boss, place, { assistantId: null, followUp: 'off' })
  t.deepEqual(await read(), { assistantId: null, followUp: 'off' })
})
