import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { commandRoutes } from '../../../api/routes/commands.ts'
import { openWebCommands } from '../../../bots/web/commands.ts'
import { withTenant } from '../../../db/tenant.ts'
import { demoFile } from '../slack-desk.ts'
import {
  formOf,
  openWorkspace,
  type Send,
  type TenantDesk,
  type Workspace,
  waitForCreation,
} from '../workspace.ts'
import type { Driver, Reply, Who } from './driver.ts'
import { type Held, lacking, nothingHeld, titleOf, unmarked, wordsIn, wordsInOrder } from './held.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the API answered, of every shape
type Loose = any

const english = { 'accept-language': 'en' }

const textsOf = (part: Loose): string[] => {
  switch (part.kind) {
    case 'text':
      return [unmarked(part.text)]
    case 'heading':
      return [part.text]
    case 'fields':
      return part.fields.flatMap(({ name, value }: Loose) => [name, value])
    case 'table':
      return [part.caption, ...part.columns.map(({ title }: Loose) => title), ...part.rows.flat()]
    case 'figures':
      return part.figures.flatMap(({ label, figure }: Loose) => [label, figure])
    case 'steps':
      return part.steps.flatMap(({ title, detail }: Loose) => [title, detail ?? ''])
    case 'notes':
      return part.notes.map(unmarked)
    default:
      return []
  }
}

const controlText = (control: Loose): string =>
  control.kind === 'select'
    ? `select ${control.action} ${control.options.map(({ label }: Loose) => label).join(' | ')}`
    : `button ${control.kind === 'link' ? 'link' : control.action} "${control.label}"`

export const heldOfCard = ({ title, parts, footer }: Loose): Held => ({
  ...nothingHeld,
  title: titleOf(title),
  words: wordsIn([...(title ? [title] : []), ...parts.flatMap(textsOf), footer ?? '']),
  tables: parts
    .filter(({ kind }: Loose) => kind === 'table')
    .map(({ columns, rows }: Loose) =>
      [columns.map(({ title: name }: Loose) => name), ...rows].map((row: string[]) =>
        row.map((cell) => wordsInOrder(cell).join(' ')),
      ),
    ),
  controls: parts
    .flatMap((part: Loose) => [
      ...(part.controls ?? []),
      ...(part.figures ?? []).flatMap(({ source }: Loose) => source ?? []),
    ])
    .map(controlText)
    .sort(),
})

const heldOfForm = ({ title, fields }: Loose): Held => ({
  ...nothingHeld,
  kind: 'form',
  title: titleOf(title),
  fields: fields.map(({ label }: Loose) => label),
})

/** The page draws these by an answer: see bots/web/page/answer.js. */
const controlsOfAnswer = ({ message_id, claims, suggestions }: Loose): string[] => [
  ...(message_id ? ['answer.details', 'answer.rate'] : []),
  ...(claims.some(({ source }: Loose) => source) ? ['answer.source'] : []),
  ...(suggestions.length > 0 ? ['answer.suggest'] : []),
]

