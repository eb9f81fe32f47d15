import type { CommandContext, Result } from '../../../bots/commands/command.ts'
import { runAction } from '../../../bots/commands/run.ts'
import type { TenantActor } from '../../../core/access/can.ts'
import { createProject } from '../../../core/projects/projects.ts'
import { controlOf, type Desk } from './desk.ts'

/** Presses the button, or chooses in the select, that a card has for this. */
export const press = (
  context: CommandContext,
  from: Result,
  action: string,
  selected?: string,
): Promise<Result> => {
  const { value } = controlOf(from, action)
  return runAction(context, action, { ...value, ...(selected !== undefined && { selected }) })
}

/** As many as a test makes. */
export const page = { limit: 50, after: null }
export const make = ({ core }: Desk, actor: TenantActor, name: string, fields = {}) =>
  createProject(core.db, actor, { name, ...fields })

/** The form that something opens; anything else is a fault of the test. */
export const formOf = (result: Result) => {
  if (result.kind !== 'form') throw new Error(`no form but ${JSON.stringify(result)}`)
  return result.form
}
