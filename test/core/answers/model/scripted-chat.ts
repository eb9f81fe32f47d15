import type { Attempt, Chat, ChatOutcome, ChatRequest } from '../../../../core/llm/chat.ts'
import type { FailureKind } from '../../../../core/llm/provider.ts'

type Reply = string | { fail: FailureKind } | { cut: string; again: string }

export interface ScriptedChat extends Chat {
  /** What was asked, in order. */
  readonly requests: ChatRequest[]
}

interface Script {
  /** The model's next words; null stands for its silence. */
  reply: (request: ChatRequest, at: number) => Reply
  /** Characters of one streamed piece. */
  pieces?: number
  llm?: string
  fallbackReason?: FailureKind | 'requests_spent' | null
  /** null = its price is not known. */
  costNanoUsd?: number | null
}

const stream = (text: string, size: number, { onText }: ChatRequest): void => {
  for (let at = 0; at < text.length; at += size) onText?.(text.slice(at, at + size))
}

/** What a model was given between the tags, read back. */
export const dataOf = ({ messages }: ChatRequest): Record<string, unknown> => {
  const user = messages.find(({ role }) => role === 'user')!.content
  return JSON.parse(/<data>\n([\s\S]*?)\n<\/data>/u.exec(user)![1]!)
}

/** A chain whose only model says what the test wants, without a network. */
export const scriptChat = (script: Script): ScriptedChat => {
  const { pieces = 7, llm = 'sage', fallbackReason = null, costNanoUsd = 1_000 } = script
  const requests: ChatRequest[] = []
  const attempts: Attempt[] = []
  const note = (purpose: Attempt['purpose'], outcome: Attempt['outcome'], text: string): void => {
    const usage = {
      inputTokens: 100,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: text.length,
      reasoningTokens: 0,
      source: 'provider' as const,
    }
    attempts.push({
      id: `00000000-0000-7000-8000-${String(attempts.length).padStart(12, '0')}`,
      llm,
      provider: 'compatible',
      model: 'sage-1',
      purpose,
      outcome,
      usage: outcome === 'completed' ? usage : null,
      costNanoUsd: outcome === 'completed' ? costNanoUsd : 0,
      firstTokenMs: 1,
      tookMs: 2,
    })
  }
  const ask = async (request: ChatRequest): Promise<ChatOutcome> => {
    const reply = script.reply(request, requests.length)
    requests.push(request)
    if (typeof reply === 'object' && 'fail' in reply) {
      note(request.purpose, reply.fail, '')
      return { kind: 'failed', reason: reply.fail }
    }
    if (typeof reply === 'object') {
      stream(reply.cut, pieces, request)
      note(request.purpose, 'truncated', reply.cut)
      request.onRestart?.()
    }
    const text = typeof reply === 'object' ? reply.again : reply
    stream(text, pieces, request)
    note(request.purpose, 'completed', text)
    return { kind: 'completed', text, finish: 'stop', llm, provider: 'compatible', fallbackReason }
  }
  return { isPossible: true, ask, attempts, settlements: [], requests }
}
