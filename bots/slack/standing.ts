import type { Place } from '../commands/command.ts'
import type { Member } from './who.ts'

/** Where somebody in Slack stands when they do something, and what is there to answer with. */
export interface Standing {
  workspace: string
  /** Null on a home page. */
  channel: string | null
  /** The thread that an answer goes to; null = none was begun. */
  thread: string | null
  user: string
  isDirect: boolean
  /** Opens a dialog, within three seconds. */
  triggerId: string | null
  /** Answers a command or a press that only its author sees. */
  responseUrl: string | null
  /** The message that was pressed; ephemeral ones can only be answered by `responseUrl`. */
  pressed: { ts: string; isEphemeral: boolean } | null
}

/** A direct conversation's id tells what it is. */
export const isDirectChannel = (channel: string | null): boolean => channel?.startsWith('D') ?? false

export const placeIn = ({ workspace, boundAssistantId }: Member, standing: Standing): Place => ({
  platform: 'slack',
  workspace: workspace.workspaceId,
  channel: standing.channel,
  thread: standing.thread,
  isDirect: standing.isDirect,
  user: standing.user,
  // There it is bound to another channel: see `meet`.
  open: standing.isDirect ? boundAssistantId : null,
})
