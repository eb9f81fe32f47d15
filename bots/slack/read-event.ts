import type { Said } from './listeners/message-said.ts'
import type { Doer } from './who.ts'

/** An event as Slack delivers it. */
export interface Envelope {
  team_id: string
  enterprise_id?: string | null
  event_id?: string
  /** Seconds since 1970. */
  event_time: number
  /** The installation that hears of it; in a shared channel the event may be another team's. */
  authorizations?: {
    team_id?: string | null
    enterprise_id?: string | null
    is_enterprise_install?: boolean
  }[]
  event: Record<string, unknown>
}

interface SlackFile {
  id: string
  name?: string
  size?: number
  url_private_download?: string
  url_private?: string
  mode?: string
}

/** What a message holds of what we read; the same of a mention. */
export interface MessageEvent {
  type: string
  subtype?: string
  channel: string
  user?: string
  user_team?: string
  source_team?: string
  text?: string
  ts?: string
  thread_ts?: string
  files?: SlackFile[]
  edited?: { ts?: string }
  /** Of `message_changed` and `message_deleted`. */
  message?: Omit<MessageEvent, 'channel' | 'type'>
  previous_message?: Omit<MessageEvent, 'channel' | 'type'>
  deleted_ts?: string
}

/**
 * The workspace that hears of it, and its organisation. What the envelope names beside is where it happened, which in a
 * shared channel is another organisation's: its installation, and so its tenant, must never be taken for ours.
 */
const hearerOf = ({
  team_id,
  enterprise_id,
  authorizations = [],
}: Envelope): Pick<Doer, 'team' | 'enterprise'> => {
  const [given] = authorizations
  const [team, enterprise] = [given?.team_id ?? team_id, given?.enterprise_id ?? enterprise_id ?? null]
  const isElsewhere = team !== team_id || enterprise !== (enterprise_id ?? null)
  if (!given || !isElsewhere) return { team, enterprise }
  const own = given.enterprise_id ?? null
  return { team: given.team_id ?? own ?? team_id, enterprise: own }
}

const firstText = (...values: unknown[]): string | null =>
  values.find((value): value is string => typeof value === 'string') ?? null

export const doerOfEvent = (envelope: Envelope, user: string): Doer => {
  const { channel, message, ...event } = envelope.event
  const changed = (message ?? {}) as Record<string, unknown>
  return {
    ...hearerOf(envelope),
    user,
    // With the team of the author, which Slack names always, nobody is taken for one of ours while it tells no more.
    userTeam: firstText(event.user_team, event.source_team, event.team, changed.user_team, changed.team),
    channel: typeof channel === 'string' ? channel : null,
  }
}

/** The workspace, or the organisation, that the app was installed by. */
export const installationOf = ({ team_id, authorizations = [] }: Envelope): string => {
  const [first] = authorizations
  const whole = first?.is_enterprise_install === true ? first.enterprise_id : null
  return whole ?? first?.team_id ?? team_id
}

/** A message of a person, from whichever event told of it. */
export const toSaid = (envelope: Envelope, event: MessageEvent): Said => ({
  ...doerOfEvent(envelope, event.user ?? ''),
  channel: event.channel,
  ts: event.ts ?? '',
  thread: event.thread_ts ?? null,
  text: event.text ?? '',
  files: (event.files ?? []).flatMap(({ id, name, size, url_private_download, url_private, mode }) => {
    const url = url_private_download ?? url_private
    return url && mode !== 'tombstone' ? [{ id, name: name ?? id, bytes: size ?? 0, url }] : []
  }),
})
