import test from 'ava'
import { runAction, runCommand, submitForm } from '../../../bots/commands/run.ts'
import { personActor } from '../../../core/access/can.ts'
import { translate } from '../../../core/locales/translate.ts'
import { addMember } from '../../../core/projects/members.ts'
import { readPhase } from '../../../core/projects/phases.ts'
import { grantProjectPermissions } from '../../../core/projects/project-permissions.ts'
import { readProject } from '../../../core/projects/projects.ts'
import { createStep } from '../../../core/projects/steps.ts'
import { createTask } from '../../../core/projects/tasks.ts'
import { createPerson } from '../../../core/tenancy/people.ts'
import { createService } from '../../../core/tenancy/services.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { actionsOf, controlOf, type Desk, openCommands, openDesk, textOf } from './desk.ts'
import { formOf, make, press } from './project-desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

const add = async ({ core, admin, tenantId }: Desk, fullName: string, role: string, more = {}) => {
  const { id } = await createPerson(core.db, admin, { email: null, fullName, role, password: null, ...more })
  return personActor({ id, tenantId, role })
}

test('whoever may only look sees no buttons that change, and forged presses are refused', async (t) => {
  const desk = await openDesk(work)
  const { core, marketing, finance } = desk
  const { id } = await make(desk, marketing, 'Gamme bio')
  const fields = { name: 'Maquette', phase: 'needs' as const }
  const step = await createStep(core.db, marketing, { projectId: id, fields })
  const task = await createTask(core.db, marketing, { projectId: id, fields: { name: 'Brief' } })
  const context = desk.context(finance)
  const shown = [
    await runCommand(context, 'project show'), await runCommand(context, 'project phases'),
    await runCommand(context, 'project steps'), await runCommand(context, 'project members'),
    await runAction(context, 'phase.show', { project: id, phase: 'needs' }),
    await runAction(context, 'step.show', { step: step.id }), await runAction(context, 'task.show', { task: task.id }),
    await runCommand(context, 'task list Gamme'), await runCommand(context, 'project report'),
  ] // biome-ignore format: a card each
  const looking =
    /^(?:project\.(?:phases|steps|members|report|history|show|formula)|task\.(?:list|show)|(?:phase|step)\.show)$/
  for (const card of shown)
    t.deepEqual(
      actionsOf(card).filter((action) => !looking.test(action)),
      [],
    )
  const asNow = ({ updatedAt }: { updatedAt: Date }) => ({ seen: updatedAt.toISOString() })
  const seen = asNow(await readProject(core.db, marketing, { id }))
  const phase = await readPhase(core.db, marketing, { projectId: id, code: 'needs' })
  const forged: [string, Record<string, string>][] = [
    ['project.status', { project: id, selected: 'done', ...seen }],
    ['project.toggle', { project: id, to: 'off', ...seen }],
    ['project.remove', { project: id, ...seen }],
    ['project.bind', { project: id, to: 'on' }],
    ['phase.set', { project: id, phase: 'needs', to: 'done', ...asNow(phase) }],
    ['step.status', { step: step.id, selected: 'done', ...asNow(step) }],
    ['step.remove', { step: step.id, ...asNow(step) }],
    ['task.status', { task: task.id, selected: 'done', ...asNow(task) }],
    ['member.remove', { project: id, member: marketing.id }],
    ['member.right', { project: id, member: finance.id, selected: '+edit' }],
  ]
  const words = translate('fr', 'errors:forbidden')
  for (const [action, value] of forged)
    t.true(textOf(await runAction(context, action, value)).includes(words), action)
  t.is((await readProject(core.db, marketing, { id })).status, 'pending')
  const visitor = desk.context(desk.member('U9'))
  for (const line of ['project list', 'project show', 'task list', 'task new', 'task done x']) {
    const told = await runCommand(visitor, line)
    t.regex(textOf(told), /réservés aux membres de l’équipe : pour les voir, reliez ce compte/, line)
    t.deepEqual(actionsOf(told), ['link'])
  }
  for (const [action, value] of forged)
    t.regex(textOf(await runAction(visitor, action, value)), /réservés aux membres/, action)
})

test('ids of another tenant are of nothing', async (t) => {
  const desk = await openDesk(work)
  const other = await openDesk(work)
  const { core, marketing } = other
  const { id } = await make(other, marketing, 'Secret')
  const step = await createStep(core.db, marketing, { projectId: id, fields: { name: 'S', phase: 'needs' } })
  const task = await createTask(core.db, marketing, { projectId: id, fields: { name: 'T' } })
  const context = desk.context(desk.admin)
  const words = translate('fr', 'errors:not_found')
  const ofProject = [
    'project.show', 'project.phases', 'project.steps', 'project.members', 'project.report', 'project.history',
    'project.edit', 'project.remove', 'project.bind', 'project.toggle', 'project.status', 'task.list', 'task.new',
    'step.new', 'phase.show', 'phase.set', 'phase.edit', 'member.show', 'member.right', 'member.remove', 'member.new',
  ] // biome-ignore format: a list
  const value = {
    project: id, step: step.id, task: task.id, event: id, member: marketing.id, phase: 'needs', to: 'on', seen: 'x',
  } // biome-ignore format: one value
  for (const action of ofProject) {
    const more = {
      ...(action === 'phase.set' && { to: 'done' }),
      ...(action === 'project.status' && { selected: 'done' }),
      ...(action === 'member.right' && { selected: '+edit' }),
    }
    t.true(textOf(await runAction(context, action, { ...value, ...more })).includes(words), action)
  }
  for (const action of [
    'step.show',
    'step.edit',
    'step.status',
    'step.remove',
    'task.show',
    'task.edit',
    'task.status',
    'task.assign',
    'task.remove',
    'project.undo',
  ])
    t.true(
      textOf(
        await runAction(context, action, {
          ...value,
          ...(action.endsWith('status') && { selected: 'done' }),
        }),
      ).includes(words),
      action,
    )
  for (const action of [
    'project.edit',
    'phase.edit',
    'step.new',
    'step.edit',
    'task.new',
    'task.edit',
    'member.edit',
  ])
    t.true(
      textOf(await submitForm(context, action, { value, values: { name: 'N', phase: 'needs' } })).includes(
        words,
      ),
      action,
    )
  t.notRegex(textOf(await runCommand(context, 'project show Secret')), /Statut/)
})

