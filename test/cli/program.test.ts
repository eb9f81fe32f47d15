import test from 'ava'
import { runCli } from '../helpers/run-cli.ts'

const sentence = /^[^\n]+\n$/

test('help names every command, in the language of the terminal', async (t) => {
  const french = await runCli(['--help'])
  t.is(french.code, 0)
  t.regex(french.stdout, /^Usage\u202f: sextant/)
  const english = await runCli(['--help'], { env: { LANG: 'en_GB.UTF-8' } })
  t.regex(english.stdout, /^Usage: sextant/)
  for (const name of ['ask', 'doctor', 'migrate', 'seed', 'backup', 'restore', 'user', 'tenant', 'openapi'])
    for (const { stdout } of [french, english]) t.regex(stdout, new RegExp(`^ {2}${name}\\b`, 'm'))
})

test('the help of a command has examples', async (t) => {
  const { code, stdout } = await runCli(['ask', '--help', '--locale', 'en'])
  t.is(code, 0)
  t.regex(stdout, /Examples:\n {2}npm run --silent sextant -- ask --file/)
})

test('wrong use is one sentence and code 2', async (t) => {
  const wrong = [
    [],
    ['nonsense'],
    ['ask', 'a question'],
    ['ask', '--file'],
    ['ask', '--file', 'x.csv', '--nonsense'],
    ['ask', '--file', 'x.csv', 'two', 'questions'],
    ['ask', '--file', 'x.csv', '--locale', 'de', 'Frage'],
    ['backup'],
    ['user', 'nonsense'],
  ]
  for (const words of wrong) {
    const { code, stdout, stderr } = await runCli(words)
    t.is(code, 2, words.join(' '))
    t.is(stdout, '')
    t.regex(stderr, sentence)
    t.notRegex(stderr, /error:|\bat \//)
  }
})

test('a failure is one sentence and code 1, and JSON for machines', async (t) => {
  const { code, stdout, stderr } = await runCli(['ask', '--file', '/nowhere/file.csv', 'indice'])
  t.is(code, 1)
  t.is(stdout, '')
  t.regex(stderr, sentence)
  const machine = await runCli(['ask', '--file', '/nowhere/file.csv', '--json', 'indice'])
  t.is(machine.code, 1)
  t.is(JSON.parse(machine.stderr).code, 'file_missing')
})

test('every fault of the configuration is listed, in one go', async (t) => {
  const env = { PORT: 'x', DATABASE_URL: 'mysql://a', ADMIN_EMAIL: 'nobody' }
  const { code, stderr } = await runCli(['migrate'], { env })
  t.is(code, 1)
  for (const name of ['PORT', 'DATABASE_URL', 'MASTER_KEY', 'ADMIN_EMAIL', 'ADMIN_PASSWORD'])
    t.regex(stderr, new RegExp(name))
})
