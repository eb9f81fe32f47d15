import { editDistance, fold } from '../../core/answers/understand/text.ts'
import type { Command } from './command.ts'
import { canonicalWord, knownWords } from './grammar/aliases.ts'
import { splitWords } from './grammar/split-words.ts'

/** What the first words of a line mean; `rest` is what follows them, as it was typed. */
export type ReadPath =
  | { kind: 'command'; command: Command; rest: string }
  /** A group and nothing behind it. */
  | { kind: 'group'; group: string }
  /** Nothing was typed. */
  | { kind: 'bare' }
  /** `typed` is no word of ours; `nearest` may have been meant. */
  | { kind: 'unknown'; typed: string; group: string | null; nearest: readonly Command[] }

const mostTypos = 2

/** How far a word of ours is from what was typed, in typing faults; a beginning counts as one. */
const distanceTo = (wanted: string, word: string): number => {
  const allowed = wanted.length < 4 ? 1 : mostTypos
  const isBeginning = wanted.length > 1 && word.startsWith(wanted)
  const distance = isBeginning && word !== wanted ? 1 : editDistance(wanted, word, allowed)
  return distance > allowed ? Number.POSITIVE_INFINITY : distance
}

const nearestIn = (typed: string, place: 'first' | 'second', canonical: string): number => {
  const wanted = fold(typed)
  const words = [...knownWords(place)].filter(([, meant]) => meant === canonical)
  return Math.min(...words.map(([word]) => distanceTo(wanted, word)))
}

/** The commands that come nearest: in a group by their second word, elsewhere by either. */
const nearestOf = (commands: readonly Command[], typed: string, group: string | null): Command[] => {
  const distanceOf = ({ path: [first, second] }: Command): number => {
    const inGroup = second === undefined ? Number.POSITIVE_INFINITY : nearestIn(typed, 'second', second)
    return group === null ? Math.min(nearestIn(typed, 'first', first), inGroup) : inGroup
  }
  const own = group === null ? commands : commands.filter(({ path }) => path[0] === group)
  const distances = own.map((command) => ({ command, distance: distanceOf(command) }))
  const best = Math.min(...distances.map(({ distance }) => distance))
  if (!Number.isFinite(best)) return []
  return distances.filter(({ distance }) => distance === best).map(({ command }) => command)
}

/** `/sextant <words>`: the command that the words name. */
export const readPath = (commands: readonly Command[], line: string): ReadPath => {
  const [first, second] = splitWords(line)
  if (!first) return { kind: 'bare' }
  const word = first.isQuoted ? null : canonicalWord(first.text, 'first')
  const single = commands.find(({ path }) => path.length === 1 && path[0] === word)
  if (single) return { kind: 'command', command: single, rest: line.slice(first.end).trim() }
  const group = commands.some(({ path }) => path[0] === word) ? word : null
  if (group === null)
    return { kind: 'unknown', typed: first.text, group: null, nearest: nearestOf(commands, first.text, null) }
  if (!second) return { kind: 'group', group }
  const inGroup = second.isQuoted ? null : canonicalWord(second.text, 'second', group)
  const command = commands.find(({ path }) => path[0] === group && path[1] === inGroup)
  if (command) return { kind: 'command', command, rest: line.slice(second.end).trim() }
  return { kind: 'unknown', typed: second.text, group, nearest: nearestOf(commands, second.text, group) }
}