test('channels follow projects: several to several, by whoever may edit', async (t) => {
  const desk = await openDesk(work)
  const { marketing, finance } = desk
  const context = desk.context(marketing, { channel: 'C7' })
  const first = await make(desk, marketing, 'Premier')
  await make(desk, marketing, 'Second')
  const card = await runCommand(context, 'project show Premier')
  const bound = await press(context, card, 'project.bind')
  t.regex(textOf(bound), /suit désormais le projet/)
  t.regex(textOf(await runCommand(desk.context(finance, { channel: 'C7' }), 'project show')), /^Premier/)
  t.regex(textOf(await runCommand(desk.context(finance, { channel: 'C8' }), 'project show')), /^Second/)
  await press(context, await runCommand(context, 'project show Second'), 'project.bind')
  const both = await runCommand(context, 'project show')
  t.regex(textOf(both), /De quel projet/)
  t.regex(textOf(await press(context, both, 'project.show', first.id)), /^Premier/)
  const several = formOf(await runCommand(context, 'task new'))
  t.is(several.fields[0]!.name, 'project')
  t.regex(textOf(await press(context, bound, 'project.bind')), /ne suit plus/)
  t.regex(textOf(await runCommand(context, 'project show')), /^Second/)
})

test('members stand by service, are added, given rights and taken out by who may', async (t) => {
  const desk = await openDesk(work)
  const { core, admin } = desk
  const service = await createService(core.db, admin, { name: 'Études' })
  await add(desk, 'Zoé Martin', 'finance', { serviceId: service.id })
  const context = desk.context(admin)
  const { id } = await make(desk, admin, 'Gamme bio')
  const form = formOf(await press(context, await runCommand(context, 'project membres'), 'member.new'))
  const fill = (person: string) =>
    submitForm(context, form.action, { value: form.value, values: { person, role: 'Budget' } })
  t.deepEqual(await fill('Nobody'), {
    kind: 'errors',
    errors: { person: 'Personne ne s’appelle ainsi ici.' },
  })
  const several = await fill('Camille')
  t.regex(several.kind === 'errors' ? several.errors.person! : '', /Plusieurs/)
  const added = await fill('zoé')
  t.regex(
    textOf(added),
    /\*\*Études\*\*\n- \*\*Zoé Martin\*\* · Budget[\s\S]*\*\*Sans service\*\*\n- \*\*Camille admin\*\* · responsable/,
  )
  const list = controlOf(added, 'member.show')
  const zoe = list.kind === 'select' ? list.options.find(({ label }) => label === 'Zoé Martin')!.value : ''
  const member = await press(context, added, 'member.show', zoe)
  t.regex(textOf(await press(context, member, 'member.right', '+edit')), /Droits dans le projet: Modifier/)
  const own = desk.context(personActor({ id: zoe, tenantId: desk.tenantId, role: 'finance' }))
  t.true(
    actionsOf(await runCommand(own, 'project show')).includes('project.status'),
    'a right in this project',
  )
  t.regex(textOf(await press(context, member, 'member.remove')), /Camille admin/)
  t.false(actionsOf(await runCommand(own, 'project show')).includes('project.status'))
  t.is((await readProject(core.db, admin, { id })).ownerId, admin.id)
})

test('somebody with a right in one project alone sees that one', async (t) => {
  const desk = await openDesk(work)
  const { core, admin, tenantId } = desk
  const { id } = await make(desk, admin, 'Ouvert')
  await make(desk, admin, 'Fermé')
  const guest = await add(desk, 'Guy', 'finance')
  const bare = personActor({
    id: guest.id,
    tenantId,
    role: 'finance',
    permissions: new Set(['assistants:use']),
  })
  const context = desk.context(bare)
  t.true(textOf(await runCommand(context, 'project list')).includes(translate('fr', 'errors:forbidden')))
  await addMember(core.db, admin, { projectId: id, personId: guest.id })
  await grantProjectPermissions(core.db, admin, { projectId: id, personId: guest.id, codes: ['view'] })
  const list = textOf(await runCommand(context, 'project list'))
  t.regex(list, /Ouvert/)
  t.notRegex(list, /Fermé/)
})
