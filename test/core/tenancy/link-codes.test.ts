import test from 'ava'
import { v7 as uuid } from 'uuid'
import { limits } from '../../../config/limits.ts'
import type { TenantActor } from '../../../core/access/can.ts'
import { findPersonOf, listIdentities, removeIdentity } from '../../../core/tenancy/identities.ts'
import {
  type ChatAccount,
  createLinkCode,
  type LinkSide,
  redeemLinkCode,
} from '../../../core/tenancy/link-codes.ts'
import { withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { addPerson, openTenant, readActs, readMails } from '../../helpers/installs.ts'

const database = shareTestDatabase(test)
const page = { limit: 200, after: null }

const slack = (): ChatAccount => ({ platform: 'slack', workspace: 'T1', platformUserId: `U${uuid()}` })
const discord = (): ChatAccount => ({ platform: 'discord', workspace: 'G1', platformUserId: uuid() })

const openDesk = async () => {
  const db = database()
  const person = await openTenant(db, 'person@example.org')
  const { tenantId } = person
  const make = async (side: LinkSide) => (await createLinkCode(db, { tenantId, ...side })).code
  const redeem = (code: string, by: LinkSide) => redeemLinkCode(db, { tenantId, code, by })
  const ownerOf = async (user: ChatAccount) => (await findPersonOf(db, tenantId, user))?.id ?? null
  const self = { personId: person.id }
  const link = async (user: ChatAccount, to: TenantActor = person) =>
    redeem(await make({ personId: to.id }), { user })
  return { db, tenantId, person, self, make, redeem, ownerOf, link }
}
const failing = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; details: { context?: string } }) => [error.code, error.details.context],
  )
const wrong = ['not_found', 'code']

