import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import type { CommandContext, Result } from '../../../bots/commands/command.ts'
import { creationCard } from '../../../bots/commands/creation-card.ts'
import { datasetCard } from '../../../bots/commands/dataset-card.ts'
import { runAction, runCommand, submitForm } from '../../../bots/commands/run.ts'
import { limits } from '../../../config/limits.ts'
import { readAssistant } from '../../../core/assistants/assistants.ts'
import { failCreation } from '../../../core/assistants/creation.ts'
import { readDataset } from '../../../core/datasets/datasets.ts'
import { type Form, type FormField, plainTextOf } from '../../../core/messaging/card.ts'
import { withTenant } from '../../../db/tenant.ts'
import { surveyCsv, surveyLines } from '../../fixtures/survey.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { cardOf, controlOf, openCommands, openDesk, textOf } from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

const formOf = (result: Result): Form => {
  if (result.kind !== 'form') throw new Error(`no form but ${JSON.stringify(result)}`)
  return result.form
}

/** What a form sends when nothing is changed in it. */
const valuesOf = ({ fields }: Form): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field: FormField) =>
      field.kind === 'file' || field.value === null ? [] : [[field.name, field.value]],
    ),
  )

const send = (context: CommandContext, form: Form, values: Record<string, string>): Promise<Result> =>
  submitForm(context, form.action, { value: form.value, values: { ...valuesOf(form), ...values } })

const errorsOf = (result: Result): string[] => {
  if (result.kind !== 'errors') throw new Error(`no errors but ${JSON.stringify(result)}`)
  return Object.keys(result.errors).sort()
}

const followUntilEnd = async (context: CommandContext, result: Result): Promise<string> => {
  const id = result.kind === 'card' && result.follow?.creationId
  if (!id) throw new Error(`nothing to follow in ${JSON.stringify(result)}`)
  for (;;) {
    const { card, isEnded } = await creationCard(context, id)
    if (isEnded) return plainTextOf(card)
    await wait(15)
  }
}

test('an assistant is made of name, sector and a file, and its card shows the real steps', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.marketing)
  const empty = formOf(await runCommand(context, 'assistant new Étude bio'))
  t.deepEqual(
    empty.fields.map(({ name, kind }) => `${name}:${kind}`),
    ['name:text', 'theme:text', 'file:file', 'audience:select'],
  )
  t.true(empty.title.length <= 24 && empty.fields.some((field) => field.kind === 'file' && field.isRequired))
  t.deepEqual(errorsOf(await send(context, empty, { name: 'x', theme: '' })), ['file', 'name', 'theme'])
  t.deepEqual(errorsOf(await send(context, empty, { name: '<b>Bio</b>', theme: 'bio', file: 'no id' })), [
    'file',
    'name',
  ])
  const datasetId = await desk.bring('etude.csv', surveyCsv)
  const sent = await send(context, empty, { theme: 'bio', file: datasetId, audience: 'public' })
  t.like(sent, { kind: 'card', audience: 'person' })
  t.is(cardOf(sent).parts.find(({ kind }) => kind === 'steps')?.kind, 'steps')
  const end = await followUntilEnd(context, sent)
  t.regex(end, /Étude bio est prêt[\s\S]*✓ Lecture du fichier[\s\S]*✓ Prêt/)
  const id = (sent as { follow: { creationId: string } }).follow.creationId
  t.like(await readAssistant(desk.core, desk.admin, id), { name: 'Étude bio', theme: 'bio', isPublic: true })
  const again = await runAction(context, 'creation.show', { id })
  t.like(again, { kind: 'card', audience: 'edit' })
  t.false('follow' in again)
  const second = formOf(await runCommand(context, 'assistant new'))
  t.true(
    second.fields.some(({ name }) => name === 'dataset'),
    'a file that was brought before',
  )
  await followUntilEnd(
    context,
    await send(context, second, { name: 'Deux', theme: 'bio', dataset: datasetId }),
  )
})

