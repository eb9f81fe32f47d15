import test from 'ava'
import { v7 as uuid } from 'uuid'
import { metricsRegistry } from '../../../config/metrics.ts'
import { openLedger } from '../../../core/quotas/ledger.ts'
import { settleAttempts } from '../../../core/quotas/settle.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import {
  asking,
  attemptOf,
  cents,
  freeTarget,
  idOf,
  listCalls,
  makeTenant,
  outcomeOf,
  payerOf,
  readCounters,
  target,
  usage,
} from './calls.ts'

const database = shareTestDatabase(test)

/** The tenant's counter of the only month. */
const counterOf = async (tenantId: string) => {
  const counters = Object.entries(await readCounters(database(), tenantId))
  return counters.find(([key]) => key.startsWith('tenant'))?.[1]
}
const settle = (tenantId: string, reservationId: string, attempt = attemptOf()) =>
  settleAttempts(database(), tenantId, { messageId: uuid(), settlements: [{ reservationId, attempt }] })

test('a call is reserved, settled with what it cost, and has its row', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 1 })
  const payer = payerOf(tenantId, { personId: uuid(), assistantId: uuid(), channel: 'c-1', service: 'desk' })
  const asked = asking(payer, { target: target({ credentialId: uuid() }) })
  const ledger = openLedger(db)
  const reservationId = idOf(await ledger.reserve(asked))
  t.deepEqual(await counterOf(tenantId), { requests: 1, spent: 0, reserved: cents(10), unknown: 0 })
  const messageId = uuid()
  const attempt = attemptOf({ usage: usage({ cacheReadTokens: 7, reasoningTokens: 5 }) })
  await settleAttempts(db, tenantId, { messageId, settlements: [{ reservationId, attempt }] })
  const counters = await readCounters(db, tenantId)
  t.is(Object.keys(counters).length, 5, 'the tenant, the service, the assistant, the channel, the member')
  for (const counter of Object.values(counters))
    t.deepEqual(counter, { requests: 1, spent: cents(2), reserved: 0, unknown: 0 })
  const [row] = await listCalls(db, tenantId)
  t.like(row, {
    id: asked.callId, llm: 'sage', provider: 'openai', model: 'sage-1', role: 'default', purpose: 'plan',
    state: 'settled', outcome: 'completed', messageId, assistantId: payer.assistantId, personId: payer.personId,
    service: 'desk', channel: 'c-1', credentialId: asked.target.credentialId, reservedNanoUsd: cents(10),
    costNanoUsd: cents(2), inputTokens: 100, outputTokens: 20, cacheReadTokens: 7, reasoningTokens: 5,
    usageSource: 'provider', countsRequest: true, expiredAt: null,
  }) // biome-ignore format: a row
  t.deepEqual(row?.prices, { ...asked.target.prices }, 'the price that was used')
  t.false(JSON.stringify(row).includes(asked.target.apiKey))
})

test('the same call reserved twice, or settled twice, counts once', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 1 })
  const asked = asking(payerOf(tenantId))
  const [first, second] = await Promise.all([openLedger(db).reserve(asked), openLedger(db).reserve(asked)])
  t.deepEqual(first, second)
  const reservationId = idOf(first)
  await Promise.all([settle(tenantId, reservationId), settle(tenantId, reservationId)])
  await openLedger(db).close(reservationId, attemptOf({ outcome: 'network', costNanoUsd: 0 }))
  t.deepEqual(await counterOf(tenantId), { requests: 1, spent: cents(2), reserved: 0, unknown: 0 })
  t.is((await listCalls(db, tenantId)).length, 1)
})

test('a settlement goes with the transaction that stores the answer', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const reservationId = idOf(await openLedger(db).reserve(asking(payerOf(tenantId))))
  await t.throwsAsync(
    withTenant(db, tenantId, async () => {
      await settle(tenantId, reservationId)
      throw new Error('the answer could not be stored')
    }),
  )
  t.like(await counterOf(tenantId), { spent: 0, reserved: cents(10) })
  t.is((await listCalls(db, tenantId))[0]?.state, 'reserved')
})

