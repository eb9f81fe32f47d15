import type { Locale } from '../../core/answers/answer.ts'
import { translate } from '../../core/locales/translate.ts'

/** Each scope of the bot, and why it is asked for; the README tells the same. */
export const scopes = {
  'app_mentions:read': 'hears the messages that mention it',
  'assistant:write': 'suggests questions in its own tab',
  'chat:write': 'answers',
  commands: 'the command /sextant and the message shortcut',
  'im:history': 'hears what people write to it directly',
  'im:write': 'opens a direct conversation for what is private',
  'files:read': 'reads the data files that people give it',
  'files:write': 'sends charts as pictures where Slack cannot draw them, and exported conversations',
  'users:read': 'knows who runs the workspace, and the language of each',
} as const

/**
 * Asked for along with the others. Without those of history it answers mentions only, and cannot look up what it sent;
 * without that of names, answers bear the app's own; without that of user groups, these stand for no role.
 */
export const optionalScopes = {
  'channels:history': 'goes on in a thread of a public channel without a new mention',
  'groups:history': 'the same in private channels',
  'chat:write.customize': 'answers under the name and the logo of the assistant',
  'usergroups:read': 'knows who is in the user groups that stand for a role',
} as const

/** What Slack tells it of. */
const events = [
  'agent_session_stopped', 'app_context_changed', 'app_home_opened', 'app_mention',
  'app_uninstalled', 'message.channels', 'message.groups', 'message.im', 'tokens_revoked',
] as const // biome-ignore format: one list, read at a glance

export const commandName = '/sextant'
export const askShortcut = 'ask_about_message'
export const taskShortcut = 'make_task_of_message'

export interface ManifestOptions {
  name: string
  locale: Locale
  /** Where Slack reaches this server; null with Socket Mode. */
  publicUrl: string | null
  /** Many workspaces install it: with a redirect address and rotating tokens. */
  isDistributed: boolean
}

/** The four questions of the empty tab. */
const prompts = (locale: Locale) =>
  ['top', 'compare', 'profile', 'check'].map((key) => ({
    title: translate(locale, `slack:prompts.${key}.title`),
    message: translate(locale, `slack:prompts.${key}.message`),
  }))

const address = (publicUrl: string | null, key: string): Record<string, string> =>
  publicUrl ? { [key]: `${publicUrl}/slack/events` } : {}

/** The app as Slack is told of it: everything that this code listens to and nothing else. */
export const appManifest = ({ name, locale, publicUrl, isDistributed }: ManifestOptions) => ({
  _metadata: { major_version: 2, minor_version: 0 },
  display_information: {
    name,
    description: translate(locale, 'slack:manifest.description'),
    long_description: translate(locale, 'slack:manifest.long_description'),
    background_color: '#3d3200',
  },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: name, always_online: true },
    agent_view: {
      agent_description: translate(locale, 'slack:manifest.agent_description'),
      suggested_prompts: prompts(locale),
    },
    shortcuts: [
      {
        name: translate(locale, 'slack:manifest.shortcut'),
        type: 'message',
        callback_id: askShortcut,
        description: translate(locale, 'slack:manifest.shortcut_description'),
      },
      {
        name: translate(locale, 'slack:manifest.task_shortcut'),
        type: 'message',
        callback_id: taskShortcut,
        description: translate(locale, 'slack:manifest.task_shortcut_description'),
      },
    ],
    slash_commands: [
      {
        command: commandName,
        ...address(publicUrl, 'url'),
        description: translate(locale, 'slack:manifest.command'),
        usage_hint: translate(locale, 'slack:manifest.usage'),
        should_escape: true,
      },
    ],
  },
  oauth_config: {
    ...(isDistributed && publicUrl && { redirect_urls: [`${publicUrl}/slack/oauth_redirect`] }),
    scopes: {
      bot: [...Object.keys(scopes), ...Object.keys(optionalScopes)],
      bot_optional: Object.keys(optionalScopes),
    },
  },
  settings: {
    event_subscriptions: { ...address(publicUrl, 'request_url'), bot_events: [...events] },
    interactivity: {
      is_enabled: true,
      ...address(publicUrl, 'request_url'),
      ...address(publicUrl, 'message_menu_options_url'),
    },
    org_deploy_enabled: isDistributed,
    socket_mode_enabled: publicUrl === null,
    token_rotation_enabled: isDistributed,
  },
})
