import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { CommandContext } from '../context.ts'
import { print } from '../print.ts'

/** Only the descriptions of the routes are read: no handler runs, so nothing has to be opened for them. */
const nothing = {} as never

const printDocument = async (): Promise<void> => {
  const [{ statusRoutes, workRoutes }, { describeRoutes, documentRoute }] = await Promise.all([
    import('../../api/all-routes.ts'),
    import('../../api/openapi.ts'),
  ])
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const about = { version, url: null }
  const routes = [...statusRoutes(nothing), ...workRoutes(nothing, nothing), documentRoute(() => [], about)]
  await print(JSON.stringify(describeRoutes(routes, about), null, 2))
}

/** `openapi`: the document that a running Sextant serves at /openapi.json. */
export const openapiCommand = (context: CommandContext): Command =>
  new Command('openapi')
    .description(context.say('openapi.description'))
    .usage(context.say('openapi.usage'))
    .addOption(new Option('--json', context.say('options.json')).hideHelp())
    .addHelpText('after', () => `\n${context.say('openapi.examples')}`)
    .action(() => printDocument())
