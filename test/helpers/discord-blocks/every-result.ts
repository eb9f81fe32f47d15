import { actions } from '../../../bots/commands/actions/registry.ts'
import type { CommandContext, Foretold, Result } from '../../../bots/commands/command.ts'
import { presentDataset } from '../../../bots/commands/dataset-card.ts'
import { formHandlers } from '../../../bots/commands/forms/registry.ts'
import { commands } from '../../../bots/commands/registry.ts'
import { giveCommand, runAction, runCommand, submitForm } from '../../../bots/commands/run.ts'
import { readDataset } from '../../../core/datasets/datasets.ts'
import type { CardControl, Form } from '../../../core/messaging/card.ts'
import type { Desk } from '../../bots/commands/desk.ts'
import { surveyCsv } from '../../fixtures/survey.ts'

/** What came of something, and what was told of it before. */
export interface Came {
  /** `command ask`, `action answer.rate`, `form prefs`. */
  what: string
  foretold: Foretold
  context: CommandContext
  result: Result
}

/** Whatever an argument of this name may be given. */
const given = (name: string, assistant: string): (string | undefined)[] => {
  const known: Record<string, (string | undefined)[]> = {
    assistant: [undefined, assistant, 'Inconnu'],
    question: ['quels segments ressortent le plus ?', 'x'.repeat(300), undefined],
    language: [undefined, 'fr'],
    topic: ['data', 'ask', 'rien'],
    words: ['segments'],
    label: ['Femmes'],
    labels: ['"Femmes" "Hommes"'],
    mode: [undefined, 'thread', 'off'],
    term: [undefined, 'base'],
    name: [undefined, 'Étude bio 2027'],
    person: ['Camille marketing', 'Camille', 'Personne', undefined],
    code: [undefined, 'AAAA-BBBB'],
  }
  return known[name] ?? [undefined]
}

const argumentSets = (names: readonly string[], assistant: string): Record<string, string>[] =>
  names.reduce<Record<string, string>[]>(
    (sets, name) =>
      sets.flatMap((set) =>
        given(name, assistant).map((text) => (text === undefined ? set : { ...set, [name]: text })),
      ),
    [{}],
  )

/** Nothing would be left to look at. */
const isDestructive = (name: string): boolean => /remove|delete|hide|erase/.test(name)

const pressesOf = (control: CardControl): { action: string; value: Record<string, string> }[] => {
  if (control.kind === 'link' || isDestructive(control.action)) return []
  if (control.kind === 'button') return [control]
  return control.options
    .slice(0, 2)
    .map(({ value }) => ({ action: control.action, value: { ...control.value, selected: value } }))
}

const valuesOf = ({ fields }: Form): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      if (field.kind === 'file') return []
      const typed = field.name.endsWith('_on') ? '2026-03-31' : 'Étude de test'
      const value = field.value ?? (field.kind === 'select' ? field.options[0]?.value : typed)
      return value === undefined ? [] : [[field.name, value]]
    }),
  )

/**
 * Everything that comes of every command as this person may give it, of everything that can be pressed on its cards,
 * of the cards that come of that, and of their forms as they were opened.
 */
export const everyResult = async (context: CommandContext, assistant: string): Promise<Came[]> => {
  const came: Came[] = []
  const pressed = new Set<string>()
  const follow = async (what: string, foretold: Foretold, result: Result): Promise<void> => {
    came.push({ what, foretold, context, result })
    if (result.kind === 'form') {
      const { action, value } = result.form
      const key = `form ${action} ${Object.keys(value)}`
      if (pressed.has(key)) return
      pressed.add(key)
      const handler = formHandlers.find((one) => one.action === action)
      const sent = { value, values: valuesOf(result.form) }
      await follow(`form ${action}`, handler ?? {}, await submitForm(context, action, sent))
    }
    if (result.kind !== 'card') return
    const controls = result.card.parts.flatMap((part) => {
      if (part.kind === 'controls') return part.controls
      return part.kind === 'figures' ? part.figures.flatMap(({ source }) => source ?? []) : []
    })
    for (const { action, value } of controls.flatMap(pressesOf)) {
      const key = `${action} ${Object.keys(value)} ${value.mode ?? ''}${value.rating ?? ''}${value.group ?? ''}`
      if (pressed.has(key)) continue
      pressed.add(key)
      const found = actions.find(({ name }) => name === action)
      await follow(`action ${action}`, found ?? {}, await runAction(context, action, value))
    }
  }
  for (const command of commands) {
    const what = `command ${command.path.join(' ')}`
    for (const args of argumentSets(
      command.arguments.map(({ name }) => name),
      assistant,
    ))
      await follow(what, command, await giveCommand(context, command.path, args))
  }
  for (const text of ['', 'usgae', 'quels segments ?', 'data', 'home sweet', 'prefs de'])
    await follow('typed', { opensForm: true, isPublic: true }, await runCommand(context, text))
  return came
}

/** Presses, and sends the form that opens as it is. */
const pressAndSend = async (
  context: CommandContext,
  name: string,
  value: Record<string, string>,
): Promise<Came[]> => {
  const foretold = actions.find((one) => one.name === name)!
  const result = await runAction(context, name, value)
  const pressed = { what: `action ${name}`, foretold, context, result }
  if (result.kind !== 'form') return [pressed]
  const { action, value: kept } = result.form
  const handler = formHandlers.find((one) => one.action === action)!
  const sent = await submitForm(context, action, { value: kept, values: valuesOf(result.form) })
  return [pressed, { what: `form ${action}`, foretold: handler, context, result: sent }]
}

/** What can be done with an answer of this desk, and with a file, which no command shows. */
export const answerResults = async (
  desk: Desk,
  context: CommandContext,
  assistantId: string,
): Promise<Came[]> => {
  const { messageId: message_id } = await desk.answerIn(context, { assistantId, text: 'top 5 pour Femmes' })
  const dataset_id = await desk.bring('colonnes.csv', surveyCsv)
  const question = 'quels segments ressortent le plus ?'
  const presses: [string, Record<string, string>][] = [
    ['answer.source', { message_id, claim: 'c1' }],
    ['answer.details', { message_id }],
    ['answer.suggest', { message_id, position: '0' }],
    ['answer.rate', { message_id, rating: 'up' }],
    ['answer.rate', { message_id, rating: 'down' }],
    ['answer.hide', { message_id }],
    ['answer.stop', { id: message_id }],
    ['assistant.choose', { selected: assistantId, question }],
    ['assistant.choose', { question }],
    ['assistant.choose', { selected: assistantId }],
    ['dataset.map', { dataset_id, name: 'Étude', theme: 'loisirs' }],
    ['assistant.new', { dataset_id, name: 'Étude', theme: 'loisirs' }],
  ]
  const came: Came[] = []
  for (const [name, value] of presses) came.push(...(await pressAndSend(context, name, value)))
  const card = presentDataset(context, await readDataset(desk.core, context.actor, dataset_id))
  const handler = formHandlers.find(({ action }) => action === 'assistant.choose')!
  const sent = await submitForm(context, 'assistant.choose', {
    value: {},
    values: { assistant: assistantId, question },
  })
  return [
    ...came,
    { what: 'file', foretold: {}, context, result: { kind: 'card', card, audience: 'person' } },
    { what: 'form assistant.choose', foretold: handler, context, result: sent },
  ]
}
