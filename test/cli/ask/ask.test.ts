import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test, { type ExecutionContext } from 'ava'
import { answerSchema } from '../../../core/answers/answer.ts'
import { makeFolder, runCli } from '../../helpers/run-cli.ts'
import { root } from '../../helpers/scan-source.ts'

const table = [
  'Interview;Segment;Indice;% Vert;% Horz',
  'Cinéma;Femmes;146;40,6 %;63,2 %',
  'Cinéma;Hommes;62;17,2 %;36,8 %',
  'Théâtre;Femmes;110;11,0 %;47,6 %',
  'Théâtre;Hommes;92;9,2 %;52,4 %',
].join('\n')

const makeFile = (t: ExecutionContext, text = table, name = 'cible.csv'): string => {
  const path = join(makeFolder(t), name)
  writeFileSync(path, text)
  return path
}

test('one question, one answer object with the figure and its cell', async (t) => {
  const question = 'Quel est l’indice du cinéma chez les femmes ?'
  const { code, stdout, stderr } = await runCli(['ask', '--file', makeFile(t), '--json', question])
  t.is(stderr, '')
  t.is(code, 0)
  const answer = answerSchema.parse(JSON.parse(stdout))
  t.is(answer.stage, 'data')
  t.like(
    answer.claims.find(({ unit }) => unit === 'index'),
    {
      value: 146,
      source: { file: 'cible.csv', sheet: null, row: 2, column: 'Indice' },
    },
  )
})

test('people read text, table and sources, without colour in a pipe', async (t) => {
  const { code, stdout } = await runCli(['ask', '--file', makeFile(t), 'top 2 chez les femmes'])
  t.is(code, 0)
  t.regex(stdout, /Cinéma +Femmes +146/)
  t.regex(stdout, /Sources\u202f: cible\.csv/)
  t.regex(stdout, /ligne 2 — .*Indice 146/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no escape sequence may get here
  t.notRegex(stdout, /\u001b|\*\*/)
  const coloured = await runCli(['ask', '--file', makeFile(t), 'top 2 chez les femmes'], {
    env: { FORCE_COLOR: '1' },
  })
  t.true(coloured.stdout.includes('\u001b[1m'))
})

test('a batch has one object a line, in order, for lines that cannot be answered too', async (t) => {
  const questions = [
    'indice cinéma femmes',
    '',
    '😀',
    'What is the index of Théâtre for Hommes?',
    'x'.repeat(10_000),
    'et chez les hommes ?',
  ]
  const input = `${questions.join('\n')}\n`
  const { code, stdout } = await runCli(['ask', '--file', makeFile(t), '--json'], { input })
  t.is(code, 0)
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => answerSchema.parse(JSON.parse(line)))
  t.deepEqual(
    answers.slice(0, 5).map(({ stage }) => stage),
    ['data', 'none', 'none', 'data', 'none'],
  )
  t.deepEqual(answers.map(({ locale }) => locale).slice(0, 4), ['fr', 'fr', 'fr', 'en'])
  for (const { stage, claims, suggestions } of answers)
    if (stage === 'none') {
      t.deepEqual(claims, [])
      t.true(suggestions.length > 0)
    }
  const alone = await runCli(['ask', '--file', makeFile(t), '--json', questions.at(-1)!])
  t.is(answers[5]!.text, JSON.parse(alone.stdout).text, 'lines are no context for each other')
})

test('a pipe is answered line by line, and may be closed at any time', async (t) => {
  const child = spawn(process.execPath, ['cli/main.ts', 'ask', '--file', makeFile(t), '--json'], {
    cwd: root,
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  for (const text of ['indice cinéma femmes', 'indice théâtre hommes']) {
    child.stdin.write(`${text}\n`)
    // Standard input is still open: the answer must not wait for its end.
    t.is(JSON.parse((await lines.next()).value!).stage, 'data')
  }
  child.stdout.destroy()
  child.stdin.on('error', () => {})
  child.stdin.end('indice cinéma hommes\n'.repeat(100))
  t.is(await ended, 0)
})

test('a file that cannot be read is one sentence, and leaves nothing behind', async (t) => {
  const temporary = makeFolder(t)
  const env = { TMPDIR: temporary }
  const files: [string, string][] = [
    ['', 'file_empty'],
    ['PK\u0003\u0004 not a workbook', 'file_unreadable'],
    ['Interview;Segment;Indice\n', 'file_no_data'],
    ['name;colour\nrose;red\nlily;white\n', 'file_no_known_column'],
  ]
  for (const [text, code] of files) {
    const ran = await runCli(['ask', '--file', makeFile(t, text), '--json', 'indice'], { env })
    t.is(ran.code, 1, code)
    t.is(ran.stdout, '')
    t.truthy(JSON.parse(ran.stderr).message)
    t.regex(JSON.parse(ran.stderr).code, /^file_|^mapping_needed$/)
  }
  t.is((await runCli(['ask', '--file', temporary, 'indice'])).code, 1, 'a folder')
  await runCli(['ask', '--file', makeFile(t), 'indice cinéma femmes'], { env })
  t.deepEqual(
    readdirSync(temporary).filter((name) => name.startsWith('sextant-')),
    [],
  )
})
