import type { ExecutionContext } from 'ava'
import { withTenant } from '../../../db/tenant.ts'
import type { SeenEphemeral, SeenMessage, SeenView } from '../slack/shown/seen.ts'
import { wordsOf } from '../slack/shown/seen.ts'
import { forgePress, isWhole, openTown, quiet } from '../slack-town.ts'
import type { Driver, Reply, Who } from './driver.ts'
import { type Held, lacking, nothingHeld, titleOf, wordsIn, wordsInOrder } from './held.ts'

// biome-ignore lint/suspicious/noExplicitAny: Block Kit of every shape
type Loose = any
type Seen = SeenMessage | SeenEphemeral

const patience = /^(?:Working on it…|Un instant : |Je m’en occupe)|longer than usual|^Reading /

const isControls = ({ type }: Loose): boolean => type === 'actions' || type === 'context_actions'

const elementsOf = (blocks: Loose[]): Loose[] =>
  blocks.flatMap((block) => (isControls(block) ? block.elements : block.accessory ? [block.accessory] : []))

const actionOf = ({ action_id: id = '' }: Loose): string => id.split(':')[0]

/** Of the same name, Slack's are numbered. */
const labelsOf = ({ options = [] }: Loose): string[] =>
  options.map(({ text }: Loose) => text.text.replace(/ \(\d+\)$/, ''))

const controlText = (element: Loose): string =>
  element.type.endsWith('_select')
    ? `select ${actionOf(element)} ${labelsOf(element).join(' | ')}`
    : `button ${actionOf(element)} "${element.text?.text}"`

const cellText = (cell: Loose): string => wordsInOrder(wordsOf([cell]).join(' ')).join(' ')

const readableOf = (blocks: Loose[]): string[] =>
  wordsOf(blocks.filter((block) => !isControls(block)).map(({ accessory: _, ...block }) => block))

export const heldOfBlocks = (blocks: Loose[]): Held => ({
  ...nothingHeld,
  title: titleOf(blocks.find(({ type }) => type === 'header')?.text.text),
  words: wordsIn(readableOf(blocks)),
  tables: blocks
    .filter(({ type }) => type === 'table')
    .map(({ rows }) => rows.map((row: Loose[]) => row.map(cellText))),
  controls: elementsOf(blocks).map(controlText).sort(),
})

const heldOfView = ({ title, blocks }: SeenView): Held => ({
  ...nothingHeld,
  kind: 'form',
  title: titleOf(title),
  fields: blocks.filter(({ type }) => type === 'input').map(({ label }) => label.text),
})

/** As Slack's person finds it: by the whole id, or by what one of two thumbs carries. */
const wantedOf = ({ blocks }: Seen, action: string): string => {
  const element = elementsOf(blocks).find((one) => actionOf(one) === action)
  if (!element) throw new Error(`nothing there does ${action}`)
  return element.positive_button?.value ?? element.action_id
}

const optionOf = ({ blocks }: Seen, action: string, label: string): string => {
  const options = elementsOf(blocks).flatMap((one) => (actionOf(one) === action ? (one.options ?? []) : []))
  return options.find(({ text }) => text.text === label)?.value
}

