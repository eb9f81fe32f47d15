import test from 'ava'
import { runAction, runCommand } from '../../../bots/commands/run.ts'
import { taskKinds } from '../../../core/privacy/work.ts'
import { workOnTasks } from '../../../core/tasks/run.ts'
import { defineTaskQueue } from '../../../core/tasks/start.ts'
import { openTaskResultByKey } from '../../../core/tasks/tasks.ts'
import { linkAccount } from '../../../core/tenancy/identities.ts'
import { setLocale } from '../../../core/tenancy/preferences.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { endedTask } from '../../helpers/task-core.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { controlsOf, type Desk, openCommands, openDesk, textOf } from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
  await defineTaskQueue(work.core)
  workOnTasks(work.core, taskKinds)
})

const newestTask = ({ core, tenantId }: Desk, kind: string) =>
  asOwner(core.db, () =>
    core.db.models.Task.findOne({
      where: { tenantId, kind },
      order: [['createdAt', 'DESC']],
      rejectOnEmpty: true,
    }),
  )

test('whoever is linked to nobody gets a link to their data, and is forgotten when the button is pressed', async (t) => {
  const desk = await openDesk(work)
  const { core, tenantId, workspace } = desk
  const member = { platform: 'slack' as const, workspace, platformUserId: 'UNOBODY' }
  const actor = desk.member('UNOBODY')
  await setLocale(core.db, actor, { member, locale: 'en' })
  const context = desk.context(actor, { user: 'UNOBODY' }, 'en')
  const exported = await runCommand(context, 'me export')
  t.like(exported, { kind: 'card', audience: 'person' })
  const link = controlsOf(exported).find(({ kind }) => kind === 'link')
  const url = new URL((link as { url: string }).url)
  const task = await newestTask(desk, 'person.export')
  t.is(url.pathname, `/v1/jobs/${task.id}/result`)
  t.is((await endedTask(core, task.id)).state, 'done')
  const { body, bytes } = await openTaskResultByKey(core, task.id, url.searchParams.get('key') ?? '')
  body.destroy()
  t.true(bytes > 100)

  const asked = await runCommand(context, 'me forget')
  const [button] = controlsOf(asked)
  t.like(button, { kind: 'button', action: 'me.erase', style: 'danger' })
  t.truthy((button as { confirm: unknown }).confirm)
  const where = { tenantId, platformUserId: 'UNOBODY' }
  const kept = () => withTenant(core.db, tenantId, () => core.db.models.MemberPreference.count({ where }))
  t.is(await kept(), 1, 'nothing goes before it is pressed')
  t.like(await runAction(context, 'me.erase', {}), { kind: 'card', audience: 'edit' })
  t.is((await endedTask(core, (await newestTask(desk, 'person.erase')).id)).state, 'done')
  t.is(await kept(), 0)
})

test('whoever is linked is forgotten on all platforms', async (t) => {
  const desk = await openDesk(work)
  const { core, tenantId, workspace, marketing } = desk
  for (const [platform, place] of [
    ['slack', workspace],
    ['discord', 'G1'],
  ] as const)
    await withTenant(core.db, tenantId, () =>
      linkAccount(core.db, tenantId, {
        account: { platform, workspace: place, platformUserId: 'UBOTH' },
        personId: marketing.id,
      }),
    )
  const words = textOf(await runCommand(desk.context(marketing), 'moi oublier'))
  t.regex(words, /conversations/)
  await runAction(desk.context(marketing), 'me.erase', {})
  t.is((await endedTask(core, (await newestTask(desk, 'person.erase')).id)).state, 'done')
  await withTenant(core.db, tenantId, async () => {
    t.is(await core.db.models.PlatformIdentity.count({ where: { tenantId, personId: marketing.id } }), 0)
    t.is(await core.db.models.Person.count({ where: { tenantId, id: marketing.id } }), 0)
  })
})
