import type { APISelectMenuOption } from 'discord-api-types/v10'
import { limits } from '../../../../config/limits.ts'
import type { CardSelect } from '../../../../core/messaging/card.ts'
import { guardText, isBlank } from '../escape.ts'
import { shorten, shortenAll } from '../text/split-text.ts'

const { labelCharacters, valueCharacters, options: mostOptions } = limits.discord.select

/** Text that Discord shows letter for letter, shortened where it must be; it refuses an empty one. */
export const plain = (text: string, most: number): string => {
  const guarded = guardText(text).replace(/\s+/gu, ' ').trim()
  return isBlank(guarded) ? '–' : shorten(guarded, most)
}

/** Options whose texts differ even when they are shortened; one that Discord would refuse is left out. */
export const optionsOf = (
  options: CardSelect['options'],
  selected: string | null = null,
): APISelectMenuOption[] => {
  const isSound = ({ value }: { value: string }): boolean =>
    !isBlank(value) && value.length <= valueCharacters
  const kept = options
    .filter(isSound)
    .filter(({ value }, at, all) => all.findIndex((other) => other.value === value) === at)
  const labels = shortenAll(
    kept.map(({ label }) => plain(label, 1_000)),
    labelCharacters,
  )
  return kept.map(({ value, description }, at) => ({
    label: labels[at]!,
    value,
    ...(description && !isBlank(description) && { description: plain(description, labelCharacters) }),
    ...(value === selected && { default: true }),
  }))
}

/** As many as one list holds, and the next. */
export const listsOf = (options: readonly APISelectMenuOption[]): APISelectMenuOption[][] =>
  Array.from({ length: Math.ceil(options.length / mostOptions) }, (_, at) =>
    options.slice(at * mostOptions, (at + 1) * mostOptions),
  )
