import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { closeSession, isEnded, openSession, rotateSession } from '../../../core/tenancy/sessions.ts'
import type { Holder } from '../../../core/tenancy/tokens.ts'
import type { Database } from '../../../db/database.ts'
import { asOwner } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { openTestDatabase } from '../../helpers/database.ts'

let db: Database
const shared = afterAll(test)
test.before(async () => {
  db = await openTestDatabase(shared)
})

const someone = (): Holder => ({ kind: 'operator', id: uuidv7(), tenantId: null })
const open = (userAgent: string | null) => openSession(db, someone(), { userAgent, tokenVersion: 1 })
const isOver = (familyId: string) => isEnded(db, { jti: uuidv7(), familyId })

test('each refresh gives the next token of the family and ends the one before', async (t) => {
  const first = await open('test')
  const second = await rotateSession(db, first.refreshToken)
  t.is(second.familyId, first.familyId)
  t.deepEqual(second.holder, first.holder)
  t.not(second.refreshToken, first.refreshToken)
  t.false(await isOver(first.familyId))
})

test('a token that was exchanged before ends the whole family', async (t) => {
  const first = await open(null)
  const second = await rotateSession(db, first.refreshToken)
  const third = await rotateSession(db, second.refreshToken)
  await t.throwsAsync(rotateSession(db, first.refreshToken), { code: 'token_reuse' })
  t.true(await isOver(first.familyId))
  await t.throwsAsync(rotateSession(db, third.refreshToken), { code: 'token_reuse' })
})

/** FULL_ROUNDS is for the long run. */
const rounds = process.env.FULL_ROUNDS ? 200 : 10

test('of fifty parallel uses of one token at most one succeeds, and the family is over', async (t) => {
  for (let round = 0; round < rounds; round += 1) {
    const { refreshToken, familyId } = await open(null)
    const uses = await Promise.allSettled(Array.from({ length: 50 }, () => rotateSession(db, refreshToken)))
    t.true(uses.filter(({ status }) => status === 'fulfilled').length <= 1)
    for (const use of uses)
      if (use.status === 'fulfilled')
        await t.throwsAsync(rotateSession(db, use.value.refreshToken), { code: 'token_reuse' })
      else t.is(use.reason.code, 'token_reuse')
    t.true(await isOver(familyId))
  }
})

test('an unknown or expired token is refused and ends nothing', async (t) => {
  const { refreshToken, familyId } = await open(null)
  await t.throwsAsync(rotateSession(db, 'x'.repeat(43)), { code: 'unauthenticated' })
  await asOwner(db, () => db.models.Session.update({ expiresAt: new Date(0) }, { where: { familyId } }))
  await t.throwsAsync(rotateSession(db, refreshToken), { code: 'unauthenticated' })
})

test('signing out ends the family and the access token, and nobody else', async (t) => {
  const [mine, other] = [await open(null), await open(null)]
  const jti = uuidv7()
  await closeSession(db, { familyId: mine.familyId, jti, expiresAt: new Date(Date.now() + 1000) })
  t.true(await isOver(mine.familyId))
  t.true(await isEnded(db, { jti, familyId: other.familyId }))
  t.false(await isOver(other.familyId))
})

test('the database never holds a refresh token itself', async (t) => {
  const { refreshToken, familyId } = await open(null)
  const rows = await asOwner(db, () => db.models.Session.findAll({ where: { familyId } }))
  t.is(rows.length, 1)
  t.false(JSON.stringify(rows).includes(refreshToken))
})
