import { type Creation, creationSteps, readCreation } from '../../core/assistants/creation.ts'
import { AppError } from '../../core/errors.ts'
import { errorCard } from '../../core/messaging/answer-card.ts'
import { type Card, type CardStep, plainTextOf } from '../../core/messaging/card.ts'
import { button, cardOf, controls, text } from './cards/card-parts.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext } from './command.ts'

const stepsOf = ({ locale }: CommandContext, creation: Creation): CardStep[] => {
  const say = openWords(locale)
  const reached = new Set(creation.steps.map(({ state }) => state))
  const isCompleted = creation.state === 'completed'
  return creationSteps.map((step, at) => {
    const next = creationSteps[at + 1]
    const isLeft = isCompleted || (next !== undefined && reached.has(next))
    const state = !reached.has(step)
      ? 'waiting'
      : isLeft
        ? 'done'
        : creation.state === 'failed'
          ? 'failed'
          : 'running'
    return { title: say(`creation.step.${step}`), state, detail: null }
  })
}

/** Why it ended, in words; of a bug nothing but that it was one. */
const reasonOf = ({ locale }: CommandContext, { error }: Creation): string => {
  const { code, details } = error ?? { code: 'internal' as const, details: {} }
  return plainTextOf(errorCard(locale, new AppError(code, code, { details })))
}

/**
 * How far the making of an assistant has come, as its job recorded it.
 * @throws not_found
 */
export const creationCard = async (
  context: CommandContext,
  id: string,
): Promise<{ card: Card; isEnded: boolean }> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const creation = await readCreation(core, actor, id)
  const { state, name } = creation
  const isEnded = state === 'completed' || state === 'failed'
  const card = cardOf(
    say(`creation.title.${isEnded ? state : 'running'}`, { name }),
    [
      { kind: 'steps', steps: stepsOf(context, creation) },
      state === 'failed' ? text(reasonOf(context, creation)) : null,
      state === 'completed' ? text(say('creation.ready')) : null,
      controls([
        state === 'completed' &&
          button(say('assistant.show.button'), 'assistant.show', { assistant: id }, 'primary'),
        state === 'failed' && button(say('creation.again'), 'assistant.new', {}, 'primary'),
        !isEnded && button(say('creation.refresh'), 'creation.show', { id }),
      ]),
    ],
    { tone: state === 'completed' ? 'good' : state === 'failed' ? 'bad' : 'plain' },
  )
  return { card, isEnded }
}
