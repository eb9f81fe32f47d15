import type { ExecutionContext } from 'ava'
import { readArguments } from '../../../bots/commands/grammar/read-arguments.ts'
import { readPath } from '../../../bots/commands/grammar.ts'
import { commands } from '../../../bots/commands/registry.ts'
import { writeId } from '../../../bots/discord/blocks/control-id.ts'
import { withTenant } from '../../../db/tenant.ts'
import type { SeenMessage, SeenModal } from '../discord/discord-world.ts'
import { flatten, textsOf } from '../discord/shown/words.ts'
import { isAnswer, openDiscordDesk } from '../discord-desk.ts'
import type { Driver, Reply, Who } from './driver.ts'
import { type Held, lacking, nothingHeld, plainOf, titleOf, wordsIn } from './held.ts'

// biome-ignore lint/suspicious/noExplicitAny: components of every shape
type Loose = any

const controlTypes = { button: 2, select: 3 }

const actionOf = ({ custom_id: id }: Loose): string => /[\w.]+/.exec(id ?? 'link')![0]

const controlsOf = (components: Loose[]): Loose[] =>
  flatten(components).filter(({ type }) => Object.values(controlTypes).includes(type))

/** Of the same name, Discord's are numbered. */
const labelsOf = ({ options }: Loose): string[] =>
  options.map(({ label }: Loose) => label.replace(/ \(\d+\)$/, ''))

const controlText = (control: Loose): string =>
  control.type === controlTypes.select
    ? `select ${actionOf(control)} ${labelsOf(control).join(' | ')}`
    : `button ${actionOf(control)} "${control.label}"`

const unescaped = (text: string): string => text.replace(/\\([^\p{L}\p{N}\s])/gu, '$1')

const readableOf = ({ components }: SeenMessage): string[] => textsOf(components).map(unescaped)

