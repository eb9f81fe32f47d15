import type { Place } from '../commands/command.ts'
import type { Reply } from './interactions/reply.ts'
import type { Member } from './who.ts'

/** Where somebody on Discord stands when they do something, and what is there to answer with. */
export interface Standing {
  /** Empty in a direct conversation. */
  guild: string
  /** The channel, or the one that the thread belongs to. */
  channel: string
  /** A thread is a channel of its own; null outside of one. */
  thread: string | null
  user: string
  isDirect: boolean
  /** What was said or pressed; null for a command. */
  message: { id: string; isEphemeral: boolean } | null
  /** Answers a command, a press or a form, for fifteen minutes; null for a message. */
  interaction: { id: string; token: string } | null
  /** What an interaction is answered by; absent for a message. */
  reply?: Reply
}

/** Where messages are posted. */
export const postedIn = ({ channel, thread }: Pick<Standing, 'channel' | 'thread'>): string =>
  thread ?? channel

export const placeIn = ({ workspaceId }: Member, standing: Standing): Place => ({
  platform: 'discord',
  workspace: workspaceId,
  channel: standing.channel,
  thread: standing.thread,
  isDirect: standing.isDirect,
  user: standing.user,
})

/**
 * The message that an answer refers to; null where it stands below it anyway: in a thread that was begun from the
 * question, whose id is the question's.
 */
export const replyTargetOf = ({
  thread,
  message,
}: {
  thread: string | null
  message: string | null
}): string | null => (message === thread ? null : message)
