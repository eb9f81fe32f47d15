import { validate as isUuid } from 'uuid'
import type { TenantActor } from '../../../core/access/can.ts'
import type { Core } from '../../../core/core.ts'
import { isAppError } from '../../../core/errors.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { type Stopped, stopQuestion } from '../../../core/messaging/stop-question.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Action } from '../command.ts'

/** Null for what is nobody's question, or another person's: which of them is not told. */
const stop = async (core: Core, by: TenantActor, questionId: string): Promise<Stopped | null> => {
  if (!isUuid(questionId)) return null
  try {
    return await stopQuestion(core, { tenantId: by.tenantId, by, questionId })
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}

/** Ends a question that is being answered: for who asked it, and for who manages the conversations of others. */
export const answerStop: Action = {
  name: 'answer.stop',
  permission: 'assistants:use',
  run: async ({ core, actor, locale }, { id = '' }) => {
    const say = openWords(locale)
    const stopped = await stop(core, actor, id)
    if (!stopped) return toPerson(noticeCard(locale, say('stop.not_yours'), 'caution'))
    const told = toPerson(noticeCard(locale, say(`stop.${stopped.state}`)))
    return { ...told, stopped: stopped.questionIds }
  },
}
