import { App, type Receiver } from '@slack/bolt'
import { log } from '../../config/log.ts'
import { onButtonPressed, type Press } from './listeners/button-pressed.ts'
import { onCommandGiven } from './listeners/command-given.ts'
import { onContextChanged } from './listeners/context-changed.ts'
import { onFormSent, type Submission } from './listeners/form-sent.ts'
import { publishHome, suggestPrompts } from './listeners/home-opened.ts'
import { onMessageChanged } from './listeners/message-changed.ts'
import { onMessageDeleted } from './listeners/message-deleted.ts'
import { onMessageSaid } from './listeners/message-said.ts'
import { type OptionsWanted, onOptionsWanted } from './listeners/options-wanted.ts'
import { onSessionStopped } from './listeners/session-stopped.ts'
import { type MessageShortcut, onShortcutUsed } from './listeners/shortcut-used.ts'
import { onTaskShortcutUsed } from './listeners/task-shortcut-used.ts'
import { onUninstalled } from './listeners/uninstalled.ts'
import { askShortcut, commandName, taskShortcut } from './manifest.ts'
import { doerOfEvent, type Envelope, installationOf, type MessageEvent, toSaid } from './read-event.ts'
import type { SlackServices } from './services.ts'

/** Bolt's own lines go to our log, a level lower: what it complains of is told again where it matters. */
const quietLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (...words: unknown[]) => log.debug({ bolt: words.map(String) }, 'bolt'),
  error: (...words: unknown[]) => log.warn({ bolt: words.map(String) }, 'bolt'),
  setLevel: () => undefined,
  getLevel: () => 'info' as never,
  setName: () => undefined,
}

const message = async (services: SlackServices, envelope: Envelope): Promise<void> => {
  const event = envelope.event as unknown as MessageEvent
  if (event.subtype === 'message_deleted') {
    const { previous_message: before, channel, deleted_ts: ts } = event
    if (!before?.user || !ts) return
    return onMessageDeleted(services, { ...doerOfEvent(envelope, before.user), channel, ts })
  }
  if (event.subtype === 'message_changed') {
    const { message: after, channel } = event
    if (!after?.user || !after.edited?.ts) return
    const said = toSaid(envelope, { ...after, channel, type: 'message' })
    return onMessageChanged(services, { said, editedAt: after.edited.ts })
  }
  if (event.user) await onMessageSaid(services, toSaid(envelope, event))
}

/**
 * Bolt as the router of verified requests. It holds no token and calls nothing: who acts and with what is decided by
 * the listeners, from our database. A listener that throws leaves its event to another try.
 */
export const openApp = (services: SlackServices, receiver: Receiver): App => {
  const app = new App({
    receiver,
    // An answer without a user: bolt would take the one who installed the app for the one who speaks.
    authorize: async () => ({}),
    ignoreSelf: false,
    logger: quietLogger,
    convoStore: false,
  })
  app.error(async (error) => {
    throw error
  })
  const envelopeOf = (body: unknown): Envelope => body as Envelope
  app.event('message', ({ body }) => message(services, envelopeOf(body)))
  app.event('app_mention', ({ body }) => message(services, envelopeOf(body)))
  app.event('app_home_opened', async ({ event, body }) => {
    const doer = doerOfEvent(envelopeOf(body), event.user)
    if (event.context) await onContextChanged(services, { ...doer, context: event.context })
    if (event.tab === 'messages') await suggestPrompts(services, { ...doer, channel: event.channel })
    else await publishHome(services, doer)
  })
  app.event('app_context_changed', ({ event, body }) =>
    onContextChanged(services, {
      ...doerOfEvent(envelopeOf(body), event.user),
      context: event.context ?? {},
    }),
  )
  app.event('agent_session_stopped', ({ event, body }) =>
    onSessionStopped(services, {
      ...doerOfEvent(envelopeOf(body), event.user),
      channel: event.channel,
      thread: event.thread_ts,
    }),
  )
  const leave = (body: unknown, reason: string): Promise<void> => {
    const envelope = envelopeOf(body)
    const { event_time: seconds } = envelope
    const workspace = installationOf(envelope)
    // Slack cuts the time to whole seconds: one who leaves in the second of the installation left after it.
    return onUninstalled(services, { workspace, reason, happenedAt: new Date(seconds * 1000 + 999) })
  }
  app.event('app_uninstalled', ({ body }) => leave(body, 'uninstalled'))
  app.event('tokens_revoked', async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await leave(body, 'tokens_revoked')
  })
  app.command(commandName, ({ command, ack }) => onCommandGiven(services, command, ack as never))
  app.shortcut(askShortcut, ({ body, ack }) =>
    onShortcutUsed(services, body as unknown as MessageShortcut, ack as never),
  )
  app.shortcut(taskShortcut, ({ body, ack }) =>
    onTaskShortcutUsed(services, body as unknown as MessageShortcut, ack as never),
  )
  app.action(/./, ({ body, ack }) => onButtonPressed(services, body as unknown as Press, ack as never))
  app.options(/./, ({ body, ack }) =>
    onOptionsWanted(services, body as unknown as OptionsWanted, ack as never),
  )
  app.view(/./, ({ body, ack }) => onFormSent(services, body as unknown as Submission, ack as never))
  return app
}
