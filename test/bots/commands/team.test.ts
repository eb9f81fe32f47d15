import test from 'ava'
import fc from 'fast-check'
import { actions } from '../../../bots/commands/actions/registry.ts'
import type { CommandContext } from '../../../bots/commands/command.ts'
import { formHandlers } from '../../../bots/commands/forms/registry.ts'
import { homeCards } from '../../../bots/commands/home-cards.ts'
import { commands } from '../../../bots/commands/registry.ts'
import { runAction, runCommand, submitForm } from '../../../bots/commands/run.ts'
import { can, personActor, type TenantActor } from '../../../core/access/can.ts'
import { permissionLabel } from '../../../core/access/labels.ts'
import { grantable, heldIn, type Permission } from '../../../core/access/permissions.ts'
import { createRole } from '../../../core/access/roles.ts'
import { linkAccount } from '../../../core/tenancy/identities.ts'
import { createPerson } from '../../../core/tenancy/people.ts'
import { createService } from '../../../core/tenancy/services.ts'
import type { Person } from '../../../db/models/person.ts'
import { withTenant } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { readMails } from '../../helpers/installs.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { actionsOf, controlOf, controlsOf, type Desk, openCommands, openDesk, textOf } from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

const add = (
  { core, admin }: Desk,
  fullName: string,
  more: Partial<Parameters<typeof createPerson>[2]> = {},
) => createPerson(core.db, admin, { email: null, fullName, role: 'marketing', password: null, ...more })

const read = ({ core, tenantId }: Desk, id: string): Promise<Person> =>
  withTenant(core.db, tenantId, () =>
    core.db.models.Person.findOne({ where: { tenantId, id }, rejectOnEmpty: true }),
  )

const made = ({ core, tenantId }: Desk, email: string): Promise<Person | null> =>
  withTenant(core.db, tenantId, () => core.db.models.Person.findOne({ where: { tenantId, email } }))

const fill = (context: CommandContext, action: string, values: Record<string, string>, value = {}) =>
  submitForm(context, action, { value, values })

test('the team is listed with roles and services, part of a name finds somebody', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin, {}, 'en')
  const { id } = await createService(desk.core.db, desk.admin, { name: 'Studies' })
  await add(desk, 'Zoé *Martin*', { role: 'it', serviceId: id, email: 'zoe@example.org' })
  const all = textOf(await runCommand(context, 'team users'))
  t.regex(all, /Zoé \\\*Martin\\\*\*\* · zoe@example.org · IT · Studies/)
  t.regex(all, /Camille admin/)
  const found = await runCommand(context, 'équipe utilisateurs zoé')
  t.notRegex(textOf(found), /Camille/)
  t.is(controlOf(found, 'team.person').kind, 'select')
  t.regex(textOf(await runCommand(context, 'team users nobody')), /Nobody is called nobody/)
  const other = await openDesk(work)
  t.notRegex(textOf(await runCommand(other.context(other.admin), 'team users')), /Zoé/)
})

test('a role is given by address, name or mention, and a form gives it too', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin, {}, 'en')
  const zoe = await add(desk, 'Zoé Martin', { email: 'zoe@example.org' })
  const roleOf = async () => (await read(desk, zoe.id)).role
  t.regex(textOf(await runCommand(context, 'team role zoe@example.org DSI')), /Zoé Martin is now IT/)
  t.is(await roleOf(), 'it')
  await runCommand(context, 'team role "zoé martin" finance')
  t.is(await roleOf(), 'finance')
  const told = (await readMails(desk.core.db, desk.tenantId)).filter(({ type }) => type === 'role.changed')
  t.deepEqual(
    told.map(({ to, data }) => [to, (data as { after: string }).after]).sort(),
    [
      ['zoe@example.org', 'finance'],
      ['zoe@example.org', 'it'],
    ],
    'they hear of it by mail',
  )
  t.regex(
    textOf(await runCommand(context, 'team role zoe@example.org king')),
    /No role is called king.*Finance/s,
  )
  const platform = 'slack' as const
  const account = { platform, workspace: desk.workspace, platformUserId: 'U77' }
  await withTenant(desk.core.db, desk.tenantId, () =>
    linkAccount(desk.core.db, desk.tenantId, { account, personId: zoe.id }),
  )
  const mentioning = desk.context(desk.admin, { mentioned: ['U77'] }, 'en')
  await runCommand(mentioning, 'team role @zoe management')
  t.is(await roleOf(), 'management')
  const stranger = desk.context(desk.admin, { mentioned: ['U78'] }, 'en')
  t.regex(textOf(await runCommand(stranger, 'team role @bob it')), /linked to nobody/)
  const form = await runCommand(context, 'team role zoe@example.org')
  t.true(form.kind === 'form' && form.form.fields.some(({ name }) => name === 'role'))
  const changed = await fill(context, 'team.person', { role: 'it', state: 'off' }, { person: zoe.id })
  t.regex(textOf(changed), /switched off/)
  t.like(await read(desk, zoe.id), { role: 'it', isActive: false })
  await add(desk, 'Zoé Durand')
  const several = await runCommand(context, 'team role zoé it')
  t.is(controlOf(several, 'team.person').kind, 'select')
})