test('an attempt without an answer books what had come and gives the rest back', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const ledger = openLedger(db)
  const payer = payerOf(tenantId)
  const close = async (costNanoUsd: number | null, outcome: 'network' | 'cancelled' | 'truncated') => {
    const id = idOf(await ledger.reserve(asking(payer, { isFirstCall: false })))
    await ledger.close(id, attemptOf({ outcome, costNanoUsd, usage: null }))
  }
  await close(0, 'network')
  t.deepEqual(await counterOf(tenantId), { requests: 0, spent: 0, reserved: 0, unknown: 0 })
  await close(cents(1), 'cancelled')
  await close(null, 'truncated')
  t.deepEqual(await counterOf(tenantId), { requests: 0, spent: cents(1), reserved: 0, unknown: 1 })
  const rows = await listCalls(db, tenantId)
  t.deepEqual(
    rows.map(({ state, outcome, costNanoUsd, inputTokens }) => [state, outcome, costNanoUsd, inputTokens]),
    [
      ['closed', 'network', 0, null],
      ['closed', 'cancelled', cents(1), null],
      ['closed', 'truncated', null, null],
    ],
  )
})

test('a usage of zero stays zero, and a wrong one does not cost the answer', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const ledger = openLedger(db)
  const none = idOf(await ledger.reserve(asking(payerOf(tenantId))))
  const zero = usage({ inputTokens: 0, outputTokens: 0 })
  await settle(tenantId, none, attemptOf({ usage: zero, costNanoUsd: 0 }))
  const wrong = idOf(await ledger.reserve(asking(payerOf(tenantId))))
  const odd = usage({ inputTokens: -4, outputTokens: Number.NaN, reasoningTokens: 1e300 })
  await settle(tenantId, wrong, attemptOf({ usage: odd, costNanoUsd: 0.5 }))
  const [first, second] = await listCalls(db, tenantId)
  t.like(first, { inputTokens: 0, outputTokens: 0, costNanoUsd: 0, state: 'settled' })
  t.like(second, { inputTokens: 0, outputTokens: null, costNanoUsd: 1, state: 'settled' })
})

test('when the requests are spent, only fallbacks are asked, and a question that was counted goes on', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyQuota: 2 })
  const ledger = openLedger(db)
  const payer = payerOf(tenantId)
  const reserve = async (values: Parameters<typeof asking>[1]) =>
    outcomeOf(await ledger.reserve(asking(payer, values)))
  t.is(await reserve({}), 'granted')
  t.is(await reserve({ isFirstCall: false }), 'granted')
  t.is(await reserve({}), 'granted')
  t.is(await reserve({ isFirstCall: false, purpose: 'word' }), 'granted', 'its second call')
  t.is(await reserve({}), 'requests_spent')
  t.is(await reserve({ role: 'fallback' }), 'granted')
  t.is(await reserve({ isFirstCall: false }), 'requests_spent', 'nor with its second call')
  t.is((await counterOf(tenantId))?.requests, 3)
})

test('every fallback is held against the budget again, with its own price', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 0.3 })
  const ledger = openLedger(db)
  const payer = payerOf(tenantId)
  const reserve = async (values: Parameters<typeof asking>[1]) =>
    outcomeOf(await ledger.reserve(asking(payer, { isFirstCall: false, role: 'fallback', ...values })))
  t.is(await reserve({ worstCaseNanoUsd: cents(25) }), 'granted')
  t.is(await reserve({ worstCaseNanoUsd: cents(6) }), 'budget_spent')
  t.is(await reserve({ worstCaseNanoUsd: cents(5) }), 'granted')
  t.is(await reserve({ worstCaseNanoUsd: null, target: target({ prices: null }) }), 'price_unknown')
  t.is(await reserve({ target: freeTarget(), worstCaseNanoUsd: 0 }), 'granted')
  t.is((await listCalls(db, tenantId)).length, 3)
})

test('after the hard stop a free model answers only if the tenant says so', async (t) => {
  const db = database()
  const ask = { target: freeTarget(), worstCaseNanoUsd: 0 }
  const outcomes: string[] = []
  for (const freeModelsAfterBudget of [true, false]) {
    const tenantId = await makeTenant(db, { monthlyBudgetUsd: 0.1, freeModelsAfterBudget })
    const ledger = openLedger(db)
    outcomes.push(outcomeOf(await ledger.reserve(asking(payerOf(tenantId), ask))))
    await ledger.reserve(asking(payerOf(tenantId)))
    outcomes.push(outcomeOf(await ledger.reserve(asking(payerOf(tenantId), ask))))
    outcomes.push(outcomeOf(await ledger.reserve(asking(payerOf(tenantId), { worstCaseNanoUsd: 1 }))))
  }
  t.deepEqual(outcomes, ['granted', 'granted', 'budget_spent', 'granted', 'budget_spent', 'budget_spent'])
})

