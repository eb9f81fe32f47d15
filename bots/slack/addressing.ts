import type { FollowUp } from '../../db/models/workspace.ts'
import { addressesOthers, mentions } from './read-text.ts'

export interface Heard {
  text: string
  isDirect: boolean
  isInThread: boolean
  botUserId: string | null
  followUp: FollowUp
}

/**
 * `answer`: meant for us. `if_ours`: only when we take part in its thread already. `off`: meant for us where we are
 * set to take no part. `silent`: between people.
 */
export type Addressing = 'answer' | 'if_ours' | 'off' | 'silent'

/** The bot speaks when it is spoken to; in a thread of its own it goes on until somebody else is addressed. */
export const addressingOf = ({ text, isDirect, isInThread, botUserId, followUp }: Heard): Addressing => {
  if (isDirect) return 'answer'
  if (mentions(text, botUserId)) return followUp === 'off' ? 'off' : 'answer'
  if (!isInThread || followUp !== 'thread' || addressesOthers(text, botUserId)) return 'silent'
  return 'if_ours'
}
