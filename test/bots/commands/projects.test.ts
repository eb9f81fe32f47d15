import test from 'ava'
import type { Result } from '../../../bots/commands/command.ts'
import { homeCards } from '../../../bots/commands/home-cards.ts'
import { runAction, runCommand, submitForm } from '../../../bots/commands/run.ts'
import { plainTextOf } from '../../../core/messaging/card.ts'
import { listSteps } from '../../../core/projects/list-steps.ts'
import { listTasks } from '../../../core/projects/list-tasks.ts'
import { readProject, updateProject } from '../../../core/projects/projects.ts'
import { createStep, updateStep } from '../../../core/projects/steps.ts'
import { createTask } from '../../../core/projects/tasks.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { actionsOf, controlOf, openCommands, openDesk, textOf } from './desk.ts'
import { formOf, make, page, press } from './project-desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

test('a project is made by form, whose faults are told at their fields, and shown in both languages', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.marketing)
  t.regex(textOf(await runCommand(context, 'projet voir')), /pas encore de projet. Créez le premier/)
  const form = formOf(await runCommand(context, 'project new Gamme *bio*'))
  t.deepEqual(
    form.fields.map(({ name }) => name),
    ['name', 'description', 'priority', 'start_on', 'end_on'],
  )
  const fill = (values: Record<string, string>) =>
    submitForm(context, form.action, { value: form.value, values: { name: 'Gamme *bio*', ...values } })
  const faults = { kind: 'errors', errors: { end_on: 'La fin est avant le début.' } }
  t.deepEqual(await fill({ start_on: '31/03/2026', end_on: '2026-03-01' }), faults as Result)
  const bad = await fill({ name: ' ', start_on: 'demain' })
  t.deepEqual(bad.kind === 'errors' && Object.keys(bad.errors).sort(), ['name', 'start_on'])
  const made = await fill({
    priority: 'high',
    start_on: '1/3/2026',
    end_on: '2026-03-31',
    description: 'Été',
  })
  t.regex(textOf(made), /créé[\s\S]*Statut: ○ En attente · ⚠ Hors délai\nPriorité: Haut[\s\S]*▱▱▱ 0 %/)
  t.regex(textOf(made), /Dates: 1er mars 2026 → 31 mars 2026[\s\S]*Responsable: Camille marketing/)
  const english = desk.context(desk.marketing, {}, 'en')
  t.regex(
    textOf(await runCommand(english, 'project show gamme')),
    /Status: ○ Pending · ⚠ Late\nPriority: High/,
  )
  t.regex(textOf(await runCommand(english, 'project list late')), /Gamme \\\*bio\\\*/)
  t.regex(textOf(await runCommand(english, 'project list done')), /No project here/)
  t.regex(textOf(await runCommand(english, 'project list board')), /Pending · 1: Gamme \*bio\* \(0%\) ⚠/)
  const other = await openDesk(work)
  t.regex(textOf(await runCommand(other.context(other.admin), 'projet liste')), /Aucun projet ici/)
})

test('a step is finished on its card: its phase closes by itself, the card tells it, and it is taken back', async (t) => {
  const desk = await openDesk(work)
  const { core, marketing } = desk
  const context = desk.context(marketing)
  const { id } = await make(desk, marketing, 'Gamme bio')
  const form = formOf(await runAction(context, 'step.new', { project: id, phase: 'design' }))
  const values = { name: 'Maquette', phase: 'design', owner: marketing.id, end_on: '2099-01-02' }
  const step = await submitForm(context, 'step.new', { value: form.value, values })
  t.regex(textOf(step), /Maquette[\s\S]*Phase: Conception[\s\S]*Responsable: Camille marketing/)
  t.regex(textOf(await press(context, step, 'step.progress', '50')), /▰▰▰▰▰▱▱▱▱▱ 50 %/)
  const opened = await runCommand(context, 'projet étapes')
  const shown = await press(context, opened, 'step.show', controlOf(step, 'step.status').value.step)
  const done = await press(context, shown, 'step.status', 'done')
  t.is(done.kind === 'card' && done.audience, 'edit')
  t.regex(textOf(done), /Phase « Conception » : Statut En cours → Terminée/)
  t.regex(
    textOf(await runCommand(context, 'project phases')),
    /3\. \*\*Conception\*\* · ▰{10} 100 % · ✓ Terminée · étapes terminées : 1 sur 1/,
  )
  t.is(Math.round((await readProject(core.db, marketing, { id })).progress), 17)
  const undone = await press(context, done, 'project.undo')
  t.regex(textOf(undone), /Annulation · Étape « Maquette » : Statut Terminée → En cours/)
  t.is((await listSteps(core.db, marketing, { projectId: id, page }))[0]!.progress, 50)
  t.false(actionsOf(undone).includes('project.undo'), 'nothing more to take back')
  const history = textOf(await runCommand(context, 'projet historique'))
  t.regex(history, /Camille marketing · Slack — Annulation · Étape « Maquette »/)
})