export const openSlackDriver = async (t: Pick<ExecutionContext, 'teardown'>): Promise<Driver> => {
  const town = await openTown(t)
  const { world, core, tenant, general, ada, bob, team, answered, said } = town
  const other = await town.openTenant()
  const otherAssistant = await other.makeAssistant('Masculinités', { public: true })
  const asked = await other.send('POST', `/v1/assistants/${otherAssistant}/chat`, {
    json: { message: 'indice de Mac chez les 18-34 ans' },
  })
  const idOf = (by: Who): string => (by === 'admin' ? ada : bob)
  const person = (by: Who) => world.user(idOf(by))

  const questions = (): SeenMessage[] =>
    world
      .messages(general, { thread: null })
      .filter(({ isFromApp, words }) => isFromApp && /asks:|demande/.test(words))

  const heldAnswer = async (message: SeenMessage): Promise<Reply> => {
    const { blocks } = message
    const stored = await withTenant(core.db, tenant.tenantId, () =>
      core.db.models.Message.findAll({
        where: { role: 'assistant' },
        order: [['createdAt', 'DESC']],
        limit: 1,
      }),
    )
    const actions = [...new Set(elementsOf(blocks).map(actionOf))].sort()
    const words = lacking(readableOf(blocks), [stored[0]!.content.replace(/\*\*|`/g, '')])
    return { held: { ...nothingHeld, kind: 'answer', words, controls: actions }, at: message }
  }

  const answerIn = async (thread: string, count: number): Promise<Reply> => {
    await answered(general, thread, count)
    await quiet(town)
    return heldAnswer(said(general, thread).at(-1)!)
  }

  const directOf = (by: Who): SeenMessage[] =>
    world.messages(person(by).directChannel()).filter(({ isFromApp }) => isFromApp)

  /** Does something, and waits for what comes of it: a question, a dialog, a card, or another one in its place. */
  const after = async (by: Who, act: () => Promise<unknown>, pressed: Seen | null = null): Promise<Reply> => {
    const user = idOf(by)
    const told = world.ephemerals(user).length
    const stood = questions().length
    const view = world.topView(user)?.id
    const own = () => world.ephemerals(user).find(({ ts }) => ts === pressed?.ts)
    const before = JSON.stringify(own()?.blocks)
    const find = (): Reply | SeenMessage | undefined => {
      const question = questions()[stood]
      if (question) return question
      const opened = world.topView(user)
      if (opened && opened.id !== view) return { held: heldOfView(opened), at: opened }
      const now = own()
      if (now && JSON.stringify(now.blocks) !== before) return { held: heldOfBlocks(now.blocks), at: now }
      const found = world
        .ephemerals(user)
        .slice(told)
        .find(({ words }) => !patience.test(words))
      return found && { held: heldOfBlocks(found.blocks), at: found }
    }
    await act()
    const found = await world.until(find, { what: 'something to see' })
    return 'held' in found ? found : answerIn(found.ts, 1)
  }

  /** An assistant in the making is told of in the direct conversation; done, its card stands where it was asked for. */
  const afterMaking = async (by: Who, act: () => Promise<unknown>): Promise<Reply> => {
    const told = world.ephemerals(idOf(by)).length
    const stood = directOf(by).length
    await act()
    const has = ({ blocks }: Seen, action: string) =>
      elementsOf(blocks).some((one) => actionOf(one) === action)
    const done = await world.until(
      () => {
        const card = directOf(by)[stood]
        return card && !has(card, 'creation.show') ? card : undefined
      },
      { what: 'an assistant that is made' },
    )
    await world.until(
      () =>
        world
          .ephemerals(idOf(by))
          .slice(told)
          .some((one) => has(one, 'assistant.bind')),
      { what: 'its card' },
    )
    return { held: heldOfBlocks(done.blocks), at: done }
  }

  return {
    platform: 'slack',
    core,
    tenantId: tenant.tenantId,
    theirs: {
      message: asked.body.message_id,
      claim: asked.body.claims[0].id,
      conversation: asked.body.conversation_id,
      assistant: otherAssistant,
    },
    type: (by, line) => after(by, () => person(by).slash(`/sextant ${line}`.trim(), { channel: general })),
    ask: async (by, text) => answerIn((await person(by).mention(general, text)).ts, 1),
    follow: async (by, { at }, text) => {
      const thread = (at as SeenMessage).threadTs!
      const count = said(general, thread).filter(isWhole).length
      await person(by).mention(general, text, { thread })
      return answerIn(thread, count + 1)
    },
    press: (by, { at }, action) => {
      const seen = at as Seen
      return after(by, () => person(by).click(seen, wantedOf(seen, action), { isConfirmed: true }), seen)
    },
    choose: (by, { at }, action, label) => {
      const seen = at as Seen
      const select = elementsOf(seen.blocks).find((one) => one.options && actionOf(one) === action)
      return after(by, () => person(by).choose(seen, select.action_id, optionOf(seen, action, label)), seen)
    },
    fill: async (by, { at }, values, file) => {
      let errors: string[] = []
      const send = async (): Promise<void> => {
        const picked = file && { file: [person(by).pickFile(file)] }
        const sent = await person(by).submit(world.topView(idOf(by)) ?? (at as SeenView), {
          ...values,
          ...picked,
        })
        errors = Object.keys(sent.errors).sort()
        if (errors.length > 0) throw new Error('the form has faults')
      }
      return (file ? afterMaking(by, send) : after(by, send)).catch((error: unknown) => {
        if (errors.length === 0) throw error
        return { held: { ...nothingHeld, kind: 'errors', fields: errors }, at: null }
      })
    },
    forge: (by, action, value) =>
      after(by, async () => {
        const on = questions()[0] ?? world.messages(general)[0]!
        const status = await forgePress(town, {
          team: team.teamId,
          user: idOf(by),
          on,
          action,
          value,
          trigger: `${Date.now()}.${Math.random()}`,
        })
        if (status !== 200) throw new Error(`a forged press was answered with ${status}`)
      }),
    bring: async (by, file) => {
      const brought = await person(by).dropFile(person(by).directChannel(), file)
      const { blocks } = await answered(brought.channel, brought.ts)
      return { held: { ...heldOfBlocks(blocks), kind: 'file' }, at: null }
    },
    settle: () => quiet(town),
  }
}
