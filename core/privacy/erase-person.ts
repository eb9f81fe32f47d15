import { Op, QueryTypes } from 'sequelize'
import type { Task } from '../../db/models/task.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { actorOnBehalf } from '../access/can.ts'
import type { Core } from '../core.ts'
import { isAddress } from '../notifications/address.ts'
import type { AlertMail } from '../notifications/catalogue.ts'
import type { TaskKind } from '../tasks/kinds.ts'
import { removeResult } from '../tasks/results.ts'
import { eraseConversations } from './erase-conversations.ts'
import { erasure } from './erase-rows.ts'
import { removeMailFiles } from './mail-files.ts'
import { subjectOf } from './requests.ts'
import { bindsOf, ghostOf, type Subject } from './subject.ts'
import { setTombstone } from './tombstones.ts'

type Place = Pick<Core, 'db' | 'dataDir'>

/** All statements in one transaction. */
const runAll = ({ db }: Place, subject: Subject, statements: readonly string[]): Promise<void> =>
  inTenantAsOwner(db, subject.tenantId, async () => {
    for (const statement of statements) await db.sequelize.query(statement, { bind: bindsOf(subject) })
  })

/** Nobody comes in by them any more, and nothing new is made. */
const endAccess = ({ db }: Place, { tenantId, personId }: Subject): Promise<void> =>
  inTenantAsOwner(db, tenantId, async () => {
    if (personId === null) return
    await db.models.Person.update({ isActive: false }, { where: { tenantId, id: personId } })
    await db.models.Person.increment('tokenVersion', { where: { tenantId, id: personId } })
    await db.models.Session.update(
      { revokedAt: new Date() },
      { where: { holderId: personId, revokedAt: null } },
    )
  })

const resultsSql = `
  select t.id::text as id from tasks t where t.tenant_id = $tenant::uuid and t.kind = 'person.export'
     and (t.input ->> 'personId' = $person::text or t.input ->> 'account' = any($accounts::text[]))`

/** Mails that lie as files, and exports that were made before. */
const removeFiles = async (core: Place, subject: Subject): Promise<void> => {
  const { db } = core
  await removeMailFiles(core, bindsOf(subject).emails)
  const rows = await asOwner(db, () =>
    db.sequelize.query<{ id: string }>(resultsSql, { bind: bindsOf(subject), type: QueryTypes.SELECT }),
  )
  for (const { id } of rows) {
    await removeResult(core, id)
    const gone = { resultName: null, resultType: null, resultBytes: null, resultKeyHash: null }
    await asOwner(db, () => db.models.Task.update(gone, { where: { id, resultName: { [Op.ne]: null } } }))
  }
}

/** The last word to somebody of whom nothing is left here; its own row is swept once it has left. */
const tellErased = async ({ db }: Place, { tenantId, person }: Subject): Promise<void> => {
  const destination = person?.email?.trim() ?? ''
  if (!person || !isAddress(destination)) return
  const tenant = await db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true, raw: true })
  const mail: AlertMail = {
    type: 'privacy.erased',
    data: {},
    audience: 'person',
    locale: person.locale ?? tenant.locale,
    tenant_name: tenant.name,
    time_zone: tenant.timeZone,
    raised_at: new Date().toISOString(),
  }
  await db.models.OperatorMail.create({ destination, payload: { mail: { ...mail } } })
}

/** Who they are goes last, along with the word that tells them and the trail that tells the tenant. */
const removeIdentity = (core: Place, subject: Subject, task: Task | null): Promise<void> =>
  inTenantAsOwner(core.db, subject.tenantId, async () => {
    const { db } = core
    const { tenantId, personId } = subject
    for (const statement of erasure.identity) await db.sequelize.query(statement, { bind: bindsOf(subject) })
    const isThere = subject.person !== null || (personId === null && subject.accounts.length > 0)
    if (!isThere) return
    await tellErased(core, subject)
    const ghost = ghostOf(subject)
    const isOwn = task === null || task.requestedBy === personId || task.requestedKind === 'session'
    const by = isOwn
      ? { kind: 'system' as const, id: 'privacy' }
      : { kind: task.requestedKind as 'person', id: task.requestedBy }
    await recordAct(db, actorOnBehalf(tenantId, by), {
      action: 'person.erased',
      target: { kind: 'person', id: personId ?? ghost },
      details: { pseudonym: ghost },
    })
  })

/** Everything at once, for a database that was restored from before. */
export const eraseAgain = async (core: Place, subject: Subject): Promise<void> => {
  await endAccess(core, subject)
  await runAll(core, subject, erasure.waiting)
  await eraseConversations({ db: core.db, subject, report: async () => {} })
  await removeFiles(core, subject)
  await runAll(core, subject, erasure.traces)
  await removeIdentity(core, subject, null)
}

/** Forgets a person, or an account that is linked to nobody. Once begun it is carried through. */
export const personErase: TaskKind = {
  kind: 'person.erase',
  steps: [
    {
      name: 'access',
      isFinal: true,
      run: async ({ core, task }) => {
        const subject = await subjectOf(core.db, task)
        const kind = subject.personId === null ? 'account' : 'person'
        await setTombstone(core, { id: task.id, kind, subject })
        await endAccess(core, subject)
      },
    },
    {
      name: 'waiting',
      run: async ({ core, task }) => runAll(core, await subjectOf(core.db, task), erasure.waiting),
    },
    {
      name: 'conversations',
      run: async ({ core, task, report }) =>
        eraseConversations({ db: core.db, subject: await subjectOf(core.db, task), report }),
    },
    {
      name: 'files',
      run: async ({ core, task }) => removeFiles(core, await subjectOf(core.db, task)),
    },
    {
      name: 'traces',
      run: async ({ core, task }) => runAll(core, await subjectOf(core.db, task), erasure.traces),
    },
    {
      name: 'identity',
      run: async ({ core, task }) => removeIdentity(core, await subjectOf(core.db, task), task),
    },
  ],
}
