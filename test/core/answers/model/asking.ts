import type { Locale } from '../../../../core/answers/answer.ts'
import { answerQuestion, type Climbed } from '../../../../core/answers/ladder.ts'
import type { FollowUpContext } from '../../../../core/answers/understand/understanding.ts'
import type { TgiTable } from '../../../../core/datasets/table.ts'
import type { Chat, ChatRequest } from '../../../../core/llm/chat.ts'
import { dataOf } from './scripted-chat.ts'

export interface Told extends Climbed {
  /** Every text that was to be seen at some time, the last one last. */
  shown: string[]
  stages: string[]
}

interface Asking {
  text: string
  table: TgiTable
  chat: Chat | null
  locale?: Locale
  context?: FollowUpContext | null
  instructions?: string | null
  theme?: string | null
}

/** Asks as the job does, and keeps what somebody who waits would have seen. */
export const askWith = async ({ locale = 'fr', context = null, ...asking }: Asking): Promise<Told> => {
  const shown = ['']
  const stages: string[] = []
  const climbed = await answerQuestion({
    check: null,
    locale,
    context,
    ...asking,
    watcher: {
      onStage: (stage, state) => stages.push(`${stage} ${state}`),
      onText: (piece) => {
        shown.push(`${shown.pop()}${piece}`)
      },
      onRestart: () => shown.push(''),
    },
  })
  return { ...climbed, shown: [...shown.filter((text) => text !== ''), climbed.answer.text], stages }
}

interface FigureShown {
  placeholder: string
  measure: string
  profile: string
  segment: string
}

/** What a model was given to word. */
export const wordingOf = (request: ChatRequest): { draft: string; figures: FigureShown[] } =>
  dataOf(request) as unknown as { draft: string; figures: FigureShown[] }
