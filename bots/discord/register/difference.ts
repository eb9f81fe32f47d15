/** A command as it is sent or as Discord tells it; what is not ours to compare is passed over. */
export interface LooseCommand {
  name: string
  type?: number
  [field: string]: unknown
}

export interface Difference {
  added: string[]
  changed: string[]
  removed: string[]
}

/** What Discord adds to what was sent, or a guild's commands do not have. */
const foreignFields = new Set([
  'id',
  'application_id',
  'version',
  'guild_id',
  'dm_permission',
  'default_permission',
  'handler',
  'name_localized',
  'description_localized',
])

const scopeFields = new Set(['contexts', 'integration_types'])

/** Absent, or what Discord takes in its place. */
const isDefault = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** The same however it was written: without defaults, with its fields in one order. */
const normalise = (value: unknown, skipped: ReadonlySet<string>): unknown => {
  if (Array.isArray(value)) return value.map((one) => normalise(one, skipped))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value)
    .filter(([name, own]) => !skipped.has(name) && !foreignFields.has(name) && !isDefault(own))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(fields.map(([name, own]) => [name, normalise(own, skipped)]))
}

const keyOf = ({ name, type = 1 }: LooseCommand): string => `${type} ${name}`

const textOf = (command: LooseCommand, isOfGuild: boolean): string => {
  const { contexts, integration_types, ...rest } = command
  const sorted = (given: unknown): unknown => (Array.isArray(given) ? given.toSorted() : given)
  const scoped = {
    ...rest,
    type: command.type ?? 1,
    contexts: sorted(contexts),
    integration_types: sorted(integration_types),
  }
  return JSON.stringify(normalise(scoped, isOfGuild ? scopeFields : new Set()))
}

/** What a registration would change. `isOfGuild`: those of one guild have no contexts. */
export const findDifference = (
  wanted: readonly LooseCommand[],
  present: readonly LooseCommand[],
  { isOfGuild }: { isOfGuild: boolean },
): Difference => {
  const before = new Map(present.map((command) => [keyOf(command), command]))
  const after = new Map(wanted.map((command) => [keyOf(command), command]))
  const isOther = (command: LooseCommand): boolean => {
    const known = before.get(keyOf(command))
    return known !== undefined && textOf(known, isOfGuild) !== textOf(command, isOfGuild)
  }
  const names = (commands: readonly LooseCommand[]): string[] => commands.map(({ name }) => name)
  return {
    added: names(wanted.filter((command) => !before.has(keyOf(command)))),
    changed: names(wanted.filter(isOther)),
    removed: names(present.filter((command) => !after.has(keyOf(command)))),
  }
}
