import {
  type PlacedAnswer,
  readAnswerInPlace,
  type Standpoint,
} from '../../../core/conversations/answer-in-place.ts'
import type { CommandContext } from '../command.ts'

export const standpointOf = ({ place }: CommandContext): Standpoint => {
  const { platform, workspace, channel, user } = place
  return { platform, workspace, channel, user }
}

/** The answer that a button of its card names. @throws not_found for one that this person may not read */
export const findAnswer = (
  context: CommandContext,
  { message_id: messageId = '' }: Readonly<Record<string, string>>,
): Promise<PlacedAnswer> =>
  readAnswerInPlace(context.core, context.actor, { at: standpointOf(context), messageId })
