import { limits } from '../../../config/limits.ts'
import { fold } from '../../../core/answers/understand/text.ts'
import type { Argument } from '../command.ts'
import { splitWords, type Word } from './split-words.ts'

export type ReadArguments =
  | { kind: 'read'; args: Record<string, string> }
  | { kind: 'missing'; argument: Argument }
  /** More was typed than the command takes, or a choice that it does not offer. */
  | { kind: 'surplus'; text: string; argument: Argument | null }

/** An assistant that a name may mean. */
export interface Named {
  id: string
  name: string
}

interface Reading {
  line: string
  words: Word[]
  args: Record<string, string>
}

/** No name has more words. */
const mostNameWords = limits.assistant.maxNameCharacters

const plain = (text: string): string => fold(text).replace(/\s+/g, ' ').trim()

const choiceOf = ({ choices = [] }: Argument, typed: string): string | null =>
  choices.find((choice) => choice === plain(typed)) ?? null

/** How many of the plain words spell the name. */
const spelt = (words: readonly string[], name: string): number => {
  const wanted = plain(name)
  let said = ''
  for (const [at, word] of words.entries()) {
    said = said === '' ? word : `${said} ${word}`
    if (said === wanted) return at + 1
    if (said.length > wanted.length) return 0
  }
  return 0
}

/** The assistant whose name the words begin with, the longest one when several do. */
const takeNamed = (reading: Reading, argument: Argument, named: readonly Named[]): boolean => {
  // Once, and not for each of a thousand names: what is typed can be long.
  const words = reading.words.slice(0, mostNameWords).map(({ text }) => plain(text))
  const best = named
    .map(({ id, name }) => ({ id, count: spelt(words, name) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)[0]
  if (!best) return false
  reading.args[argument.name] = best.id
  reading.words = reading.words.slice(best.count)
  return true
}

/** The rest of the line as it was typed; without its quotes when it is one quotation. */
const rest = ({ line, words }: Reading): string => {
  const [first] = words
  if (!first) return ''
  return words.length === 1 ? first.text : line.slice(first.start).trim()
}

const takeRest = (reading: Reading, { name }: Argument): void => {
  const text = rest(reading)
  if (text !== '') reading.args[name] = text
  reading.words = []
}

const takeWord = (reading: Reading, { name }: Argument): void => {
  const [word, ...others] = reading.words
  if (word && word.text !== '') reading.args[name] = word.text
  reading.words = others
}

const takeChoice = (reading: Reading, argument: Argument): void => {
  const [word] = reading.words
  const choice = word && choiceOf(argument, word.text)
  if (!choice) return
  reading.args[argument.name] = choice
  reading.words = reading.words.slice(1)
}

/** A choice at the end of the line stands behind names of several words. */
const takeLastChoice = (reading: Reading, args: readonly Argument[]): void => {
  const argument = args.at(-1)
  const word = reading.words.at(-1)
  const choice = argument?.kind === 'choice' && word && choiceOf(argument, word.text)
  if (!choice) return
  reading.args[argument.name] = choice
  reading.words = reading.words.slice(0, -1)
  reading.line = reading.line.slice(0, word.start)
}

/** Nobody is called so: what is said is a name all the same, unless something else is still to come. */
const takeAssistant = (
  reading: Reading,
  argument: Argument,
  { isLast, named }: { isLast: boolean; named: readonly Named[] },
): void => {
  if (takeNamed(reading, argument, named)) return
  if (isLast) takeRest(reading, argument)
  else if (argument.isRequired) takeWord(reading, argument)
}

/**
 * Arguments in their order: an assistant by its name, of however many words, where one is called so; the last text
 * takes the rest of the line as it was typed.
 */
export const readArguments = (
  wanted: readonly Argument[],
  line: string,
  named: readonly Named[] = [],
): ReadArguments => {
  const reading: Reading = { line, words: splitWords(line), args: {} }
  takeLastChoice(reading, wanted)
  const open = wanted.filter(({ name }) => reading.args[name] === undefined)
  // A choice at the end takes no text away from whoever stands before it.
  const last = open.findLast(({ kind }) => kind !== 'choice') ?? open.at(-1)
  for (const argument of open) {
    const isLast = argument === last
    if (argument.kind === 'choice') takeChoice(reading, argument)
    else if (argument.kind === 'assistant') takeAssistant(reading, argument, { isLast, named })
    else if (isLast) takeRest(reading, argument)
    else takeWord(reading, argument)
  }
  const missing = wanted.find(({ name, isRequired }) => isRequired && reading.args[name] === undefined)
  if (reading.words.length > 0)
    return {
      kind: 'surplus',
      text: rest(reading),
      argument: wanted.find(({ kind }) => kind === 'choice') ?? null,
    }
  return missing ? { kind: 'missing', argument: missing } : { kind: 'read', args: reading.args }
}