test('somebody is invited by one line or by form, whose faults are told', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin, {}, 'en')
  t.regex(textOf(await runCommand(context, 'team invite Zoe@example.org it')), /zoe@example.org/)
  t.is((await made(desk, 'zoe@example.org'))?.role, 'it')
  const form = await runCommand(context, 'team invite bob@example.org')
  t.true(form.kind === 'form')
  const bad = await fill(context, 'team.invite', { email: 'bob', full_name: 'a\u202eb', role: 'it' })
  t.true(bad.kind === 'errors')
  t.deepEqual(bad.kind === 'errors' && Object.keys(bad.errors), ['email', 'full_name'])
  const taken = await fill(context, 'team.invite', { email: 'zoe@example.org', full_name: 'Zoé' })
  t.deepEqual(taken.kind === 'errors' && Object.keys(taken.errors), ['email'])
  t.regex(textOf(await fill(context, 'team.invite', { email: 'bob@x.org', full_name: 'Bob' })), /bob@x.org/)
  t.like(await made(desk, 'bob@x.org'), { role: 'marketing', fullName: 'Bob' })
})

test('roles in both languages, what each may do, and those of the tenant’s own', async (t) => {
  const desk = await openDesk(work)
  await createRole(desk.core.db, desk.admin, {
    code: 'planner',
    name: 'Planning',
    permissions: ['plans:create'],
  })
  const list = textOf(await runCommand(desk.context(desk.marketing), 'team roles'))
  for (const role of ['Marketing', 'DSI', 'Finance', 'Direction générale', 'Administrateur', 'Planning'])
    t.true(list.includes(role), role)
  const context = desk.context(desk.finance, {}, 'en')
  t.regex(textOf(await runCommand(context, 'team roles')), /Management/)
  const shown = textOf(await runAction(context, 'team.role_show', { selected: 'planner' }))
  t.regex(shown, /Create plans \(`plans:create`\)/)
  t.regex(textOf(await runAction(context, 'team.role_show', { selected: 'none' })), /not exist/)
  t.regex(textOf(await runCommand(desk.context(desk.member('U9'), {}, 'en'), 'team roles')), /may not/)
})

test('services are shown to everybody and made by who manages them', async (t) => {
  const desk = await openDesk(work)
  const marketing = desk.context(desk.marketing, {}, 'en')
  t.deepEqual(actionsOf(await runCommand(marketing, 'team services')), [])
  const admin = desk.context(desk.admin, {}, 'en')
  t.deepEqual(actionsOf(await runCommand(admin, 'team services')), ['team.service_new'])
  t.is((await runAction(admin, 'team.service_new', {})).kind, 'form')
  t.regex(textOf(await fill(admin, 'team.service', { name: 'Sales' })), /Sales/)
  t.is((await fill(admin, 'team.service', { name: 'sаles' })).kind, 'errors', 'a Cyrillic a')
  t.regex(textOf(await fill(marketing, 'team.service', { name: 'Mine' })), /Manage departments/)
  t.regex(textOf(await runCommand(marketing, 'team services')), /Sales/)
})

test('the panel and the home page show what somebody may administrate, and nothing to others', async (t) => {
  const desk = await openDesk(work)
  const admin = desk.context(desk.admin, {}, 'en')
  const panel = await runCommand(admin, 'team admin')
  t.true(panel.kind === 'card' && panel.audience === 'person')
  t.deepEqual(actionsOf(panel), [
    'team.users', 'team.roles', 'team.services', 'usage', 'workspace.models', 'workspace.key', 'workspace.show',
  ]) // biome-ignore format: one list
  const link = controlsOf(panel).find(({ kind }) => kind === 'link')
  t.is(link?.kind === 'link' && link.url, 'https://sextant.example.org/admin')
  const titles = async (context: CommandContext) => (await homeCards(context)).map(({ title }) => title)
  t.true((await titles(admin)).includes('Administration'))
  for (const actor of [desk.marketing, desk.finance, desk.member('U9')]) {
    const context = desk.context(actor, {}, 'en')
    t.regex(textOf(await runCommand(context, 'team admin')), /nothing here/)
    t.false((await titles(context)).includes('Administration'))
  }
  const it = { ...desk.finance, permissions: heldIn('it', null) }
  t.deepEqual(actionsOf(await runCommand(desk.context(it), 'team admin')), ['workspace.models'])
})