test('a model of unknown price is asked where there is no money limit, and its cost stays unknown', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const unknown = { worstCaseNanoUsd: null, target: target({ prices: null }) }
  const ledger = openLedger(db)
  const person = payerOf(tenantId, { personId: uuid() })
  const id = idOf(await ledger.reserve(asking(person, unknown)))
  await settle(tenantId, id, attemptOf({ costNanoUsd: null }))
  t.deepEqual(await counterOf(tenantId), { requests: 1, spent: 0, reserved: 0, unknown: 1 })
  const [row] = await listCalls(db, tenantId)
  t.like(row, { costNanoUsd: null, prices: null, inputTokens: 100, state: 'settled' })
  const limit = { tenantId, kind: 'member', subjectId: '*', monthlyBudgetUsd: 1 } as const
  await withTenant(db, tenantId, () => db.models.UsageLimit.create(limit))
  t.is(outcomeOf(await ledger.reserve(asking(person, unknown))), 'price_unknown')
  t.is(outcomeOf(await ledger.reserve(asking(payerOf(tenantId), unknown))), 'granted', 'nobody it limits')
})

test('a limit holds for each one of its kind separately, and one for the subject itself goes before it', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const [ann, bob, eve] = [uuid(), uuid(), uuid()]
  await withTenant(db, tenantId, () =>
    db.models.UsageLimit.bulkCreate([
      { tenantId, kind: 'member', subjectId: '*', monthlyRequests: 2 },
      { tenantId, kind: 'member', subjectId: eve, monthlyRequests: 3 },
      { tenantId, kind: 'channel', subjectId: 'c-1', monthlyBudgetUsd: 0.15 },
    ]),
  )
  const ledger = openLedger(db)
  const grantedTo = async (values: Parameters<typeof payerOf>[1]): Promise<number> => {
    const words: string[] = []
    for (let n = 0; n < 5; n++)
      words.push(outcomeOf(await ledger.reserve(asking(payerOf(tenantId, values), { role: 'fallback' }))))
    t.true(words.every((word) => word === 'granted' || word === 'limit_spent'))
    return words.filter((word) => word === 'granted').length
  }
  t.deepEqual(
    [
      await grantedTo({ personId: ann }),
      await grantedTo({ personId: bob }),
      await grantedTo({ personId: eve }),
    ],
    [2, 2, 3],
  )
  t.is(await grantedTo({ channel: 'c-1' }), 1)
  t.is(await grantedTo({ channel: 'c-2' }), 5)
})

test('the month is that of the tenant’s time zone, and a call is settled into the month that reserved it', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyQuota: 1, timeZone: 'Pacific/Auckland' })
  let now = new Date('2026-10-31T10:59:59Z')
  const ledger = openLedger(db, { now: () => now })
  const last = idOf(await ledger.reserve(asking(payerOf(tenantId))))
  t.is(outcomeOf(await ledger.reserve(asking(payerOf(tenantId)))), 'requests_spent')
  // Midnight in Auckland, an hour before noon in UTC.
  now = new Date('2026-10-31T11:00:00Z')
  idOf(await ledger.reserve(asking(payerOf(tenantId))))
  await settle(tenantId, last)
  t.deepEqual(await readCounters(db, tenantId), {
    'tenant 2026-10-01': { requests: 1, spent: cents(2), reserved: 0, unknown: 0 },
    'tenant 2026-11-01': { requests: 1, spent: 0, reserved: cents(10), unknown: 0 },
  })
})

test('deleting conversations, assistants and people never lowers usage', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const { Assistant, Conversation, Person } = db.models
  const [assistantId, conversationId, personId] = [uuid(), uuid(), uuid()]
  await withTenant(db, tenantId, async () => {
    await Assistant.create({ tenantId, id: assistantId, name: 'An assistant', theme: 't' })
    await Person.create({ tenantId, id: personId, fullName: 'A' })
    const place = { platform: 'web', place: conversationId }
    await Conversation.create({ tenantId, id: conversationId, assistantId, personId, ...place })
  })
  const payer = payerOf(tenantId, { assistantId, conversationId, personId })
  await settle(tenantId, idOf(await openLedger(db).reserve(asking(payer))))
  const before = await readCounters(db, tenantId)
  await withTenant(db, tenantId, async () => {
    await Conversation.destroy({ where: { tenantId } })
    await Assistant.destroy({ where: { tenantId } })
    await Person.destroy({ where: { tenantId } })
  })
  t.deepEqual(await readCounters(db, tenantId), before)
  t.like((await listCalls(db, tenantId))[0], { conversationId, assistantId, personId, costNanoUsd: cents(2) })
  await t.throwsAsync(
    withTenant(db, tenantId, () => db.models.LlmCall.destroy({ where: { tenantId } })),
    { message: /permission denied/ },
  )
})

const listAlerts = (tenantId: string) =>
  withTenant(database(), tenantId, () =>
    database().models.Alert.findAll({ where: { tenantId }, order: ['createdAt', 'id'] }),
  )

