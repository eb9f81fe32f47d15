import test from 'ava'
import { recordAct, recordDeploymentAct } from '../../../core/access/audit.ts'
import { operatorActor, personActor } from '../../../core/access/can.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)

const id = '01a00000-0000-7000-8000-0000000000aa'

test('an act and its trail commit together or not at all', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const actor = personActor({ id, tenantId, role: 'admin' })
  const add = (fails: boolean) =>
    withTenant(db, tenantId, async () => {
      await db.models.Person.create({ tenantId, fullName: 'A' })
      await recordAct(db, actor, { action: 'person.created', target: { kind: 'person', id } })
      if (fails) throw new Error('after all')
    })
  await add(false)
  await t.throwsAsync(add(true))
  await withTenant(db, tenantId, async () => {
    t.is(await db.models.Person.count(), 1)
    const [event, ...rest] = await db.models.AuditEvent.findAll()
    t.is(rest.length, 0)
    t.like(event, {
      action: 'person.created',
      actorKind: 'person',
      actorId: id,
      outcome: 'allowed',
      targetKind: 'person',
    })
  })
})

test('the app role can neither change nor delete a trail', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const actor = personActor({ id, tenantId, role: 'admin' })
  await withTenant(db, tenantId, () => recordAct(db, actor, { action: 'thing.done', outcome: 'denied' }))
  const change = () => db.models.AuditEvent.update({ outcome: 'allowed' }, { where: { tenantId } })
  const remove = () => db.models.AuditEvent.destroy({ where: { tenantId } })
  for (const act of [change, remove])
    await t.throwsAsync(withTenant<unknown>(db, tenantId, act), { message: /permission denied/ })
})

test("an operator's acts for the deployment are out of every tenant's sight", async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  await recordDeploymentAct(db, operatorActor(id, null), { action: 'tenant.created' })
  t.is(await asOwner(db, () => db.models.DeploymentAuditEvent.count()), 1)
  await t.throwsAsync(
    withTenant(db, tenantId, () => db.models.DeploymentAuditEvent.count()),
    { message: /permission denied/ },
  )
})