export const openWebDriver = async (t: Pick<ExecutionContext, 'teardown'>): Promise<Driver> => {
  const work: Workspace = await openWorkspace(t, {
    routes: (core) => commandRoutes(openWebCommands({ core, publicUrl: 'https://sextant.example' })),
  })
  const { core, server } = work
  const makeAssistant = async (own: TenantDesk): Promise<string> => {
    const form = formOf('masculinites-2018.csv', await readFile(demoFile))
    const { body: dataset } = await own.send('POST', '/v1/datasets', { body: form })
    const json = { name: 'Masculinités', theme: 'loisirs', dataset_id: dataset.id, public: true }
    const { body } = await own.send('POST', '/v1/assistants', { json })
    await waitForCreation(own.send, body.id)
    await own.send('PATCH', `/v1/assistants/${body.id}`, { json: { public: true } })
    return body.id
  }
  const desk = await work.openTenant()
  const assistantId = await makeAssistant(desk)
  const other = await work.openTenant()
  const otherAssistant = await makeAssistant(other)
  const answered = await other.ask(otherAssistant, 'indice de Mac chez les 18-34 ans')

  const visitor = {
    'x-tenant': desk.clientId,
    cookie: 'sextant_visitor=somebody',
    'sec-fetch-site': 'same-origin',
  }
  const sendAs =
    (who: Who): Send =>
    (method, path, request = {}) =>
      who === 'admin'
        ? desk.send(method, path, { ...request, headers: english })
        : server.request(method, path, { ...request, headers: { ...visitor, ...english } })

  const ask = async (
    by: Who,
    {
      text,
      assistant = assistantId,
      conversation,
    }: { text: string; assistant?: string; conversation?: string },
  ): Promise<Reply> => {
    const json = { message: text, ...(conversation && { conversation_id: conversation }) }
    const { body, status } = await sendAs(by)('POST', `/v1/assistants/${assistant}/chat`, { json })
    if (status !== 200) throw new Error(`no answer: ${JSON.stringify(body)}`)
    const stored = await withTenant(core.db, desk.tenantId, () =>
      core.db.models.Message.findOne({ where: { id: body.message_id } }),
    )
    const words = lacking([unmarked(body.text), ...body.warnings], [unmarked(stored!.content)])
    return { held: { ...nothingHeld, kind: 'answer', words, controls: controlsOfAnswer(body) }, at: body }
  }

  const follow = async (by: Who, outcome: Loose): Promise<Loose> => {
    let shown = outcome
    while (shown.creation_id) {
      await wait(50)
      const json = { action: 'creation.show', value: { id: shown.creation_id } }
      shown = (await sendAs(by)('POST', '/v1/commands/actions', { json })).body
    }
    return shown
  }

  /** Goes on as the page does with what comes of an act. */
  const take = async (by: Who, outcome: Loose): Promise<Reply> => {
    if (outcome.kind === 'question')
      return ask(by, { text: outcome.text, assistant: outcome.assistant_id ?? assistantId })
    if (outcome.kind === 'form') return { held: heldOfForm(outcome.form), at: outcome.form }
    if (outcome.kind === 'errors')
      return {
        held: { ...nothingHeld, kind: 'errors', fields: Object.keys(outcome.errors).sort() },
        at: null,
      }
    if (outcome.kind !== 'card') return { held: nothingHeld, at: null }
    const { card } = await follow(by, outcome)
    return { held: heldOfCard(card), at: card }
  }
  const post = async (by: Who, path: string, json: Loose): Promise<Reply> => {
    const { body, status, text } = await sendAs(by)('POST', path, {
      json: { ...json, assistant_id: assistantId },
    })
    if (status !== 200) throw new Error(`${path}: ${text}`)
    return take(by, body)
  }
  const press = (by: Who, action: string, value: Loose): Promise<Reply> =>
    post(by, '/v1/commands/actions', { action, value })

  const controlsIn = ({ at }: Reply): Loose[] =>
    (at as Loose).parts.flatMap((part: Loose) => part.controls ?? [])
  /** Of the page's own buttons beside an answer, by the ids that they have. */
  const valueIn = ({ held, at }: Reply, action: string): Loose => {
    if (held.kind !== 'answer')
      return controlsIn({ held, at }).find((control) => control.action === action)?.value
    const { message_id, claims } = at as Loose
    const source = claims.find((claim: Loose) => claim.source)
    return {
      message_id,
      ...(action === 'answer.source' && { claim: source.id }),
      ...(action === 'answer.rate' && { rating: 'up' }),
    }
  }

  return {
    platform: 'web',
    core,
    tenantId: desk.tenantId,
    theirs: {
      message: answered.message_id,
      claim: answered.claims[0].id,
      conversation: answered.conversation_id,
      assistant: otherAssistant,
    },
    type: (by, line) => post(by, '/v1/commands', { text: `/sextant ${line}` }),
    ask: (by, text) => ask(by, { text }),
    follow: (by, reply, text) => ask(by, { text, conversation: (reply.at as Loose).conversation_id }),
    press: (by, reply, action) => press(by, action, valueIn(reply, action)),
    choose: (by, reply, action, label) => {
      const select = controlsIn(reply).find((one) => one.kind === 'select' && one.action === action)
      const { value } = select.options.find((one: Loose) => one.label === label)
      return press(by, action, { ...select.value, selected: value })
    },
    fill: async (by, { at }, given, file) => {
      const { action, value, fields } = at as Loose
      const values = Object.fromEntries(
        fields.flatMap(({ name, kind, value: now }: Loose) =>
          kind === 'file' || now === null ? [] : [[name, now]],
        ),
      )
      if (file) {
        const { body } = await sendAs(by)('POST', '/v1/datasets', { body: formOf(file.name, file.bytes) })
        values.file = body.id
      }
      return post(by, '/v1/commands/forms', { action, value, values: { ...values, ...given } })
    },
    forge: press,
    bring: async (by, file) => {
      const { body } = await sendAs(by)('POST', '/v1/datasets', { body: formOf(file.name, file.bytes) })
      return { held: { ...nothingHeld, kind: 'file', title: titleOf(body.file_name) }, at: body }
    },
    settle: async () => {
      for (;;) {
        const open = await withTenant(core.db, desk.tenantId, async () => {
          const { InboxEvent, OutboxMessage } = core.db.models
          const where = { tenantId: desk.tenantId }
          return (
            (await InboxEvent.count({ where: { ...where, state: 'received' } })) +
            (await OutboxMessage.count({ where: { ...where, state: ['pending', 'sending'] } }))
          )
        })
        if (open === 0) return
        await wait(20)
      }
    },
  }
}