test('everybody sees who they are: a person, somebody who is linked to nobody', async (t) => {
  const desk = await openDesk(work)
  const { id } = await createService(desk.core.db, desk.admin, { name: 'Studies' })
  const zoe = await add(desk, 'Zoé Martin', { email: 'zoe@example.org', serviceId: id, userName: 'zoe' })
  const actor = personActor({ id: zoe.id, tenantId: desk.tenantId, role: 'marketing' })
  const own = textOf(await runCommand(desk.context(actor, {}, 'en'), 'me show'))
  for (const told of ['Zoé Martin', 'zoe@example.org', 'zoe', 'Marketing', 'Studies'])
    t.true(own.includes(told), told)
  t.regex(textOf(await runCommand(desk.context(actor), 'moi voir')), /Vous/)
  const stranger = await runCommand(desk.context(desk.member('U9'), {}, 'en'), 'me show')
  t.notRegex(textOf(stranger), /Role/)
  t.deepEqual(actionsOf(stranger), ['link'])
  const boss = await runCommand(desk.context(desk.member('U8', { isAdmin: true }), {}, 'en'), 'me show')
  t.regex(textOf(boss), /Role: Administrator/)
})

test('nobody gives more than they have by chat either, and is told in words what lacks', async (t) => {
  const desk = await openDesk(work)
  const { tenantId } = desk
  await createRole(desk.core.db, desk.admin, { code: 'clerk', name: 'Clerk', permissions: ['users:manage'] })
  const { id } = await add(desk, 'Clerk', { role: 'clerk' })
  const clerk = personActor({ id, tenantId, role: 'clerk', permissions: heldIn('clerk', ['users:manage']) })
  const context = desk.context(clerk, {}, 'en')
  const zoe = await add(desk, 'Zoé', { role: 'clerk', email: 'zoe@example.org' })
  t.regex(textOf(await runCommand(context, 'team role zoe@example.org admin')), /Right that it takes: \w+/)
  t.is((await read(desk, zoe.id)).role, 'clerk')
  t.regex(
    textOf(await fill(context, 'team.invite', { email: 'e@x.org', full_name: 'E', role: 'admin' })),
    /permission/i,
  )
  t.is(await made(desk, 'e@x.org'), null)
  const form = await runCommand(context, 'team role zoe@example.org')
  const field = form.kind === 'form' ? form.form.fields.find(({ name }) => name === 'role') : undefined
  t.deepEqual(field?.kind === 'select' && field.options.map(({ value }) => value), ['clerk'])
  const theirs = await openDesk(work)
  const foreign = await fill(context, 'team.person', { role: 'clerk' }, { person: theirs.admin.id })
  t.regex(textOf(foreign), /not exist/)
})

test('whatever somebody holds, commands, buttons and forms decide as the one decision does', async (t) => {
  const desk = await openDesk(work)
  const doors = [
    ...commands.map(({ path, permission }) => ({
      name: path.join('.'),
      permission,
      open: 'action' as const,
    })),
    ...actions.map(({ name, permission }) => ({ name, permission, open: 'action' as const })),
    ...formHandlers.map(({ action, permission }) => ({ name: action, permission, open: 'form' as const })),
  ].filter((door): door is typeof door & { permission: Permission } => door.permission !== null)
  t.true(doors.length > 40)
  await fc.assert(
    fc.asyncProperty(
      fc.subarray([...grantable]),
      fc.constantFrom(...doors),
      async (held, { name, permission, open }) => {
        const actor: TenantActor = { ...desk.marketing, permissions: new Set(held) }
        const context = desk.context(actor, {}, 'en')
        if (can(actor, permission)) return
        const result = open === 'form' ? await fill(context, name, {}) : await runAction(context, name, {})
        t.true(textOf(result).includes(permissionLabel('en', permission)), `${name} without ${permission}`)
      },
    ),
    { numRuns: 150 },
  )
  const missing = doors.filter(({ name }) => name.startsWith('team.'))
  for (const { name, permission, open } of missing) {
    const only = desk.context({ ...desk.marketing, permissions: new Set([permission]) }, {}, 'en')
    const result = open === 'form' ? await fill(only, name, {}) : await runAction(only, name, {})
    if (result.kind === 'card') t.false(textOf(result).includes(permissionLabel('en', permission)), name)
  }
})