const heldOf = (message: SeenMessage): Held => {
  const texts = readableOf(message)
  return {
    ...nothingHeld,
    title: titleOf(/^### (.*)/.exec(texts[0] ?? '')?.[1]),
    words: wordsIn(texts),
    controls: controlsOf(message.components).map(controlText).sort(),
  }
}

const heldOfModal = ({ title, fields }: SeenModal): Held => ({
  ...nothingHeld,
  kind: 'form',
  title: titleOf(title),
  fields: fields.map(({ label }) => label),
})

/** The names that arguments of the scenarios may mean. */
const named = ['Masculinités', 'Étude B', 'Étude C'].map((name) => ({ id: name, name }))

/** What somebody types into the options of a command. */
const optionsOf = (line: string): { path: string; args: Record<string, string> } => {
  const read = readPath(commands, line.trim() === '' ? 'help' : line)
  if (read.kind !== 'command') throw new Error(`Discord has no command ${line}`)
  const { command, rest } = read
  const given = readArguments(command.arguments, rest, named)
  if (!('args' in given)) throw new Error(`Discord does not take ${line}`)
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const args = Object.entries(given.args).map(([name, value]) => [name, names.get(value) ?? value])
  return { path: command.path.join(' '), args: Object.fromEntries(args) }
}

export const openDiscordDriver = async (t: Pick<ExecutionContext, 'teardown'>): Promise<Driver> => {
  const desk = await openDiscordDesk(t)
  const { world, core, openTenant, bind, quiet } = desk
  const guild = world.addGuild({ name: 'Acme' }).id
  const ids: Record<Who, string> = {
    admin: world.addUser({ name: 'Ada', locale: 'en-US' }).id,
    member: world.addUser({ name: 'Bob', locale: 'en-US' }).id,
  }
  world.join(guild, ids.admin, { isManager: true })
  world.join(guild, ids.member)
  const general = world.addChannel({ guild, name: 'general' }).id
  const tenant = await openTenant()
  await bind(tenant, ids.admin, general)
  await tenant.makeAssistant('Masculinités', { public: true })
  const other = await openTenant()
  const otherAssistant = await other.makeAssistant('Masculinités', { public: true })
  const asked = await other.send('POST', `/v1/assistants/${otherAssistant}/chat`, {
    json: { message: 'indice de Mac chez les 18-34 ans' },
  })
  const person = (by: Who) => world.user(ids[by])
  const said = (channel: string): SeenMessage[] =>
    world.messages(channel).filter(({ isFromApp, isThinking }) => isFromApp && !isThinking)
  const questions = (): SeenMessage[] => said(general).filter(({ words }) => /asks:|demande/.test(words))
  const told = (by: Who): SeenMessage[] => world.ephemerals(ids[by]).filter(({ isThinking }) => !isThinking)

  const answerIn = async (thread: string, count: number): Promise<Reply> => {
    await world.until(() => said(thread).filter(isAnswer)[count - 1], {
      what: 'an answer',
    })
    await quiet()
    const message = said(thread).at(-1)!
    const [stored] = await withTenant(core.db, tenant.tenantId, () =>
      core.db.models.Message.findAll({
        where: { role: 'assistant' },
        order: [['createdAt', 'DESC']],
        limit: 1,
      }),
    )
    const words = lacking(readableOf(message), [stored!.content.replace(/\*\*|`/g, '')])
    const controls = [...new Set(controlsOf(message.components).map(actionOf))].sort()
    return { held: { ...nothingHeld, kind: 'answer', words, controls }, at: message }
  }

  /** Does something, and waits for what comes of it: a question, a dialog, a card, or another one in its place. */
  const after = async (
    by: Who,
    act: () => Promise<unknown>,
    {
      pressed = null,
      isDone = () => true,
    }: { pressed?: SeenMessage | null; isDone?: (card: SeenMessage) => boolean } = {},
  ): Promise<Reply> => {
    const before = told(by).length
    const stood = questions().length
    const open = new Set(world.modals(ids[by]).map(({ id }) => id))
    const own = () => told(by).find(({ id }) => id === pressed?.id)
    const was = JSON.stringify(own()?.components)
    const find = (): Reply | SeenMessage | undefined => {
      const question = questions()[stood]
      if (question?.thread) return question
      const opened = world.modals(ids[by]).find(({ id }) => !open.has(id))
      if (opened) return { held: heldOfModal(opened), at: opened }
      const now = own()
      if (now && JSON.stringify(now.components) !== was) return { held: heldOf(now), at: now }
      const card = told(by)[before]
      return card && isDone(card) ? { held: heldOf(card), at: card } : undefined
    }
    await act()
    const found = await world.until(find, { what: 'something to see' })
    if ('held' in found) return found
    return answerIn(found.thread!, 1)
  }

  const idIn = (message: SeenMessage, action: string, type: number): string => {
    const found = controlsOf(message.components).find((one) => one.type === type && actionOf(one) === action)
    if (!found) throw new Error(`nothing there does ${action}`)
    return found.custom_id
  }

  /** Discord's buttons ask nothing themselves: what would be deleted is asked in a dialog. */
  const confirm = async (by: Who, reply: Reply, pressed: SeenMessage): Promise<Reply> => {
    const modal = reply.at as SeenModal
    const [field] = modal.fields
    return after(by, () => person(by).submit(modal, { [field!.customId]: 'yes' }), { pressed })
  }

  /** Discord closes a form that is sent, whatever is wrong with it: the card of its faults opens it once more. */
  const reopen = (by: Who, faults: SeenMessage): Promise<Reply> => {
    const again = controlsOf(faults.components).find(({ custom_id: id }) => id.includes('again=1'))
    return after(by, () => person(by).click(faults, again.custom_id))
  }
  const type: Driver['type'] = (by, line) => {
    const { path, args } = optionsOf(line)
    return after(by, () => person(by).slash(path, args, { channel: general }))
  }

  return {
    platform: 'discord',
    core,
    tenantId: tenant.tenantId,
    theirs: {
      message: asked.body.message_id,
      claim: asked.body.claims[0].id,
      conversation: asked.body.conversation_id,
      assistant: otherAssistant,
    },
    type,
    ask: async (by, text) => {
      const message = await person(by).mention(general, text)
      const thread = await world.until(
        () => world.messages(general).find(({ id }) => id === message.id)?.thread,
        { what: 'a thread' },
      )
      return answerIn(thread, 1)
    },
    follow: async (by, { at }, text) => {
      const thread = (at as SeenMessage).channel
      await person(by).mention(thread, text)
      return answerIn(thread, 2)
    },
    press: async (by, { at }, action) => {
      const seen = at as SeenMessage
      const reply = await after(by, () => person(by).click(seen, idIn(seen, action, controlTypes.button)), {
        pressed: seen,
      })
      return action === 'assistant.remove' ? confirm(by, reply, seen) : reply
    },
    choose: (by, { at }, action, label) => {
      const seen = at as SeenMessage
      return after(by, () => person(by).choose(seen, idIn(seen, action, controlTypes.select), [label]), {
        pressed: seen,
      })
    },
    fill: async (by, { at }, values, file) => {
      const reply = 'fields' in (at as object) ? { at } : await reopen(by, at as SeenMessage)
      const modal = reply.at as SeenModal
      const files = file ? { files: { file: [file] } } : {}
      const isDone = ({ components }: SeenMessage): boolean =>
        !file || controlsOf(components).some((one) => actionOf(one) === 'assistant.show')
      return after(by, () => person(by).submit(modal, values, files), { isDone })
    },
    forge: async (by, action, value) => {
      const button = { type: 2, style: 2, label: action, custom_id: writeId({ action, value }) }
      const sent = await fetch(`${world.apiUrl}/v10/channels/${general}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${world.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          content: 'forged',
          components: [{ type: 1, components: [button] }],
          nonce: String(Math.random()).slice(2, 20),
          enforce_nonce: true,
          allowed_mentions: { parse: [] },
        }),
      })
      const { id } = (await sent.json()) as { id: string }
      const message = world.messages(general).find((one) => one.id === id)!
      return after(by, () => person(by).click(message, button.custom_id))
    },
    bring: async (by, file) => {
      const given = { files: [{ name: file.name, bytes: Buffer.from(file.bytes) }] }
      const brought = await person(by).mention(general, '', given)
      const card = await world.until(
        () => {
          const thread = world.messages(general).find(({ id }) => id === brought.id)?.thread
          const places = [...(thread ? [thread] : []), general, person(by).directChannel()]
          return places.flatMap(said).find(({ words }) => plainOf(words).includes(file.name))
        },
        { what: 'a preview' },
      )
      return { held: { ...heldOf(card), kind: 'file' }, at: null }
    },
    settle: quiet,
  }
}
