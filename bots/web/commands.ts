import type { TenantActor } from '../../core/access/can.ts'
import type { Locale } from '../../core/answers/answer.ts'
import type { Card, Form, FormValues } from '../../core/messaging/card.ts'
import { allowed, exampleOf, keyOf, usageOf } from '../commands/cards/help-card.ts'
import { openWords } from '../commands/cards/words.ts'
import type { CommandContext, CommandServices, Place, Result, ResultFile } from '../commands/command.ts'
import { commands } from '../commands/registry.ts'
import { runAction, runCommand, submitForm } from '../commands/run.ts'

/** Who gives a command on the page, in which language, with which assistant before them. */
interface Giver {
  actor: TenantActor
  locale: Locale
  assistantId: string | null
}

type Outcome =
  | {
      kind: 'card'
      card: Card
      locale: Locale
      replaces: boolean
      creationId: string | null
      file: ResultFile | null
    }
  | { kind: 'form'; form: Form }
  | Exclude<Result, { kind: 'card' | 'form' }>

/** Nobody else reads along on a page: what is for everybody in the place is for whoever acts. */
const outcomeOf = (result: Result, { locale }: Giver): Outcome =>
  result.kind === 'card'
    ? {
        kind: 'card',
        card: result.card,
        locale: result.locale ?? locale,
        replaces: result.audience === 'edit',
        creationId: result.follow?.creationId ?? null,
        file: result.file ?? null,
      }
    : result

const placeOf = ({ actor, assistantId }: Giver): Place => ({
  platform: 'web',
  workspace: '',
  channel: null,
  thread: null,
  isDirect: true,
  user: actor.id,
  open: assistantId,
})

/** `/sextant data top` → `data top`; the page takes a command without its first word too. */
export const commandLine = (typed: string): string =>
  typed.trim().replace(/^\/\s*(?:sextant(?=\s|$))?|^sextant(?=\s|$)/i, '')

/** The commands of the chat platforms for the page, which shows their cards and forms. */
export const openWebCommands = (services: CommandServices) => {
  const contextOf = (by: Giver): CommandContext => ({
    ...services,
    actor: by.actor,
    locale: by.locale,
    place: placeOf(by),
  })
  return {
    list: (by: Giver) => {
      const say = openWords(by.locale)
      return allowed(contextOf(by), commands).map((command) => ({
        path: command.path,
        usage: usageOf(say, command),
        summary: say(`command.${keyOf(command)}.summary`),
        example: exampleOf(say, command).replaceAll('`', ''),
        takesMore: command.arguments.length > 0,
      }))
    },
    give: async (by: Giver, text: string) =>
      outcomeOf(await runCommand(contextOf(by), commandLine(text)), by),
    press: async (by: Giver, action: string, value: Record<string, string>) =>
      outcomeOf(await runAction(contextOf(by), action, value), by),
    submit: async (by: Giver, action: string, form: { value: Record<string, string>; values: FormValues }) =>
      outcomeOf(await submitForm(contextOf(by), action, form), by),
  }
}
