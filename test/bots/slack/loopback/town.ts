import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { ExecutionContext } from 'ava'
import { type SlackOptions, startSlack } from '../../../helpers/slack/slack-world.ts'
import type { Loose } from '../../../helpers/slack/world-state.ts'

const nothing = () => undefined

/** Refusals are on purpose here. */
export const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

/** A workspace with a channel and a person, and Slack's own client for its bot. */
export const openTown = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: SlackOptions & { scopes?: string[] } = {},
) => {
  const slack = await startSlack(t, options)
  const team = slack.addWorkspace({ name: 'Acme', scopes: options.scopes })
  const ada = slack.addUser({ name: 'ada', role: 'admin', locale: 'fr-FR' })
  const general = slack.addChannel({ name: 'general' })
  const clientFor = (token: string, more: WebClientOptions = {}): WebClient =>
    new WebClient(token, {
      slackApiUrl: slack.apiUrl,
      logger: silent,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
      ...more,
    })
  return { slack, team, ada, general, clientFor, client: clientFor(team.botToken) }
}

/** What Slack answered to a call that it refused. */
export const refusalOf = async (call: Promise<unknown>): Promise<Loose> => {
  try {
    await call
  } catch (error) {
    return (error as { data?: Loose }).data ?? error
  }
  throw new Error('Slack took it.')
}
