import { withdrawQuestion } from '../../../core/messaging/withdraw-question.ts'
import { hideAnswers } from '../hide-answers.ts'
import type { SlackServices } from '../services.ts'
import { type Doer, meet } from '../who.ts'
import { questionKey } from './message-said.ts'

/** Somebody took their question back: what we answered goes too, and what is being worked out is not shown. */
export const onMessageDeleted = async (
  services: SlackServices,
  { channel, ts, ...doer }: Doer & { channel: string; ts: string },
): Promise<void> => {
  const met = await meet(services, { ...doer, channel })
  if (met.kind !== 'member') return
  const eventId = questionKey({ team: doer.team, channel, ts })
  await withdrawQuestion(services.core, met.tenantId, { platform: 'slack', eventId })
  await hideAnswers(services, met, { eventId })
}
