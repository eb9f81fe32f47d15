import { openSlackApi } from '../../bots/slack/api.ts'
import { SlackFailure } from '../../bots/slack/failure.ts'
import type { Config } from '../../config/env.ts'
import type { Check } from './check.ts'

const callMs = 5_000

interface Told {
  team: string
  user: string
}

/** Asks Slack who the deployment's own token is. Workspaces that installed it have tokens of their own. */
export const checkSlack = async ({ slack }: Config): Promise<Check> => {
  if (!slack) return { name: 'slack', state: 'off', message: 'slack_off' }
  if (!slack.botToken) return { name: 'slack', state: 'ok', message: 'slack_oauth' }
  const { botToken, apiUrl } = slack
  const api = openSlackApi({ apiUrl, tokenOf: async () => botToken, callMs })
  try {
    const { team, user } = await api.call<Told>('', 'auth.test', {})
    return { name: 'slack', state: 'ok', message: 'slack', values: { team, user } }
  } catch (error) {
    const code = error instanceof SlackFailure ? error.code : 'unknown'
    return {
      name: 'slack',
      state: 'failed',
      message: 'slack_failed',
      advice: 'slack_failed',
      values: { code },
    }
  } finally {
    api.close()
  }
}
