import type { CheckReport } from '../datasets/preview.ts'
import type { Outcome } from '../datasets/query/outcome.ts'
import type { TgiTable } from '../datasets/table.ts'
import type { Chat, ChatRequest } from '../llm/chat.ts'
import type { Answer, Locale, Stage } from './answer.ts'
import type { Asked, FollowUpContext, Refused } from './understand/understanding.ts'

/** What whoever waits for an answer may hear before it is whole. */
export interface Watcher {
  onStage(stage: Stage, state: 'started' | 'finished'): void
  /** A sentence that the guard has passed. */
  onText(piece: string): void
  /** What came so far is void: the text begins anew. */
  onRestart(): void
}

/** A question with everything that any rung may use. */
export interface Question {
  text: string
  table: TgiTable
  check: CheckReport | null
  /** The language to fall back to when the question does not tell its own. */
  locale: Locale
  /** The assistant's sector, for recommendations. */
  theme?: string | null
  /** The team's own instructions, for models. */
  instructions?: string | null
  context: FollowUpContext | null
  /** The models of this question; absent = the grammar and the templates answer alone. */
  chat?: Chat | null
  watcher?: Watcher
}

/** One rung that was tried. Times in milliseconds. */
export interface TraceLine {
  stage: Stage
  outcome: 'answered' | 'asked' | 'refused' | 'failed'
  took_ms: number
  /** Rows of the file that the claims come from. */
  rows: number
  model: string | null
  /** null = a model whose price is not known was asked. */
  cost_nano_usd: number | null
  /** Why: a code, never the question's text. */
  detail: string | null
  /** What a model was asked for; null or absent = none was. */
  purpose?: ChatRequest['purpose'] | null
  /** Tells equal prompts from different ones, and nothing else of them. */
  prompt_hash?: string | null
}

export type Worded = Pick<
  Answer,
  'text' | 'locale' | 'stage' | 'plan' | 'claims' | 'warnings' | 'suggestions' | 'table' | 'chart'
>

export interface RungResult {
  worded: Worded
  context: FollowUpContext | null
  outcome: TraceLine['outcome']
  detail: string | null
  /** What was executed, with how its figures are printed; null when nothing was, or when it must stay as it is. */
  executed: Outcome | null
  /** What the grammar could not settle. */
  doubt: Asked | Refused | null
  /** The model that was asked, if one was; why not the first of the chain or, without one that answered, why nobody. */
  byModel?: { llm: string | null; fallbackReason: string | null; promptHash: string }
}

/** A rung answers, or says why it could not; what it refuses may be tried by the next one. */
export type Rung = (question: Question) => Promise<RungResult> | RungResult
