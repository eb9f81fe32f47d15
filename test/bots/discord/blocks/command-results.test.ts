import { readFileSync } from 'node:fs'
import test from 'ava'
import { actions } from '../../../../bots/commands/actions/registry.ts'
import type { Foretold } from '../../../../bots/commands/command.ts'
import { formHandlers } from '../../../../bots/commands/forms/registry.ts'
import { commands } from '../../../../bots/commands/registry.ts'
import { renderConfirm } from '../../../../bots/discord/blocks/confirm.ts'
import { readControl } from '../../../../bots/discord/blocks/controls.ts'
import { withInner } from '../../../../bots/discord/blocks/piece.ts'
import { readForm } from '../../../../bots/discord/blocks/read-form.ts'
import { renderForm } from '../../../../bots/discord/blocks/render-form.ts'
import { createProject } from '../../../../core/projects/projects.ts'
import { createStep } from '../../../../core/projects/steps.ts'
import { createTask } from '../../../../core/projects/tasks.ts'
import { afterAll } from '../../../helpers/after-all.ts'
import { answerResults, type Came, everyResult } from '../../../helpers/discord-blocks/every-result.ts'
import { modalFaults } from '../../../helpers/discord-blocks/rules.ts'
import { listFiles } from '../../../helpers/scan-source.ts'
import { type Desk, openCommands, openDesk } from '../../commands/desk.ts'
import { assertSound, locales } from './cards.ts'

const came: Came[] = []
const shared = afterAll(test)

/** Two who take part, a step, and two tasks that one can wait for. */
const addProject = async ({ core, admin, marketing }: Desk): Promise<void> => {
  const fields = { name: 'Gamme bio', ownerId: marketing.id }
  const { id: projectId } = await createProject(core.db, admin, fields)
  await createStep(core.db, admin, { projectId, fields: { name: 'Maquette', phase: 'design' } })
  for (const name of ['Budget', 'Brief']) await createTask(core.db, admin, { projectId, fields: { name } })
}

test.before(async () => {
  const desk = await openDesk(await openCommands(shared))
  await addProject(desk)
  const people = [
    desk.admin,
    desk.marketing,
    desk.finance,
    desk.member('U9'),
    desk.member('U8', { isAdmin: true }),
  ]
  for (const actor of people) came.push(...(await everyResult(desk.context(actor), 'Étude bio')))
  const bio = await desk.makeAssistant('Étude bio', { isPublic: true })
  await desk.makeAssistant('Presse *_2026_*', { isPublic: true })
  for (const locale of locales)
    came.push(...(await answerResults(desk, desk.context(desk.admin, {}, locale), bio)))
  for (const [at, actor] of people.entries())
    for (const locale of at === 0 ? locales : (['fr'] as const))
      came.push(...(await everyResult(desk.context(actor, {}, locale), 'Étude bio')))
})

const isForAll = ({ result }: Came): boolean =>
  result.kind === 'question' || (result.kind === 'card' && result.audience === 'place')

test('whatever opens a form, or is for everybody in the place, said so before it was run', (t) => {
  t.true(came.length > 300)
  for (const one of came) {
    if (one.result.kind === 'form') t.true(one.foretold.opensForm, one.what)
    if (isForAll(one)) t.true(one.foretold.isPublic, one.what)
  }
})

test('nothing says so for nothing', (t) => {
  const all: [string, Foretold][] = [
    ...commands.map(({ path, ...one }): [string, Foretold] => [`command ${path.join(' ')}`, one]),
    ...actions.map((one): [string, Foretold] => [`action ${one.name}`, one]),
    ...formHandlers.map((one): [string, Foretold] => [`form ${one.action}`, one]),
  ]
  const did = (what: string): string[] => [
    what,
    what.replace(/^action (.*)$/, (_, name) => `command ${name.replace('.', ' ')}`),
  ]
  for (const [what, { opensForm, isPublic }] of all) {
    const own = came.filter((one) => did(what).includes(one.what))
    // What would take away what the others are about is not pressed.
    t.true(
      own.length > 0 || /^action ((assistant|project|step|task|member)\.remove|me\.erase)$/.test(what),
      what,
    )
    if (opensForm)
      t.true(
        own.some(({ result }) => result.kind === 'form'),
        what,
      )
    if (isPublic) t.true(own.some(isForAll), what)
  }
})

test('no source makes a form, or asks, without the mark', (t) => {
  const sources = listFiles()
    .filter((path) => /^bots\/commands\/.*\.ts$/.test(path))
    .map((path) => [path, readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')] as const)
  const declares = (text: string): boolean =>
    /^export const \w+: (?:Command|Action|FormHandler) = /m.test(text)
  const forms = sources.filter(([, text]) => /kind: 'form',/.test(text) && declares(text))
  t.true(forms.length >= 6)
  for (const [path, text] of forms) t.true(text.includes('opensForm: true'), path)
  const asking = sources.filter(
    ([, text]) => /\b(?:askQuestion|askChosen|askInWords)\(|kind: 'question',/.test(text) && declares(text),
  )
  t.true(asking.length >= 7)
  for (const [path, text] of asking) t.true(text.includes('isPublic: true'), path)
  const other = sources.filter(
    ([path, text]) =>
      /\{ kind: 'form'|kind: 'form',\n/.test(text) && !declares(text) && !path.endsWith('command.ts'),
  )
  t.deepEqual(
    other.map(([path]) => path),
    [],
  )
})

test('every card of every command is messages that Discord takes, with all that can be pressed', (t) => {
  const cards = came.flatMap(({ result, context }) =>
    result.kind === 'card' ? [{ card: result.card, locale: context.locale }] : [],
  )
  t.true(cards.length > 200)
  for (const { card, locale } of cards) {
    const messages = assertSound(t, card, { locale })
    const pressable = messages.flatMap(({ components }) =>
      components
        .flatMap(withInner)
        .filter(({ custom_id: id }) => typeof id === 'string')
        .map((one) => ({ id: String(one.custom_id), components })),
    )
    const wanted = card.parts
      .flatMap((part) => (part.kind === 'controls' ? part.controls : []))
      .filter((one) => one.kind === 'button')
    for (const { action, value, confirm } of wanted) {
      const found = pressable.find(({ id, components }) => {
        const read = readControl(id, { components })
        return (
          read?.action === action &&
          JSON.stringify(Object.entries(read.value).toSorted()) ===
            JSON.stringify(Object.entries(value).toSorted())
        )
      })
      t.truthy(found, `${action} ${JSON.stringify(value)}`)
      if (!confirm) continue
      const modal = renderConfirm(found!.id, { locale, components: found!.components })
      t.deepEqual(modalFaults(modal), [])
      t.true(
        JSON.stringify(modal).includes(JSON.stringify(confirm.title).slice(1, -1)),
        `${action} has words of its own`,
      )
    }
  }
})

test('every form of every command is dialogs that Discord takes, and carries what it was opened with', (t) => {
  const forms = came.flatMap(({ result, context }) =>
    result.kind === 'form' ? [{ form: result.form, locale: context.locale }] : [],
  )
  t.true(forms.length > 20)
  for (const { form, locale } of forms)
    for (const page of [1, 2, 3]) {
      const modal = renderForm(form, {
        locale,
        place: { channel: '1132435678901234567', thread: null },
        page,
      })
      t.deepEqual(modalFaults(modal), [])
      t.deepEqual(readForm(modal).value, form.value)
    }
})
