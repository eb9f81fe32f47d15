import {
  type CallOptions,
  type ChatCall,
  type Completion,
  type FailureKind,
  type ProviderClient,
  ProviderFailure,
  type Target,
  type TokenUsage,
} from '../../core/llm/provider.ts'

export type Step = (target: Target, call: ChatCall, options: CallOptions) => Promise<Completion>

export const usage = (inputTokens: number, outputTokens: number): TokenUsage => ({
  inputTokens,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens,
  reasoningTokens: 0,
  source: 'provider',
})

const stream = (text: string, { onText }: CallOptions): void => {
  for (const piece of text.match(/\S+\s*/g) ?? []) onText?.(piece)
}

/** Streams the text word by word. */
export const says =
  (text: string, rest: Partial<Completion> = {}): Step =>
  async ({ model }, _, options) => {
    stream(text, options)
    return { text, finish: 'stop', usage: usage(100, 10), model, ...rest }
  }

type Failing = Partial<
  Pick<ProviderFailure, 'status' | 'retryAfterMs' | 'partialText' | 'characters' | 'usage'>
>

/** Streams what it has and fails. */
export const fails =
  (kind: FailureKind, rest: Failing = {}): Step =>
  async (_target, _call, options) => {
    stream(rest.partialText ?? '', options)
    throw new ProviderFailure({ kind, ...rest })
  }

/** Streams what it has, tells that it waits, and does so until the signal fires, as a client must. */
export const hangs =
  (partialText = '', onWait: () => void = () => undefined): Step =>
  (_target, _call, options) =>
    new Promise((_, reject) => {
      stream(partialText, options)
      const leave = (): void => reject(new ProviderFailure({ kind: 'cancelled', partialText }))
      options.signal.addEventListener('abort', leave)
      if (options.signal.aborted) leave()
      onWait()
    })

export interface ScriptedClients {
  clientFor(target: Target): ProviderClient
  /** Names of the targets in the order in which they were asked. */
  asked: string[]
  calls: ChatCall[]
}

/** Clients that do what the script of the target's name says, step by step; the last step repeats. */
export const scriptClients = (scripts: Record<string, Step[]>): ScriptedClients => {
  const asked: string[] = []
  const calls: ChatCall[] = []
  const client: ProviderClient = {
    complete: (target, call, options) => {
      const script = scripts[target.name] ?? []
      const step = script[Math.min(asked.filter((name) => name === target.name).length, script.length - 1)]
      asked.push(target.name)
      calls.push(call)
      if (!step) throw new Error(`nothing is scripted for ${target.name}`)
      return step(target, call, options)
    },
    listModels: async () => [],
  }
  return { clientFor: () => client, asked, calls }
}