test('another tenant’s file is none, and a member without the right makes nothing', async (t) => {
  const [desk, other] = [await openDesk(work), await openDesk(work)]
  const foreign = await other.bring('etude.csv', surveyCsv)
  const context = desk.context(desk.admin)
  const form = formOf(await runCommand(context, 'assistant new Bio'))
  t.deepEqual(errorsOf(await send(context, form, { theme: 'x', file: foreign })), ['file'])
  const forged = { ...form, value: { dataset_id: foreign } }
  t.deepEqual(errorsOf(await send(context, forged, { theme: 'x' })), ['file'])
  t.regex(textOf(await runAction(context, 'assistant.new', { dataset_id: foreign })), /n’existe pas/)
  t.regex(textOf(await send(desk.context(desk.member('U9')), form, { theme: 'x' })), /pas le droit/)
  t.regex(textOf(await submitForm(context, 'no.such', { value: {}, values: {} })), /ne fonctionne plus/)
})

test('what cannot be made says which step failed, and why', async (t) => {
  const desk = await openDesk(work)
  const { core, admin, tenantId } = desk
  const context = desk.context(admin)
  const datasetId = await desk.bring('etude.csv', surveyCsv)
  const id = uuid()
  await withTenant(core.db, tenantId, () =>
    core.db.models.AssistantCreation.create({
      tenantId, id, name: 'Bio', theme: 'x', datasetId, state: 'index',
      stateTimes: { file_validation: new Date().toISOString(), index: new Date().toISOString() }, request: {},
    }),
  ) // biome-ignore format: one row
  const running = cardOf(await runAction(context, 'creation.show', { id }))
  t.regex(plainTextOf(running), /Bio se prépare[\s\S]*✓ Lecture[\s\S]*◔ Index[\s\S]*○ Création[\s\S]*○ Prêt/)
  await failCreation(core, tenantId, { id, code: 'mapping_needed', details: {} })
  const { card, isEnded } = await creationCard(context, id)
  t.true(isEnded)
  t.regex(
    plainTextOf(card),
    /✓ Lecture[\s\S]*✗ Index[\s\S]*colonnes de ce fichier ne sont pas encore confirmées/,
  )
})

test('an assistant is changed, unless somebody else was faster, or a value cannot be', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin)
  const id = await desk.makeAssistant('Étude bio')
  const form = formOf(await runCommand(context, 'assistant edit étude'))
  const long = 'x'.repeat(limits.assistant.maxInstructionsCharacters + 1)
  t.deepEqual(errorsOf(await send(context, form, { name: 'é', custom_instructions: long, locale: 'xx' })), [
    'custom_instructions',
    'locale',
    'name',
  ])
  const values = {
    name: 'Étude verte',
    welcome_message: ' Bonjour ',
    active: 'off',
    audience: 'public',
    locale: 'en',
  }
  t.regex(textOf(await send(context, form, values)), /Étude verte[\s\S]*Bonjour[\s\S]*désactivé/)
  t.like(await readAssistant(desk.core, desk.admin, id), {
    name: 'Étude verte', theme: 'loisirs', welcomeMessage: 'Bonjour', isActive: false, isPublic: true, locale: 'en',
  }) // biome-ignore format: one assistant
  t.regex(textOf(await send(context, form, { name: 'Trop tard' })), /modifié entre-temps/)
  const other = await openDesk(work)
  t.regex(textOf(await send(other.context(other.admin), form, {})), /n’existe pas/)
  t.regex(textOf(await send(context, { ...form, value: { id: 'x' } }, {})), /n’existe pas/)
})

/** The survey under headers that nobody knows, where the figures say nothing by themselves. */
const unknownCsv = [
  'a;b;c',
  ...surveyLines.map(([row, segment], at) => [row, segment, 3 + ((at * 7) % 11)].join(';')),
].join('\r\n')

