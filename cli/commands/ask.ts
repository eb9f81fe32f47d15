import { Argument, Command, Option } from 'commander'
import type { Answer } from '../../core/answers/answer.ts'
import type { CommandContext } from '../context.ts'
import { print, printJson } from '../print.ts'

interface AskOptions {
  file: string
  json?: boolean
}

/** Questions from standard input, or the one on the command line. */
async function* questionsOf(question: string | undefined, context: CommandContext): AsyncGenerator<string> {
  if (question !== undefined) {
    yield question
    return
  }
  // Whoever sits at a terminal should know why nothing happens.
  if (process.stdin.isTTY) process.stderr.write(`${context.say('ask.type_questions')}\n`)
  const { readLines } = await import('../ask/read-lines.ts')
  yield* readLines(process.stdin)
}

const printer = async (isJson: boolean): Promise<(answer: Answer) => Promise<void>> => {
  if (isJson) return printJson
  const { renderAnswer } = await import('../ask/render-answer.ts')
  return (answer) => print(renderAnswer(answer))
}

const ask = async (
  question: string | undefined,
  options: AskOptions,
  context: CommandContext,
): Promise<void> => {
  const { openFile } = await import('../ask/open-file.ts')
  // A child process reads the file meanwhile.
  const [{ table, check, locale: fileLocale }, { answerQuestion }] = await Promise.all([
    openFile(options.file),
    import('../../core/answers/ladder.ts'),
  ])
  const show = await printer(options.json === true)
  const locale = context.chosenLocale ?? fileLocale
  for await (const text of questionsOf(question, context)) {
    // Lines of a batch are strangers to each other: what one asked is no context for the next.
    const { answer } = await answerQuestion({ text, table, check, locale, context: null })
    await show(answer)
  }
}

/** `ask --file F "question"`: the main job in one shot, without server, tenant or database. */
export const askCommand = (context: CommandContext): Command =>
  new Command('ask')
    .description(context.say('ask.description'))
    .usage(context.say('ask.usage'))
    .addArgument(new Argument('[question]', context.say('ask.question')))
    .addOption(new Option('--file <file>', context.say('ask.file')).makeOptionMandatory())
    .addOption(new Option('--json', context.say('options.json')))
    .addHelpText('after', () => `\n${context.say('ask.examples')}`)
    .action((question: string | undefined, options: AskOptions) => ask(question, options, context))
