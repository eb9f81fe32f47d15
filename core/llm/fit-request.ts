import type { ChatRequest } from './chat.ts'
import type { ChatCall, Target } from './provider.ts'

/** Anthropic's scale ends at 1, the others' at 2. */
const hottest = ({ provider }: Target): number => (provider === 'anthropic' ? 1 : 2)

/** The request within what the target takes. `temperature`: the assistant's, where the request names none. */
export const fitRequest = (request: ChatRequest, target: Target, temperature: number | null): ChatCall => {
  const wanted = request.temperature ?? temperature ?? target.temperature
  return {
    messages: request.messages,
    maxTokens: Math.max(1, Math.min(request.maxTokens, target.maxTokens)),
    temperature: wanted === null ? null : Math.min(Math.max(wanted, 0), hottest(target)),
    ...(request.schema && { schema: request.schema }),
  }
}

/** What has come of an answer, over all tries of one request. */
export interface Pieces {
  beginTry(): void
  take(piece: string): void
}

/** What a try left behind is voided before the first piece of the next one. */
export const openPieces = ({ onText, onRestart }: Pick<ChatRequest, 'onText' | 'onRestart'>): Pieces => {
  let hasCome = false
  let isStale = false
  return {
    beginTry: () => {
      isStale = hasCome
    },
    take: (piece) => {
      if (isStale) onRestart?.()
      isStale = false
      hasCome = true
      onText?.(piece)
    },
  }
}
