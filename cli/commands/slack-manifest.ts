import { Command, Option } from 'commander'
import type { Locale } from '../../core/answers/answer.ts'
import { type CommandContext, UsageError } from '../context.ts'
import { print } from '../print.ts'

interface ManifestOptions {
  url?: string
  socketMode?: boolean
  many?: boolean
  name: string
  language?: Locale
}

/** Slack calls addresses of https alone, and none that ends with a slash too many. */
const addressOf = ({ url, socketMode }: ManifestOptions, { env }: CommandContext): string | null => {
  if (socketMode) return null
  const given = url ?? env.PUBLIC_URL
  if (!given) throw new UsageError('usage_errors.no_public_url')
  if (!URL.canParse(given) || new URL(given).protocol !== 'https:')
    throw new UsageError('usage_errors.not_https', { what: given })
  return given.replace(/\/+$/, '')
}

const printManifest = async (options: ManifestOptions, context: CommandContext): Promise<void> => {
  const publicUrl = addressOf(options, context)
  const { appManifest } = await import('../../bots/slack/manifest.ts')
  const { name, many: isDistributed = false, language: locale = context.locale } = options
  await print(JSON.stringify(appManifest({ name, locale, publicUrl, isDistributed }), null, 2))
}

/** `slack-manifest`: what Slack is told when the app is made there. */
export const slackManifestCommand = (context: CommandContext): Command => {
  const { say } = context
  return new Command('slack-manifest')
    .description(say('slack_manifest.description'))
    .usage(say('slack_manifest.usage'))
    .addOption(new Option('--url <https://…>', say('slack_manifest.url')))
    .addOption(new Option('--socket-mode', say('slack_manifest.socket_mode')))
    .addOption(new Option('--many', say('slack_manifest.many')))
    .addOption(new Option('--name <name>', say('slack_manifest.name')).default('Sextant'))
    .addOption(new Option('--language <fr|en>', say('slack_manifest.language')).choices(['fr', 'en']))
    .addOption(new Option('--json', say('options.json')).hideHelp())
    .addHelpText('after', () => `\n${say('slack_manifest.examples')}`)
    .action((options: ManifestOptions) => printManifest(options, context))
}