test('a file whose columns are not sure is put right in a form, then made into an assistant', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin)
  const datasetId = await desk.bring('inconnu.csv', unknownCsv)
  const { state } = await readDataset(desk.core, desk.admin, datasetId)
  t.is(state, 'needs_mapping')
  const create = formOf(await runCommand(context, 'assistant new Bio'))
  const shown = await send(context, create, { theme: 'loisirs', file: datasetId })
  t.regex(textOf(shown), /pas sûr des colonnes/)
  const button = controlOf(shown, 'dataset.map')
  t.like(button.value, { dataset_id: datasetId, name: 'Bio', theme: 'loisirs' })
  const form = formOf(await runAction(context, 'dataset.map', button.value))
  const set = (roles: string[], more: Record<string, string> = {}) =>
    send(context, form, {
      layout: 'list',
      ...Object.fromEntries(roles.map((role, at) => [`column_${at + 1}`, role])),
      ...more,
    })
  t.deepEqual(errorsOf(await set(['ignored', 'segment', 'index'])), ['column_1'])
  t.deepEqual(errorsOf(await set(['interview', 'ignored', 'index'])), ['column_1'])
  t.deepEqual(errorsOf(await set(['interview', 'segment', 'ignored'])), ['column_1'])
  t.deepEqual(errorsOf(await set(['interview', 'segment', 'index'], { header_row: 'un' })), ['header_row'])
  t.deepEqual(errorsOf(await set(['interview', 'segment', 'nothing'])), ['column_3'])
  const read = await set(['interview', 'segment', 'index'])
  t.regex(textOf(read), /Voici ce que j’ai lu[\s\S]*Segments: 4[\s\S]*Indice \| c/)
  const make = formOf(await runAction(context, 'assistant.new', controlOf(read, 'assistant.new').value))
  t.like(valuesOf(make), { name: 'Bio', theme: 'loisirs' })
  t.regex(await followUntilEnd(context, await send(context, make, {})), /Bio est prêt/)
  const other = await openDesk(work)
  t.regex(textOf(await send(other.context(other.admin), form, {})), /n’existe pas/)
})

test('a file that was brought shows what was read, and what this person may make of it', async (t) => {
  const desk = await openDesk(work)
  const datasetId = await desk.bring('etude.csv', surveyCsv)
  const card = await datasetCard(desk.context(desk.admin, {}, 'en'), datasetId)
  t.is(card.title, 'etude.csv')
  t.regex(
    plainTextOf(card),
    /Rows read: 20[\s\S]*Segments: 4[\s\S]*Index \| Indice[\s\S]*cells OK, 0 to look at/,
  )
  const actions = (result: Result) => cardOf(result).parts.filter(({ kind }) => kind === 'controls').length
  t.is(
    actions({
      kind: 'card',
      card: await datasetCard(desk.context(desk.finance), datasetId),
      audience: 'person',
    }),
    0,
  )
  await t.throwsAsync(datasetCard(desk.context(desk.member('U9')), datasetId), {
    message: 'No such dataset.',
  })
})

test('preferences by form', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.member('U9'))
  const form = formOf(await runCommand(context, 'prefs'))
  t.deepEqual(errorsOf(await send(context, form, { language: 'de' })), ['language'])
  t.regex(textOf(await send(context, form, { language: 'en' })), /English/)
})

test('a dialog of more columns than it shows says so, and where the others are set', async (t) => {
  const desk = await openDesk(work)
  const header = ['Interview', 'Segment', ...Array.from({ length: 100 }, (_, at) => `Note ${at}`), 'Indice']
  const rows = ['Femmes;Lecture', 'Hommes;Cinéma'].map((begin, at) =>
    [begin, ...Array.from({ length: 100 }, () => 'x'), 100 + at].join(';'),
  )
  const datasetId = await desk.bring('large.csv', [header.join(';'), ...rows].join('\r\n'))
  const context = desk.context(desk.admin, {}, 'en')
  const form = formOf(await runAction(context, 'dataset.map', { dataset_id: datasetId }))
  t.is(form.fields.filter(({ name }) => name.startsWith('column_')).length, 40)
  t.regex(form.intro!, /first 40 columns of this file; it has 103/)
  t.true(form.intro!.includes(`PUT /v1/datasets/${datasetId}/mapping`))
  const small = await desk.bring('petit.csv', surveyCsv)
  const other = formOf(await runAction(context, 'dataset.map', { dataset_id: small }))
  t.notRegex(other.intro!, /PUT/)
})