test('a code of somebody who is signed in links the account where it is typed', async (t) => {
  const { db, tenantId, person, self, make, redeem, ownerOf } = await openDesk()
  const user = slack()
  t.is(await ownerOf(user), null)
  const code = await make(self)
  t.regex(code, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  const linked = await redeem(code.toLowerCase().replace('-', ' '), { user })
  t.like(linked, { isNew: true })
  t.is(linked.person.id, person.id)
  t.is(await ownerOf(user), person.id)
  t.deepEqual(await readMails(db, tenantId), [
    {
      to: 'person@example.org',
      type: 'identity.linked',
      data: { platform: 'slack', workspace_id: 'T1', account: user.platformUserId },
      audience: 'person',
    },
  ])
  const acts = await readActs(db, tenantId)
  t.like(acts.at(-1), {
    action: 'identity.linked',
    actorId: `slack:T1:${user.platformUserId}`,
    targetId: person.id,
  })
  t.deepEqual(await failing(redeem(code, { user: discord() })), wrong)
})

test('a code of an account links it to whoever is signed in and types it', async (t) => {
  const { person, self, make, redeem, ownerOf } = await openDesk()
  const user = slack()
  const code = await make({ user })
  t.is(await ownerOf(user), null)
  t.true((await redeem(code, self)).isNew)
  t.is(await ownerOf(user), person.id)
})

test('a code of an account that is somebody’s links a second account to the same person, both ways', async (t) => {
  const { person, make, redeem, ownerOf, link } = await openDesk()
  const [known, second, third] = [slack(), discord(), discord()]
  await link(known)
  t.true((await redeem(await make({ user: known }), { user: second })).isNew)
  t.is(await ownerOf(second), person.id)
  // Made by the one that is nobody's yet, typed by the one that is.
  t.true((await redeem(await make({ user: third }), { user: known })).isNew)
  t.is(await ownerOf(third), person.id)
  t.is(await ownerOf(known), person.id)
})

test('what is linked already is said to be so, and is told nobody again', async (t) => {
  const { db, tenantId, self, make, redeem, link } = await openDesk()
  const user = slack()
  await link(user)
  t.false((await redeem(await make(self), { user })).isNew)
  t.false((await redeem(await make({ user }), { user })).isNew)
  t.is((await readMails(db, tenantId)).length, 1)
})

test('an account of another person is refused, never moved, whichever way the code goes', async (t) => {
  const { db, tenantId, person, self, make, redeem, ownerOf, link } = await openDesk()
  const other = await addPerson(db, tenantId, { role: 'marketing' })
  const [mine, theirs, nobodys] = [slack(), slack(), slack()]
  await link(mine)
  await link(theirs, other)
  const taken = ['conflict', 'identity_taken']
  const code = await make(self)
  t.deepEqual(await failing(redeem(code, { user: theirs })), taken)
  t.deepEqual(await failing(redeem(await make({ user: theirs }), self)), taken)
  t.deepEqual(await failing(redeem(await make({ user: mine }), { user: theirs })), taken)
  // An account that is linked while its code is under way.
  const early = await make({ user: nobodys })
  await link(nobodys, other)
  t.deepEqual(await failing(redeem(early, self)), taken)
  t.is(await ownerOf(theirs), other.id)
  t.is(await ownerOf(mine), person.id)
  // A refused code is not used up.
  const again = await make(self)
  await failing(redeem(again, { user: theirs }))
  t.true((await redeem(again, { user: slack() })).isNew)
})

test('who is linked is never guessed: two accounts of nobody, or two people, are refused', async (t) => {
  const { db, tenantId, self, make, redeem, ownerOf } = await openDesk()
  const other = await addPerson(db, tenantId)
  const [one, two] = [slack(), discord()]
  t.deepEqual(await failing(redeem(await make({ user: one }), { user: two })), ['conflict', 'link_nobody'])
  t.deepEqual(await failing(redeem(await make({ user: one }), { user: one })), ['conflict', 'link_nobody'])
  t.deepEqual(await failing(redeem(await make(self), self)), ['conflict', 'link_no_account'])
  const theirs = await make({ personId: other.id })
  t.deepEqual(await failing(redeem(theirs, self)), ['conflict', 'identity_taken'])
  for (const user of [one, two]) t.is(await ownerOf(user), null)
})

test('two who link an account at the same moment: one gets it', async (t) => {
  const { db, tenantId, self, make, redeem, ownerOf } = await openDesk()
  const other = await addPerson(db, tenantId)
  const user = slack()
  const codes = [await make(self), await make({ personId: other.id })]
  const outcomes = await Promise.all(codes.map((code) => failing(redeem(code, { user }))))
  t.deepEqual(outcomes.filter((outcome) => outcome !== null), [['conflict', 'identity_taken']]) // biome-ignore format: one
  t.is(await ownerOf(user), outcomes[0] === null ? self.personId : other.id)
})

test('one code is typed by two at the same moment: it works once', async (t) => {
  const { self, make, redeem, ownerOf } = await openDesk()
  const users = [slack(), slack()]
  const code = await make(self)
  const outcomes = await Promise.all(users.map((user) => failing(redeem(code, { user }))))
  t.deepEqual(outcomes.filter((outcome) => outcome !== null), [wrong]) // biome-ignore format: one
  t.is((await Promise.all(users.map(ownerOf))).filter(Boolean).length, 1)
})

test('a code lives ten minutes, and the next one of its maker ends it', async (t) => {
  const { db, tenantId, self, make, redeem } = await openDesk()
  const { code, expiresAt } = await createLinkCode(db, { tenantId, ...self })
  const minutes = (expiresAt.getTime() - Date.now()) / 60_000
  t.true(minutes > limits.codes.linkMinutes - 1 && minutes <= limits.codes.linkMinutes)
  const second = await make(self)
  t.deepEqual(await failing(redeem(code, { user: slack() })), wrong)
  const rows = () =>
    withTenant(db, tenantId, () => db.models.LinkCode.findAll({ where: { tenantId }, raw: true }))
  const stored = JSON.stringify(await rows())
  for (const form of [code, second, second.replace('-', '')]) t.false(stored.includes(form))
  await withTenant(db, tenantId, () =>
    db.models.LinkCode.update({ expiresAt: new Date(Date.now() - 1) }, { where: { tenantId } }),
  )
  t.deepEqual(await failing(redeem(second, { user: slack() })), wrong)
  // What is out of date goes when the next one is made.
  await make({ user: slack() })
  t.is((await rows()).length, 1)
})

test('of another tenant a code and an account are not there', async (t) => {
  const [mine, other] = [await openDesk(), await openDesk()]
  const user = slack()
  const code = await other.make(other.self)
  t.deepEqual(await failing(mine.redeem(code, { user })), wrong)
  await other.redeem(code, { user })
  t.is(await mine.ownerOf(user), null)
  // The same account may be somebody else there.
  t.true((await mine.link(user)).isNew)
  t.is(await other.ownerOf(user), other.person.id)
})

test('who guesses waits, and nobody else does', async (t) => {
  const { self, make, redeem } = await openDesk()
  const [guesser, user] = [slack(), slack()]
  const code = await make(self)
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, i) => failing(redeem(`AAAAA-AAAA${i}`, { user: guesser }))),
  )
  t.is(guesses.filter((outcome) => outcome?.[0] === 'too_many_requests').length, 12 - limits.codes.wrongTries)
  t.is((await failing(redeem(code, { user: guesser })))?.[0], 'too_many_requests')
  t.true((await redeem(code, { user })).isNew)
})

