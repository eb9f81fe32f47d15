import { readContract } from './slack/contracts.ts'

// biome-ignore lint/suspicious/noExplicitAny: JSON as Slack sends it
type Loose = any

let count = 0
/** Never the same twice. */
const next = (): string => String(++count).padStart(6, '0')

export const nextTs = (): string => `1790000000.${next()}`

/** A message of a person that mentions the bot, in a channel. */
export const messageEvent = (changes: Loose = {}): Loose => {
  const ts = nextTs()
  return {
    type: 'message',
    user: 'U0PERSON',
    text: '<@U0BOT> quels segments ressortent le plus ?',
    ts,
    event_ts: ts,
    channel: 'C0CHANNEL',
    channel_type: 'channel',
    team: 'T0TEAM',
    client_msg_id: `00000000-0000-4000-8000-0000${next()}00`,
    ...changes,
  }
}

/** What Slack wraps an event in. */
export const envelopeOf = (event: Loose, changes: Loose = {}): Loose => ({
  token: 'unused',
  team_id: 'T0TEAM',
  context_team_id: 'T0TEAM',
  api_app_id: 'A0APP',
  event,
  type: 'event_callback',
  event_id: `Ev${next()}`,
  event_time: 1790000000,
  authorizations: [
    { enterprise_id: null, team_id: 'T0TEAM', user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event_context: '4-context',
  ...changes,
})

/** Slack's published shape of an event with values in the places that are read; null when it is not at hand. */
export const publishedEnvelope = (name: string, values: Loose): Loose | null => {
  const shape = readContract(`events/${name}Payload.json`)
  if (shape === null) return null
  const { event, authorizations, ...rest } = structuredClone(shape)
  return {
    ...rest,
    type: 'event_callback',
    event_id: `Ev${next()}`,
    team_id: 'T0TEAM',
    authorizations: [{ ...authorizations[0], team_id: 'T0TEAM', user_id: 'U0BOT', is_bot: true }],
    // Empty strings of the shape mean what is absent in a person's message.
    event: { ...event, bot_id: undefined, subtype: event.subtype || undefined, ...values },
  }
}

export const commandFields = (changes: Record<string, string> = {}): Record<string, string> => ({
  token: 'unused',
  team_id: 'T0TEAM',
  team_domain: 'acme',
  channel_id: 'C0CHANNEL',
  channel_name: 'general',
  user_id: 'U0PERSON',
  user_name: 'ada',
  command: '/sextant',
  text: 'help',
  api_app_id: 'A0APP',
  is_enterprise_install: 'false',
  response_url: 'http://127.0.0.1:9/commands/unused',
  trigger_id: `1.2.${next()}`,
  ...changes,
})

/** A press on a button, a form, a search in a list: whatever comes in the field `payload`. */
export const interaction = (type: string, changes: Loose = {}): Loose => ({
  type,
  team: { id: 'T0TEAM', domain: 'acme' },
  user: { id: 'U0PERSON', username: 'ada', team_id: 'T0TEAM' },
  api_app_id: 'A0APP',
  token: 'unused',
  trigger_id: `1.2.${next()}`,
  is_enterprise_install: false,
  ...changes,
})