test('80 and 100 % are told once each a month, for requests and for money', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyQuota: 5, monthlyBudgetUsd: 1 })
  const ledger = openLedger(db, { now: () => new Date('2026-11-10T12:00:00Z') })
  const ask = () => ledger.reserve(asking(payerOf(tenantId), { role: 'fallback' }))
  const told = async () => (await listAlerts(tenantId)).map(({ onceKey }) => onceKey)
  const ids: string[] = []
  for (let n = 0; n < 3; n++) ids.push(idOf(await ask()))
  t.deepEqual(await told(), [])
  ids.push(idOf(await ask()))
  t.deepEqual(await told(), ['quota.80 requests 2026-11-01'])
  ids.push(idOf(await ask()), idOf(await ask()))
  t.deepEqual(await told(), ['quota.80 requests 2026-11-01', 'quota.100 requests 2026-11-01'])
  await settle(tenantId, ids[0]!, attemptOf({ costNanoUsd: cents(79) }))
  t.is((await told()).length, 2)
  await settle(tenantId, ids[1]!, attemptOf({ costNanoUsd: cents(1) }))
  t.is((await told())[2], 'quota.80 nano_usd 2026-11-01')
  await ledger.close(ids[2]!, attemptOf({ outcome: 'cancelled', costNanoUsd: cents(30) }))
  await ledger.close(ids[3]!, attemptOf({ outcome: 'cancelled', costNanoUsd: cents(30) }))
  t.is((await told()).length, 4)
  const [, , , last] = await listAlerts(tenantId)
  t.like(last, { type: 'quota.100', onceKey: 'quota.100 nano_usd 2026-11-01' })
  t.deepEqual(last?.data, {
    scope: 'tenant',
    scope_name: null,
    unit: 'nano_usd',
    used: cents(110),
    limit: cents(100),
    resets_at: '2026-11-30T23:00:00.000Z',
  })
  await asOwner(db, () => db.models.Tenant.update({ monthlyQuota: 8 }, { where: { id: tenantId } }))
  for (let n = 0; n < 3; n++)
    await ledger.reserve(asking(payerOf(tenantId), { target: freeTarget(), worstCaseNanoUsd: 0 }))
  t.is((await told()).length, 4)
})

test('the stop is told when the next call no longer fits, not when others hold the rest', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 1 })
  const ledger = openLedger(db)
  const ask = (worst: number) => ledger.reserve(asking(payerOf(tenantId), { worstCaseNanoUsd: worst }))
  const types = async () => (await listAlerts(tenantId)).map(({ type }) => type)
  const held = idOf(await ask(cents(95)))
  t.is(outcomeOf(await ask(cents(10))), 'budget_spent')
  t.deepEqual(await types(), [])
  await settle(tenantId, held, attemptOf({ costNanoUsd: cents(95) }))
  t.deepEqual(await types(), ['quota.80'])
  t.is(outcomeOf(await ask(cents(10))), 'budget_spent')
  t.is(outcomeOf(await ask(cents(10))), 'budget_spent')
  t.deepEqual(await types(), ['quota.80', 'quota.100'])
})

test('another tenant’s reservation is nobody’s', async (t) => {
  const db = database()
  const [mine, other] = [await makeTenant(db), await makeTenant(db)]
  const id = idOf(await openLedger(db).reserve(asking(payerOf(mine))))
  await settle(other, id)
  t.like(await counterOf(mine), { spent: 0, reserved: cents(10) })
  t.is((await listCalls(db, other)).length, 0)
})

test('what is booked and what is denied is measured, without anybody’s name', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyQuota: 1 })
  const provider = 'anthropic'
  const ledger = openLedger(db)
  const id = idOf(await ledger.reserve(asking(payerOf(tenantId), { target: target({ provider }) })))
  await settle(tenantId, id, attemptOf({ provider, usage: usage({ cacheReadTokens: 40 }) }))
  await settle(tenantId, id, attemptOf({ provider }))
  await ledger.reserve(asking(payerOf(tenantId)))
  const text = await metricsRegistry.metrics()
  t.true(text.includes(`sextant_llm_calls_total{provider="anthropic",outcome="completed"} 1\n`))
  t.true(text.includes(`sextant_llm_tokens_total{provider="anthropic",kind="input"} 100\n`))
  t.true(text.includes(`sextant_llm_tokens_total{provider="anthropic",kind="cache_read"} 40\n`))
  t.true(text.includes(`sextant_llm_cost_nano_usd_total{provider="anthropic"} ${cents(2)}\n`))
  t.regex(text, /sextant_llm_denied_total\{reason="requests_spent"\} [1-9]/)
  t.false(text.includes(tenantId))
})
