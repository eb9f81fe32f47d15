import { can } from '../../../core/access/can.ts'
import { AppError, isAppError } from '../../../core/errors.ts'
import type { FormValues } from '../../../core/messaging/card.ts'
import type { ChangeContext } from '../../../core/projects/change.ts'
import { button, cardOf, controls, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Action, Argument, Command, CommandContext, Foretold, FormHandler, Result } from '../command.ts'
import { refuse } from '../permit.ts'
import { openProjectWords } from './words.ts'

type Values = Readonly<Record<string, string>>

/**
 * Projects are for the team: anybody else is told how to become known. People of the team pass, since somebody may see
 * one project without seeing all; the core decides about each.
 */
const refuseStranger = async (context: CommandContext, what: string): Promise<Result | null> => {
  const { actor, locale } = context
  if (actor.kind === 'person' || can(actor, 'projects:view')) return null
  // For the audit trail; what it says to other people is too little here.
  await refuse(context, 'projects:view', what)
  return toPerson(
    cardOf(null, [
      text(openProjectWords(locale).say('strangers')),
      controls([button(openWords(locale)('link.button'), 'link')]),
    ]),
  )
}

/** A command about projects or tasks: who may do what is decided by the core, for each project. */
export const projectCommand = (
  path: readonly [string, string],
  {
    run,
    arguments: wanted = [],
    ...foretold
  }: Foretold & { run: Command['run']; arguments?: readonly Argument[] },
): Command => ({
  path,
  permission: null,
  shownTo: 'projects:view',
  arguments: wanted,
  ...foretold,
  run: async (context, args) => (await refuseStranger(context, path.join(' '))) ?? (await run(context, args)),
})

/** As `projectCommand`, for a button or a select. */
export const projectAction = (
  name: string,
  run: (context: CommandContext, value: Values) => Promise<Result>,
  foretold: Foretold = {},
): Action => ({
  name,
  permission: null,
  ...foretold,
  run: async (context, value) => (await refuseStranger(context, name)) ?? (await run(context, value)),
})

/** As `projectCommand`, for a form. */
export const projectForm = (
  action: string,
  submit: (context: CommandContext, form: { value: Values; values: FormValues }) => Promise<Result>,
): FormHandler => ({
  action,
  permission: null,
  submit: async (context, form) => (await refuseStranger(context, action)) ?? (await submit(context, form)),
})

/** The time of the last change, which a card carries to tell whether it still shows how things are. */
export const seenOf = ({ updatedAt }: { updatedAt: Date }): { seen: string } => ({
  seen: updatedAt.toISOString(),
})

/** Where a change is made. */
export const surfaceOf = ({ place }: CommandContext): ChangeContext => ({ surface: place.platform })

/**
 * As `surfaceOf`, for what was pressed on a card: a row that was changed since the card was drawn stays as it is.
 * @throws `precondition_failed` from within the change
 */
export const asSeen = (context: CommandContext, { seen }: Values): ChangeContext => ({
  ...surfaceOf(context),
  check: ({ updatedAt }) => {
    if (updatedAt.toISOString() !== seen)
      throw new AppError('precondition_failed', 'it was changed since the card was drawn')
  },
})

/** What is said above the card that takes the place of the one that was pressed. */
export interface Outcome {
  tone: 'good' | 'caution'
  notes: string[]
}

/**
 * Makes a change that was pressed on a card. A card that shows how things were is refreshed, and changes nothing.
 * @throws what `work` throws
 */
export const tryChange = async (
  { locale }: CommandContext,
  work: () => Promise<string[] | undefined>,
): Promise<Outcome> => {
  const { say } = openProjectWords(locale)
  try {
    return { tone: 'good', notes: (await work()) ?? [] }
  } catch (error) {
    if (!isAppError(error, 'precondition_failed')) throw error
    return { tone: 'caution', notes: [say('stale')] }
  }
}

/** In the place of the card that was pressed. */
export const inPlace = (card: Extract<Result, { kind: 'card' }>['card']): Result => ({
  kind: 'card',
  card,
  audience: 'edit',
})