test('who is switched off makes no code, and gets no account', async (t) => {
  const { db, tenantId, person, self, make, redeem, ownerOf, link } = await openDesk()
  const [known, user] = [slack(), slack()]
  await link(known)
  const [own, theirs] = [await make(self), await make({ user })]
  await withTenant(db, tenantId, () =>
    db.models.Person.update({ isActive: false }, { where: { tenantId, id: person.id } }),
  )
  for (const work of [redeem(own, { user }), redeem(theirs, self), make(self), make({ user: known })])
    t.is((await failing(work))?.[0], 'not_found')
  t.is(await ownerOf(user), null)
})

test('people see and unlink their own accounts, who manages users those of all, nobody those of another tenant', async (t) => {
  const { db, tenantId, person, ownerOf, link } = await openDesk()
  const member = await addPerson(db, tenantId, { role: 'marketing' })
  const [one, two, three] = [slack(), discord(), slack()]
  for (const user of [one, two]) await link(user, member)
  await link(three)
  const list = (actor: TenantActor, personId: string) => listIdentities(db, actor, { personId, page })
  const remove = (actor: TenantActor, personId: string, identityId: string | null) =>
    failing((async () => removeIdentity(db, actor, { personId, identityId }))())
  const listed = await list(member, member.id)
  t.deepEqual(
    listed.map(({ platformUserId }) => platformUserId),
    [two.platformUserId, one.platformUserId],
  )
  t.is((await list(person, member.id)).length, 2)
  t.throws(() => list(member, person.id), { message: /users:manage/ })
  t.is((await remove(member, person.id, null))?.[0], 'forbidden')
  const stranger = await openTenant(db)
  t.is((await failing(list(stranger, member.id)))?.[0], 'not_found')
  t.is((await remove(stranger, member.id, null))?.[0], 'not_found')
  // Another person's account is not among the own ones.
  const [theirs] = await list(person, person.id)
  t.is((await remove(member, member.id, theirs!.id))?.[0], 'not_found')
  t.is(await remove(member, member.id, listed[0]!.id), null)
  t.is(await ownerOf(two), null)
  t.is(await ownerOf(one), member.id)
  t.is(await remove(person, member.id, null), null)
  t.is(await ownerOf(one), null)
  t.is(await ownerOf(three), person.id)
  const acts = (await readActs(db, tenantId)).filter(({ action }) => action === 'identity.removed')
  t.deepEqual(
    acts.map(({ actorId }) => actorId),
    [member.id, person.id],
  )
})
