import test from 'ava'
import { log } from '../../../config/log.ts'
import {
  acceptEvent,
  type PlatformEventGiven,
  sweepPlatformEvents,
} from '../../../core/messaging/platform-events.ts'
import { openDatabase } from '../../../db/database.ts'
import { DatabaseUnavailableError } from '../../../db/errors.ts'
import {
  createMigratedServerDatabase,
  openTestDatabase,
  shareTestDatabase,
  testServerUrl,
} from '../../helpers/database.ts'
import { countEvents, eventGiven, readEvents } from '../../helpers/event-rows.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)
const onServer = testServerUrl() === null ? test.serial.skip : test.serial

test.serial.beforeEach('forget the events of other tests', async () => {
  await database().sequelize.query('delete from platform_events')
})

const accept = async (event: PlatformEventGiven): Promise<boolean> =>
  (await acceptEvent(database(), event)).isNew

test.serial(
  'an event is stored before its acceptance resolves, with everything its handling needs',
  async (t) => {
    t.true(await accept(eventGiven('E1', { orderKey: 'T1:C1:1.2', payload: '{"a":"é"}' })))
    const [row] = await readEvents(database())
    t.like(row, {
      event_id: 'E1',
      order_key: 'T1:C1:1.2',
      payload: '{"a":"é"}',
      state: 'received',
      attempts: 0,
    })
  },
)

test.serial(
  'the same event, message or act of sending is known, each by itself; elsewhere it is another',
  async (t) => {
    const first = { messageKey: 'T1:C1:1.1', clientKey: 'T1:abc' }
    t.true(await accept(eventGiven('E1', first)))
    t.false(await accept(eventGiven('E1')), 'sent again')
    t.false(await accept(eventGiven('E2', { messageKey: 'T1:C1:1.1' })), 'mention and message')
    t.false(
      await accept(eventGiven('E3', { messageKey: 'T1:C1:1.2', clientKey: 'T1:abc' })),
      'sent twice by its client',
    )
    t.true(
      await accept(eventGiven('E4', { messageKey: 'T2:C1:1.1', clientKey: 'T2:abc' })),
      'another workspace',
    )
    t.true(await accept(eventGiven('E1', { platform: 'discord', ...first })), 'another platform')
    t.true(await accept(eventGiven('E5')), 'neither key')
    t.is((await readEvents(database())).length, 4)
  },
)

test.serial('duplicates of one moment are one event', async (t) => {
  const given = Array.from({ length: 20 }, (_, at) => eventGiven(`E${at}`, { messageKey: `T1:C1:${at % 4}` }))
  const results = await Promise.all(given.map(accept))
  t.deepEqual(
    results.map((isNew, at) => (isNew ? at : null)).filter((at) => at !== null),
    [0, 1, 2, 3],
  )
})

test.serial('500 at once are stored in a handful of batches, in the order of their coming', async (t) => {
  const ids = Array.from({ length: 500 }, (_, at) => `E${String(at).padStart(3, '0')}`)
  const results = await Promise.all(
    ids.map((id) => accept(eventGiven(id, { messageKey: `T1:C1:${999 - Number(id.slice(1))}` }))),
  )
  t.true(results.every((isNew) => isNew))
  const rows = await readEvents(database())
  t.deepEqual(
    rows.map(({ event_id }) => event_id),
    ids,
  )
  const transactions = new Set(rows.map(({ created_at }) => created_at.getTime()))
  t.true(transactions.size <= 3, `${transactions.size} transactions`)
})

test.serial('what can be typed cannot keep others out: NUL, half a surrogate pair', async (t) => {
  const payload = '{"text":"\\u0000 \\ud800 \\\\"}'
  t.deepEqual(await Promise.all([accept(eventGiven('E1', { payload })), accept(eventGiven('E2'))]), [
    true,
    true,
  ])
  const [row] = await readEvents(database())
  t.is(row?.payload, payload)
})

test.serial('an event without payload is known from then on, and nobody has to handle it', async (t) => {
  t.true(await accept(eventGiven('trigger:1', { payload: null })))
  t.false(await accept(eventGiven('trigger:1', { payload: null })))
  const [row] = await readEvents(database())
  t.is(row?.state, 'done')
  t.truthy(row?.done_at)
})

test.serial('without a database every caller hears of it', async (t) => {
  const db = await openTestDatabase({ teardown: () => {} })
  t.true((await acceptEvent(db, eventGiven('E1'))).isNew)
  await db.close()
  const results = await Promise.allSettled(['E2', 'E3'].map((id) => acceptEvent(db, eventGiven(id))))
  for (const result of results)
    t.true(result.status === 'rejected' && result.reason instanceof DatabaseUnavailableError)
})

onServer('a database that does not answer is given up in time; what it stored late is known', async (t) => {
  const db = database()
  const blocker = db.pool(1)
  const client = await blocker.connect()
  await client.query('begin; lock table platform_events in access exclusive mode')
  const results = await Promise.allSettled(['E1', 'E2'].map((id) => acceptEvent(db, eventGiven(id))))
  await client.query('rollback')
  client.release()
  await blocker.end()
  for (const result of results)
    t.true(result.status === 'rejected' && result.reason instanceof DatabaseUnavailableError)
  // The server may still carry out what it was asked: the platform sends the event again and it is there once.
  await acceptEvent(db, eventGiven('E1'))
  t.is(await countEvents(db, `event_id = 'E1'`), 1)
})

onServer('two replicas that are told the same in opposite order do not fail each other', async (t) => {
  const databaseUrl = await createMigratedServerDatabase(t, testServerUrl()!)
  const [one, two] = await Promise.all([1, 2].map(() => openDatabase({ databaseUrl, dataDir: '' })))
  t.teardown(() => Promise.all([one!.close(), two!.close()]))
  for (let round = 0; round < 20; round++) {
    const given = Array.from({ length: 200 }, (_, at) => `${round}:${String(at).padStart(3, '0')}`)
    const mentions = given.map((key) => acceptEvent(one!, eventGiven(`A${key}`, { messageKey: key })))
    const messages = given
      .toReversed()
      .map((key) => acceptEvent(two!, eventGiven(`B${key}`, { messageKey: key })))
    const [first, second] = await Promise.all([Promise.all(mentions), Promise.all(messages)])
    const isNew = [...first, ...second].filter((result) => result.isNew)
    t.is(isNew.length, 200)
  }
})

test.serial('old events are forgotten, whatever became of them; young ones stay', async (t) => {
  const db = database()
  for (const id of ['old-done', 'old-open', 'young-done', 'young-open']) await accept(eventGiven(id))
  await db.sequelize.query(
    `update platform_events set state = 'done', payload = null where event_id like '%done'`,
  )
  await db.sequelize.query(
    `update platform_events set id = overlay(id::text placing '019' from 1 for 3)::uuid where event_id like 'old%'`,
  )
  t.is(await sweepPlatformEvents(db), 2)
  t.deepEqual(
    (await readEvents(db)).map(({ event_id }) => event_id),
    ['young-done', 'young-open'],
  )
  t.is(await sweepPlatformEvents(db), 0)
})
