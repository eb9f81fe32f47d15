import type { Card, FormValues } from '../../core/messaging/card.ts'
import { findSuspension } from '../../core/tenancy/standing.ts'
import { actions } from './actions/registry.ts'
import { toPerson } from './cards/card-parts.ts'
import { groupCard, helpCard, keyOf } from './cards/help-card.ts'
import { goneCard, missingCard, surplusCard, unknownCard } from './cards/misread-cards.ts'
import type { Command, CommandContext, Result } from './command.ts'
import { type Connecting, connect } from './connect.ts'
import { errorCardOf } from './error-card.ts'
import { formHandlers } from './forms/registry.ts'
import { readArguments } from './grammar/read-arguments.ts'
import { readPath } from './grammar.ts'
import { refuse } from './permit.ts'
import { listNamed } from './pick-assistant.ts'
import { commands } from './registry.ts'
import { unboundCard } from './unbound-card.ts'

/** Whoever acts always gets an answer: what fails is told, with what to do next. In a suspended tenant that is all. */
const safely = async (context: CommandContext, work: () => Promise<Result>): Promise<Result> => {
  const { locale, core, actor } = context
  try {
    const suspended = await findSuspension(core.db, actor.tenantId)
    return suspended ? toPerson(errorCardOf(locale, suspended)) : await work()
  } catch (error) {
    return toPerson(errorCardOf(locale, error))
  }
}

const give = async (
  context: CommandContext,
  command: Command,
  args: Readonly<Record<string, string>>,
): Promise<Result> =>
  (await refuse(context, command.permission, command.path.join(' '))) ?? command.run(context, args)

const giveTyped = async (context: CommandContext, command: Command, rest: string): Promise<Result> => {
  const refused = await refuse(context, command.permission, command.path.join(' '))
  if (refused) return refused
  const takesAssistant = command.arguments.some(({ kind }) => kind === 'assistant')
  const named = takesAssistant ? await listNamed(context) : []
  const read = readArguments(command.arguments, rest, named)
  if (read.kind === 'missing') return toPerson(missingCard(context, command, read.argument))
  if (read.kind === 'surplus') return toPerson(surplusCard(context, command, read))
  return command.run(context, read.args)
}

const understand = async (context: CommandContext, text: string): Promise<Result> => {
  const read = readPath(commands, text)
  if (read.kind === 'bare') return toPerson(helpCard(context, commands))
  if (read.kind === 'group') return toPerson(groupCard(context, commands, read.group))
  if (read.kind === 'unknown') return toPerson(unknownCard(context, read, text))
  return giveTyped(context, read.command, read.rest)
}

/** `/sextant <text>`, for a platform that hands over what was typed. */
export const runCommand = (context: CommandContext, text: string): Promise<Result> =>
  safely(context, () => understand(context, text.trim()))

/** As `runCommand`, for a platform that knows the command's arguments by name. */
export const giveCommand = (
  context: CommandContext,
  path: readonly string[],
  args: Readonly<Record<string, string>>,
): Promise<Result> =>
  safely(context, async () => {
    const command = commands.find((one) => one.path.join(' ') === path.join(' '))
    if (!command) return understand(context, path.join(' '))
    const missing = command.arguments.find(({ name, isRequired }) => isRequired && !args[name])
    if (missing) return toPerson(missingCard(context, command, missing))
    return give(context, command, args)
  })

/** A button that was pressed, or what was chosen in a select. */
export const runAction = (
  context: CommandContext,
  name: string,
  value: Readonly<Record<string, string>>,
): Promise<Result> =>
  safely(context, async () => {
    const action = actions.find((one) => one.name === name)
    if (!action) return toPerson(goneCard(context))
    return (await refuse(context, action.permission, name)) ?? action.run(context, value)
  })

/** A form that was sent. */
export const submitForm = (
  context: CommandContext,
  action: string,
  form: { value: Readonly<Record<string, string>>; values: FormValues },
): Promise<Result> =>
  safely(context, async () => {
    const handler = formHandlers.find((one) => one.action === action)
    if (!handler) return toPerson(goneCard(context))
    return (await refuse(context, handler.permission, action)) ?? handler.submit(context, form)
  })

/** Somebody in a workspace that is bound to no tenant. */
export type Unbound = Connecting

/** What can be done there: connect it. Everything else gets the one neutral answer. */
export const runUnbound = async (unbound: Unbound, text: string): Promise<Card> => {
  const { locale } = unbound
  try {
    const read = readPath(commands, text)
    const isSetup = read.kind === 'command' && keyOf(read.command) === 'setup'
    return isSetup ? await connect(unbound, read.rest) : unboundCard(locale)
  } catch (error) {
    return errorCardOf(locale, error)
  }
}
