import type { FollowUp } from '../../db/models/workspace.ts'

export interface Heard {
  isDirect: boolean
  /** A thread that may be one of ours. */
  isInThread: boolean
  isMention: boolean
  isReplyToUs: boolean
  addressesOthers: boolean
  followUp: FollowUp
}

/**
 * `answer`: meant for us. `if_ours`: only when we take part in its thread already. `off`: meant for us where we are
 * set to take no part. `silent`: between people.
 */
export type Addressing = 'answer' | 'if_ours' | 'off' | 'silent'

/**
 * The bot speaks when it is spoken to; in a thread of its own it goes on until somebody else is addressed. A reply to a
 * message of ours is meant for us, unless it names somebody else.
 */
export const addressingOf = (heard: Heard): Addressing => {
  const { isDirect, isInThread, isMention, isReplyToUs, addressesOthers, followUp } = heard
  if (isDirect) return 'answer'
  if (isMention || (isReplyToUs && !addressesOthers)) return followUp === 'off' ? 'off' : 'answer'
  return isInThread && followUp === 'thread' && !addressesOthers && !isReplyToUs ? 'if_ours' : 'silent'
}
