import { type BodyFault, invalidBody, Refusal } from '../api/refusal.ts'
import type { Loose } from '../world-state.ts'

const slashName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const limits: Record<number, number> = { 1: 100, 2: 15, 3: 15 }

const fault = (at: string, code: string, message: string): BodyFault => ({ at, code, message })

const isSlashName = (name: unknown): boolean =>
  typeof name === 'string' && slashName.test(name) && name === name.toLowerCase()

const checkText = (one: Loose, at: string): BodyFault[] => {
  const names = [one.name, ...Object.values(one.name_localizations ?? {})]
  const words = [one.description, ...Object.values(one.description_localizations ?? {})] as string[]
  return [
    ...names
      .filter((name) => !isSlashName(name))
      .map((name) =>
        fault(`${at}/name`, 'APPLICATION_COMMAND_INVALID_NAME', `Command name is invalid: ${name}`),
      ),
    ...words
      .filter((word) => !word || word.length > 100)
      .map((word) =>
        fault(`${at}/description`, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and 100 in length: ${word}`),
      ),
  ]
}

const checkOption = (option: Loose, at: string): BodyFault[] => {
  const choices: Loose[] = option.choices ?? []
  const faults = checkText(option, at)
  if (choices.length > 25) faults.push(fault(`${at}/choices`, 'BASE_TYPE_MAX_LENGTH', '25 or fewer'))
  if (option.autocomplete && choices.length > 0)
    faults.push(fault(`${at}/choices`, 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', 'either or'))
  return [...faults, ...checkOptions(option.options ?? [], `${at}/options`)]
}

const checkOptions = (options: Loose[], at: string): BodyFault[] => {
  const faults = options.flatMap((option, index) => checkOption(option, `${at}/${index}`))
  const names = options.map(({ name }) => name)
  const isMixed = options.some(({ type }) => type <= 2) && options.some(({ type }) => type > 2)
  const firstOptional = options.findIndex(({ type, required }) => type > 2 && !required)
  const lastRequired = options.findLastIndex(({ required }) => required)
  if (options.length > 25) faults.push(fault(at, 'BASE_TYPE_MAX_LENGTH', '25 or fewer'))
  if (new Set(names).size < names.length)
    faults.push(fault(at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'a name is used twice'))
  if (isMixed)
    faults.push(fault(at, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'groups beside plain options'))
  if (firstOptional >= 0 && firstOptional < lastRequired)
    faults.push(fault(at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'required ones come first'))
  return faults
}

/** Each text counts in its longest language. */
const longest = (text: string | undefined, localized: Record<string, string> | null | undefined): number =>
  Math.max(0, ...[text ?? '', ...Object.values(localized ?? {})].map(({ length }) => length))

const sizeOf = (one: Loose): number =>
  longest(one.name, one.name_localizations) +
  longest(one.description, one.description_localizations) +
  (one.choices ?? []).reduce(
    (sum: number, { name, value }: Loose) => sum + name.length + String(value).length,
    0,
  ) +
  (one.options ?? []).reduce((sum: number, option: Loose) => sum + sizeOf(option), 0)

const checkCommand = (command: Loose, at: string): BodyFault[] => {
  const faults = checkOptions(command.options ?? [], `${at}/options`)
  if ((command.type ?? 1) === 1) faults.push(...checkText(command, at))
  else if (command.description || command.options?.length)
    faults.push(fault(at, 'APPLICATION_COMMAND_INVALID', 'a context menu has a name only'))
  if (sizeOf(command) > 8000)
    faults.push(fault(at, 'APPLICATION_COMMAND_TOO_LARGE', `${sizeOf(command)} of 8,000`))
  return faults
}

/** @throws Refusal 50035, 30032 for too many of a kind */
export const checkCommands = (commands: Loose[]): void => {
  const faults = commands.flatMap((command, index) => checkCommand(command, String(index)))
  const keys = commands.map(({ type = 1, name }) => `${type} ${name}`)
  if (new Set(keys).size < keys.length)
    faults.push(fault('', 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'))
  if (faults.length > 0) throw invalidBody(faults)
  for (const [type, limit] of Object.entries(limits))
    if (commands.filter((one) => (one.type ?? 1) === Number(type)).length > limit)
      throw new Refusal(400, 30032, 'Maximum number of application commands reached')
}

/** @throws Refusal 50035 for choices that no client could show */
export const checkChoices = (choices: Loose): Loose[] => {
  const list: Loose[] = choices ?? []
  const isBad = ({ name, value }: Loose): boolean =>
    typeof name !== 'string' || name.length < 1 || name.length > 100 || String(value).length > 100
  if (list.length > 25 || list.some(isBad))
    throw invalidBody([fault('data/choices', 'BASE_TYPE_BAD_LENGTH', 'up to 25, of 1 to 100 characters')])
  return list
}
