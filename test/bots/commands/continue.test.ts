import test from 'ava'
import type { CommandContext, Result } from '../../../bots/commands/command.ts'
import { runAction, runCommand, submitForm } from '../../../bots/commands/run.ts'
import { openWebCommands } from '../../../bots/web/commands.ts'
import type { TenantActor } from '../../../core/access/can.ts'
import { listPendingDatasets } from '../../../core/datasets/datasets.ts'
import type { FormField } from '../../../core/messaging/card.ts'
import { withTenant } from '../../../db/tenant.ts'
import { surveyCsv, surveyLines } from '../../fixtures/survey.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { actionsOf, controlOf, controlsOf, type Desk, openCommands, openDesk, textOf } from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

/** One figure a row under headers that say nothing. */
const unclearCsv = ['A;B;C', ...surveyLines.map(([row, column, index]) => `${row};${column};${index}`)].join(
  '\r\n',
)

const bringAs = async (desk: Desk, actor: TenantActor, name: string, content = surveyCsv) => {
  const id = await desk.bring(name, content)
  await withTenant(desk.core.db, desk.tenantId, () =>
    desk.core.db.models.Dataset.update({ createdBy: actor.id }, { where: { tenantId: desk.tenantId, id } }),
  )
  return id
}

const datasetField = (result: Result): Extract<FormField, { kind: 'select' }> | undefined => {
  if (result.kind !== 'form') throw new Error(`no form but ${JSON.stringify(result)}`)
  const found = result.form.fields.find(({ name }) => name === 'dataset')
  return found?.kind === 'select' ? found : undefined
}

const newForm = (context: CommandContext): Promise<Result> => runCommand(context, 'assistant new Étude')

test('the cards of one’s own conversations offer to go on here', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin)
  const assistantId = await desk.makeAssistant('Étude bio', { isPublic: true })
  const { conversationId } = await desk.answerIn(context, { assistantId, text: 'top 3 pour Femmes' })
  const listed = controlOf(await runCommand(context, 'chat list'), 'chat.continue')
  t.is(listed.label, 'Continuer ici')
  t.is(listed.kind === 'select' && listed.options[0]?.value, conversationId)
  for (const line of ['chat history', 'home']) {
    const { value } = controlOf(await runCommand(context, line), 'chat.continue')
    t.deepEqual(value, { conversation: conversationId })
  }
  const wanted = { id: conversationId, assistantId, title: 'top 3 pour Femmes' }
  for (const name of ['conversation', 'selected']) {
    const result = await runAction(context, 'chat.continue', { [name]: conversationId })
    t.deepEqual(result, { kind: 'continue', conversation: wanted })
  }
  const page = openWebCommands({ core: desk.core, publicUrl: 'https://sextant.example.org' })
  const by = { actor: desk.admin, locale: 'fr' as const, assistantId: null }
  const opened = await page.press(by, 'chat.continue', { conversation: conversationId })
  t.deepEqual(opened, { kind: 'continue', conversation: wanted })
})

test('nobody goes on with a conversation that is not theirs', async (t) => {
  const desk = await openDesk(work)
  const assistantId = await desk.makeAssistant('Étude bio', { isPublic: true })
  const asked = { assistantId, text: 'top 3 pour Femmes' }
  const { conversationId } = await desk.answerIn(desk.context(desk.admin), asked)
  const another = await openDesk(work)
  const others = [
    desk.context(desk.marketing),
    desk.context(desk.member('U9'), { user: 'U9' }),
    another.context(another.admin),
  ]
  for (const context of others) {
    const result = await runAction(context, 'chat.continue', { conversation: conversationId })
    t.regex(textOf(result), /pas encore de conversation/)
  }
  const nothing = await runAction(desk.context(desk.admin), 'chat.continue', {})
  t.regex(textOf(nothing), /pas encore de conversation/)
})

test('a file that waits for its assistant is offered first, to who brought it', async (t) => {
  const desk = await openDesk(work)
  const mine = desk.context(desk.marketing)
  const own = await bringAs(desk, desk.marketing, 'loisirs.csv')
  const others = await bringAs(desk, desk.admin, 'autre.csv')
  t.deepEqual(
    datasetField(await newForm(mine))?.options.map(({ value, description }) => [value, description]),
    [
      [own, 'loisirs.csv, à vous, sans assistant'],
      [others, 'autre.csv'],
    ],
  )
  const home = await runCommand(mine, 'home')
  t.regex(textOf(home), /Vos fichiers sans assistant[\s\S]*loisirs\.csv/)
  t.notRegex(textOf(home), /autre\.csv/)
  const buttons = controlsOf(home).filter((control) => control.kind === 'button')
  const make = buttons.find(({ label }) => label === 'Créer un assistant : loisirs')
  t.deepEqual(make?.value, { dataset_id: own })
  const form = await runAction(mine, 'assistant.new', { dataset_id: own })
  t.is(form.kind === 'form' && form.form.intro, 'L’assistant répondra à partir de loisirs.csv.')

  const stranger = await openDesk(work)
  t.is(datasetField(await newForm(stranger.context(stranger.admin))), undefined)
  t.deepEqual(await listPendingDatasets(stranger.core, stranger.admin, 10), [])
  const member = desk.member('U9', { isAdmin: true })
  t.deepEqual(await listPendingDatasets(desk.core, member, 10), [], 'nobody knows what they brought')
})

test('what has an assistant waits no more, and what is unclear is put right first', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.marketing)
  const unclear = await bringAs(desk, desk.marketing, 'mystere.csv', unclearCsv)
  const used = await bringAs(desk, desk.marketing, 'loisirs.csv')
  await withTenant(desk.core.db, desk.tenantId, () =>
    desk.core.db.models.Assistant.create({
      tenantId: desk.tenantId,
      name: 'Loisirs',
      theme: 'x',
      datasetId: used,
    }),
  )
  const pending = await listPendingDatasets(desk.core, desk.marketing, 10)
  t.deepEqual(
    pending.map(({ id, state }) => [id, state]),
    [[unclear, 'needs_mapping']],
  )
  t.true(actionsOf(await runCommand(context, 'home')).includes('dataset.map'))
  const form = await newForm(context)
  t.is(datasetField(form)?.options[0]?.value, unclear)
  if (form.kind !== 'form') return t.fail()
  const values = { name: 'Mystère', theme: 'loisirs', audience: 'team', dataset: unclear }
  const sent = await submitForm(context, form.form.action, { value: form.form.value, values })
  t.true(actionsOf(sent).includes('dataset.map'))
})
