import type { CheckReport } from '../datasets/preview.ts'
import type { TgiTable } from '../datasets/table.ts'
import type { Answer, Locale, Stage } from './answer.ts'
import type { FollowUpContext } from './understand/understanding.ts'

/** A question with everything that any rung may use. */
export interface Question {
  text: string
  table: TgiTable
  check: CheckReport | null
  /** The language to fall back to when the question does not tell its own. */
  locale: Locale
  /** The assistant's sector, for recommendations. */
  theme?: string | null
  context: FollowUpContext | null
}

/** One rung that was tried. Times in milliseconds. */
export interface TraceLine {
  stage: Stage
  outcome: 'answered' | 'asked' | 'refused' | 'failed'
  took_ms: number
  /** Rows of the file that the claims come from. */
  rows: number
  model: string | null
  cost_nano_usd: number
  /** Why: a code, never the question's text. */
  detail: string | null
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
}

/** A rung answers, or says why it could not; what it refuses may be tried by the next one. */
export type Rung = (question: Question) => Promise<RungResult> | RungResult
