import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { loadEnvFile } from '../config/env-file.ts'
import type { Locale } from '../core/answers/answer.ts'
import { translate } from '../core/locales/translate.ts'
import { askCommand } from './commands/ask.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { discordRegisterCommand } from './commands/discord-register.ts'
import { doctorCommand } from './commands/doctor.ts'
import { migrateCommand } from './commands/migrate.ts'
import { openapiCommand } from './commands/openapi.ts'
import { restoreCommand } from './commands/restore.ts'
import { rotateMasterKeyCommand } from './commands/rotate-master-key.ts'
import { seedCommand } from './commands/seed.ts'
import { slackManifestCommand } from './commands/slack-manifest.ts'
import { tenantCommand } from './commands/tenant.ts'
import { userCommand } from './commands/user.ts'
import { type CommandContext, exitCodes, UsageError } from './context.ts'
import { describeError } from './describe-error.ts'
import { chosenLocale, isLocale } from './locale.ts'

/** Commander's own faults: told in our words, by its code; what it quotes is what the person wrote. */
const usageKeys: Record<string, string> = {
  'commander.unknownOption': 'unknown_option',
  'commander.unknownCommand': 'unknown_command',
  'commander.missingArgument': 'missing_argument',
  'commander.optionMissingArgument': 'option_without_value',
  'commander.missingMandatoryOptionValue': 'missing_option',
  'commander.invalidArgument': 'invalid_value',
  'commander.excessArguments': 'too_many_arguments',
}
/** Asking for help or the version is no fault, though commander throws for both. */
const isHelp = ({ code }: CommanderError): boolean =>
  code === 'commander.helpDisplayed' || code === 'commander.version'

const commands = [
  askCommand, doctorCommand, migrateCommand, seedCommand, backupCommand, restoreCommand, tenantCommand, userCommand, openapiCommand,
  rotateMasterKeyCommand, auditCommand, slackManifestCommand, discordRegisterCommand,
] // biome-ignore format: one list, read at a glance

/** Not commander's `choices`, which adds English words to the help. */
const readLocale = (value: string): Locale => {
  if (!isLocale(value)) throw new InvalidArgumentError('fr, en')
  return value
}

/** Commander's titles (`Usage:`) in the terminal's language. */
const styleTitle =
  ({ say }: CommandContext) =>
  (title: string): string =>
    say(`help.${title.replace(':', '').toLowerCase()}`)

/** Faults are thrown to us instead of printed; every command speaks the terminal's language and takes `--locale`. */
const prepare = (command: Command, context: CommandContext): void => {
  const { say } = context
  command
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .helpOption('-h, --help', say('options.help'))
    .helpCommand(false)
    .allowExcessArguments(false)
    .configureHelp({ styleTitle: styleTitle(context) })
    .addOption(new Option('--locale <fr|en>', say('options.locale')).argParser(readLocale))
  for (const inner of command.commands) prepare(inner, context)
}

const buildProgram = (context: CommandContext): Command => {
  const program = new Command('sextant').description(context.say('description')).usage(context.say('usage'))
  for (const make of commands) program.addCommand(make(context))
  program.addHelpText('after', () => `\n${context.say('help.more')}`)
  prepare(program, context)
  return program
}

const asUsage = (error: unknown): UsageError | null => {
  if (error instanceof UsageError) return error
  if (!(error instanceof CommanderError)) return null
  const key = usageKeys[error.code] ?? 'wrong_use'
  return new UsageError(`usage_errors.${key}`, { what: /'([^']*)'/.exec(error.message)?.[1] ?? '' })
}

interface Failure {
  code: string
  message: string
  exit: number
}

const failureOf = (error: unknown, { say, locale }: CommandContext): Failure => {
  const usage = asUsage(error)
  if (usage) {
    const message = `${say(usage.key, usage.values)} ${say('usage_errors.see_help')}`
    return { code: 'wrong_use', message, exit: exitCodes.wrongUse }
  }
  return { ...describeError(error, locale), exit: exitCodes.failed }
}

/** A reader that has seen enough (`| head -1`) closes the pipe; that is no failure of ours. */
const endQuietlyOnClosedPipe = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(exitCodes.done)
  })
}

/** Runs one command. @returns the exit code; a failure is one sentence on standard error, as JSON with `--json` */
export const runProgram = async (words: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  loadEnvFile()
  endQuietlyOnClosedPipe()
  const chosen = chosenLocale(words, env)
  const locale = chosen ?? 'fr'
  const say: CommandContext['say'] = (key, values) => translate(locale, `cli:${key}`, values)
  const context: CommandContext = { locale, chosenLocale: chosen, env, say }
  const program = buildProgram(context)
  try {
    if (words.length === 0) throw new UsageError('usage_errors.no_command')
    await program.parseAsync(words, { from: 'user' })
    return Number(process.exitCode ?? exitCodes.done)
  } catch (error) {
    if (error instanceof CommanderError && isHelp(error)) return exitCodes.done
    const { exit, ...failure } = failureOf(error, context)
    const text = words.includes('--json') ? JSON.stringify(failure) : failure.message
    process.stderr.write(`${text}\n`)
    if (env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    return exit
  }
}
