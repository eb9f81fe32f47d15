import test from 'ava'
import type { Argument } from '../../../bots/commands/command.ts'
import { readArguments } from '../../../bots/commands/grammar/read-arguments.ts'
import { splitWords } from '../../../bots/commands/grammar/split-words.ts'
import { readPath } from '../../../bots/commands/grammar.ts'
import { commands } from '../../../bots/commands/registry.ts'
import { translate } from '../../../core/locales/translate.ts'

const words = (line: string): string[] => splitWords(line).map(({ text }) => text)

test('quotes of every kind hold words together, and an apostrophe is no quote', (t) => {
  t.deepEqual(words('a "b c" d'), ['a', 'b c', 'd'])
  t.deepEqual(words('« Vélo électrique » “two words”'), ['Vélo électrique', 'two words'])
  t.deepEqual(words("l'indice d'affinité 'deux mots'"), ["l'indice", "d'affinité", 'deux mots'])
  t.deepEqual(words("'l'étude de mai' fin"), ["l'étude de mai", 'fin'])
  t.deepEqual(words('"never closed'), ['"never', 'closed'])
  t.deepEqual(words('  \t\n '), [])
})

const pathOf = (line: string): string => {
  const read = readPath(commands, line)
  return read.kind === 'command' ? `${read.command.path.join(' ')}|${read.rest}` : read.kind
}

test('canonical words, French and English ones, whatever their case and accents', (t) => {
  t.is(pathOf('assistant list'), 'assistant list|')
  t.is(pathOf('Assistants LISTE'), 'assistant list|')
  t.is(pathOf('données vérifier Étude bio'), 'data check|Étude bio')
  t.is(pathOf('conso'), 'usage|')
  t.is(pathOf('aide'), 'help|')
  t.is(pathOf('lier AB12'), 'link|AB12')
  t.is(pathOf('assistant lier Étude'), 'assistant bind|Étude')
  t.is(pathOf('ask  quels   segments ?'), 'ask|quels   segments ?')
  t.is(pathOf('assistant'), 'group')
  t.is(pathOf('   '), 'bare')
  t.is(pathOf('"ask" x'), 'unknown', 'what is quoted is no word of ours')
})

test('an unknown word names the commands that resemble it', (t) => {
  const near = (line: string): string[] => {
    const read = readPath(commands, line)
    return read.kind === 'unknown' ? read.nearest.map(({ path }) => path.join(' ')) : ['understood']
  }
  t.deepEqual(near('usgae'), ['usage'])
  t.deepEqual(near('assistant lsit'), ['assistant list'])
  t.true(near('check').includes('data check'), 'a word of a group, without its group')
  t.deepEqual(near('xyzzyx'), [])
})

const wanted: Argument[] = [
  { name: 'assistant', kind: 'assistant', isRequired: false },
  { name: 'question', kind: 'text', isRequired: true },
]
const named = [
  { id: 'a', name: 'Étude' },
  { id: 'b', name: 'Étude bio' },
  { id: 'c', name: 'Presse' },
]
const read = (line: string, args: Argument[] = wanted) => readArguments(args, line, named)

test('an assistant is taken by its name, the longest that fits, and the text takes the rest as typed', (t) => {
  t.deepEqual(read('etude BIO top 5 "Vélo  électrique"'), {
    kind: 'read',
    args: { assistant: 'b', question: 'top 5 "Vélo  électrique"' },
  })
  t.deepEqual(read('"Étude bio" top'), { kind: 'read', args: { assistant: 'b', question: 'top' } })
  t.deepEqual(read('étude top'), { kind: 'read', args: { assistant: 'a', question: 'top' } })
  t.deepEqual(read('quels segments ?'), { kind: 'read', args: { question: 'quels segments ?' } })
  t.deepEqual(read('« tout en un »'), { kind: 'read', args: { question: 'tout en un' } })
  t.like(read('Presse'), { kind: 'missing', argument: { name: 'question' } })
})

test('a choice at the end leaves a name of several words whole', (t) => {
  const bind: Argument[] = [
    { name: 'assistant', kind: 'assistant', isRequired: false },
    { name: 'mode', kind: 'choice', isRequired: false, choices: ['off', 'thread'] },
  ]
  t.deepEqual(read('étude bio OFF', bind), { kind: 'read', args: { assistant: 'b', mode: 'off' } })
  t.deepEqual(read('off', bind), { kind: 'read', args: { mode: 'off' } })
  t.deepEqual(read('Une autre étude thread', bind), {
    kind: 'read',
    args: { assistant: 'Une autre étude', mode: 'thread' },
  })
  t.like(read('de', [{ name: 'language', kind: 'choice', isRequired: false, choices: ['fr'] }]), {
    kind: 'surplus',
    text: 'de',
  })
  t.like(read('encore', []), { kind: 'surplus', text: 'encore' })
})

test('every command has its words in both languages, and its example is understood as that command', (t) => {
  for (const command of commands) {
    const key = command.path.join('_')
    for (const locale of ['fr', 'en'] as const) {
      t.true(translate(locale, `commands:command.${key}.summary`).length > 5, key)
      const takes = command.arguments.length > 0
      const example = takes ? translate(locale, `commands:command.${key}.example`) : ''
      const line = [...command.path, example].join(' ')
      t.is(pathOf(line), `${command.path.join(' ')}|${example}`, line)
      const named = [{ id: 'b', name: locale === 'fr' ? 'Étude bio' : 'Organic study' }]
      t.is(readArguments(command.arguments, example, named).kind, 'read', line)
      for (const { name } of command.arguments) t.truthy(translate(locale, `commands:argument.${name}`))
    }
  }
})

test('a word is a command or a group, never both, and Discord can show them all', (t) => {
  const first = new Set(commands.map(({ path }) => path[0]))
  t.true(first.size <= 25, String(first.size))
  for (const word of first) {
    const own = commands.filter(({ path }) => path[0] === word)
    t.true(
      own.every(({ path }) => path.length === own[0]!.path.length),
      word,
    )
    t.true(own.length <= 25 && own.length === new Set(own.map(({ path }) => path[1])).size, word)
  }
})

test('a line of any length is read in one go: quotes that nothing closes, and names of a thousand assistants', (t) => {
  // With a search for each quote, or each name, these would take minutes.
  t.is(splitWords("'a ".repeat(300_000)).length, 300_000)
  const many = Array.from({ length: 1_000 }, (_, at) => ({ id: `${at}`, name: `Étude ${at}` }))
  const line = 'é'.repeat(300_000)
  t.deepEqual(readArguments(wanted, line, many), { kind: 'read', args: { question: line } })
})