test('a card that shows how things were changes nothing and is refreshed', async (t) => {
  const desk = await openDesk(work)
  const { core, marketing, admin } = desk
  const context = desk.context(marketing, {}, 'en')
  const { id } = await make(desk, marketing, 'Gamme bio')
  const stale = await runCommand(context, 'project show')
  await updateProject(core.db, admin, { id, fields: { priority: 'low' } })
  const refreshed = await press(context, stale, 'project.status', 'done')
  t.regex(textOf(refreshed), /nothing was overwritten[\s\S]*Status: ○ Pending\nPriority: Low/)
  t.is(refreshed.kind === 'card' && refreshed.audience, 'edit')
  t.regex(textOf(await press(context, refreshed, 'project.status', 'done')), /Saved[\s\S]*✓ Done/)
  const form = formOf(await press(context, refreshed, 'project.edit'))
  await updateProject(core.db, admin, { id, fields: { priority: 'high' } })
  const late = await submitForm(context, form.action, { value: form.value, values: { name: 'Mine' } })
  t.regex(textOf(late), /while the form was open/)
  t.is((await readProject(core.db, admin, { id })).name, 'Gamme bio')
})

test('tasks wait for each other, are given, found by name and finished', async (t) => {
  const desk = await openDesk(work)
  const { core, marketing } = desk
  const context = desk.context(marketing, {}, 'en')
  const { id } = await make(desk, marketing, 'Gamme bio')
  const first = await createTask(core.db, marketing, { projectId: id, fields: { name: 'Budget' } })
  const form = formOf(await runCommand(context, 'task new Brief'))
  t.deepEqual(
    form.fields.map(({ name }) => name),
    ['name', 'description', 'due_on', 'assignee', 'before'],
  )
  const values = { name: 'Brief', due_on: '2026-01-05', assignee: marketing.id, before: first.id }
  const made = await submitForm(context, 'task.new', { value: form.value, values })
  t.regex(
    textOf(made),
    /⚠ Late[\s\S]*Assigned to: Camille marketing\nDue: 5 January 2026\nBlocked by: Budget/,
  )
  t.regex(textOf(await runCommand(context, 'task list')), /\*\*Brief\*\* · Gamme bio · ○ Pending · ⚠ Late/)
  const cyclic = await runAction(context, 'task.show', { task: first.id })
  const [brief] = (await listTasks(core.db, marketing, { projectId: id, page })).filter(
    (one) => one.name === 'Brief',
  )
  t.regex(textOf(await press(context, cyclic, 'task.wait', brief!.id)), /wait for each other/)
  t.regex(textOf(await runCommand(context, 'task list Gamme bio')), /Brief[^\n]*blocked by: Budget/)
  const taken = await press(context, cyclic, 'task.assign', marketing.id)
  t.regex(textOf(taken), /Assigned to: Camille marketing/)
  t.regex(textOf(await runCommand(context, 'task done')), /Which task is done/)
  t.regex(textOf(await runCommand(context, 'task done budget')), /✓ Done/)
  t.regex(textOf(await runCommand(context, 'task done nothing')), /None of your open tasks is called nothing/)
  t.notRegex(textOf(await runAction(context, 'task.show', { task: brief!.id })), /Blocked/)
})

test('home has the own work, late first, recent projects and the board; the report has all of one project', async (t) => {
  const desk = await openDesk(work)
  const { core, marketing } = desk
  const context = desk.context(marketing)
  const { id: projectId } = await make(desk, marketing, 'Gamme bio', { endOn: '2026-01-30' })
  const fields = { name: 'Maquette', phase: 'design' as const, ownerId: marketing.id, endOn: '2026-01-12' }
  const step = await createStep(core.db, marketing, { projectId, fields })
  await updateStep(core.db, marketing, { id: step.id, fields: { status: 'in_progress' } })
  await updateStep(core.db, marketing, { id: step.id, fields: { endOn: '2026-01-16' } })
  const task = { name: 'Brief', assigneeIds: [marketing.id], dueOn: '2099-01-05' }
  await createTask(core.db, marketing, { projectId, fields: task })
  const home = (await homeCards(context)).map(plainTextOf).join('\n\n')
  t.regex(
    home,
    /Mon travail\n\n- \*\*Maquette\*\* · étape · ◔ En cours · ⚠ Hors délai[^\n]*\n- \*\*Brief\*\* · tâche/,
  )
  t.regex(home, /Projets récents\n\n- 📁 \*\*Gamme bio\*\* · Projet · Hors délai · modifié le /)
  t.regex(home, /En cours · 1: Gamme bio/)
  t.regex(home, /Notifications\n\n(?:Aucune|\d)/)
  const report = textOf(await runCommand(context, 'projet bilan'))
  t.regex(
    report,
    /Phases[\s\S]*Conception[\s\S]*En retard\n\n- \*\*Maquette\*\*[\s\S]*Écarts avec le plan\n\n- \*\*Maquette\*\* · 4 jours ouvrés après la fin prévue, le 12 janvier 2026[\s\S]*Membres par service\n\n\*\*Sans service\*\*\n- \*\*Camille marketing\*\* · responsable/,
  )
  const visitor = (await homeCards(desk.context(desk.member('U9')))).map(plainTextOf).join('\n')
  t.notRegex(visitor, /Gamme bio|Mon travail/)
})
