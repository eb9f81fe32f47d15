/** Shapes of the REST API as the page reads them; the schemas of the server are the authority. */
export interface Source {
  file: string
  sheet: string | null
  row: number
  column: string
}
export interface Claim {
  id: string
  value: number
  unit: 'index' | 'percent' | 'count' | 'rank'
  label: string
  source: Source | null
  formula: string | null
  flags: string[]
}
export interface AnswerTable {
  columns: { key: string; title: string; unit: 'text' | 'index' | 'percent' | 'count' }[]
  rows: Record<string, string | { claim: string } | null>[]
}
export interface AnswerChart {
  kind: 'bar'
  title: string
  unit: 'index' | 'percent' | 'count'
  baseline: number | null
  series: { name: string; points: { label: string; claim: string }[] }[]
  alt: string
}
export interface Answer {
  conversation_id: string | null
  message_id: string | null
  text: string
  locale: 'fr' | 'en'
  stage: string
  /** Who worded it, by the registry's name; null = a template. */
  model: string | null
  /** Why not the first model of the chain: a denial or a kind of failure; `stopped` = somebody stopped the question. */
  fallback_reason: string | null
  claims: Claim[]
  warnings: string[]
  suggestions: string[]
  table: AnswerTable | null
  chart: AnswerChart | null
  response_time_ms: number
}
export interface Assistant {
  id: string
  name: string
  theme: string
  created_at: string
  file_name: string | null
  file_type: string | null
  message_count: number
  active: boolean
  public: boolean
  locale: 'fr' | 'en'
  welcome_message: string | null
  dataset_id: string | null
  default_llm?: string | null
  fallback_llm?: string | null
  temperature?: number | null
  /** `#rrggbb` */
  primary_color: string
  logo_url: string | null
  show_branding: boolean
}
/** A model that can be asked. */
export interface Llm {
  name: string
  max_tokens: number
}
export interface Quota {
  kind: 'requests' | 'budget' | 'limit'
  /** Of `requests` only. */
  limit: number | null
  remaining: number | null
  used_percent: number
  /** Day of the tenant's calendar. */
  refills_on: string
}
export interface TraceAttempt {
  llm: string
  purpose: string
  outcome: string
  input_tokens: number | null
  output_tokens: number | null
  cost_nano_usd: number | null
  first_token_ms: number | null
  took_ms: number
}
export interface Trace {
  llm_used: string | null
  response_time: number | null
  stages: {
    stage: string
    outcome: string
    took_ms: number
    rows: number
    model?: string | null
    purpose?: string | null
  }[]
  attempts?: TraceAttempt[]
}
/** What one of several models made of a question. */
export interface Slot {
  provider: string
  model: string
  text: string | null
  finish: 'stop' | 'length' | null
  cost_nano_usd: number | null
  response_time_ms: number
  /** Without its sentence when it is read from a conversation. */
  error: { code: string; detail?: string } | null
}
export interface Comparison {
  models: string[]
  temperature: number
  max_tokens: number
}
export interface Conversation {
  id: string
  title: string | null
  preview: string | null
  message_count: number
  updated_at: string
}
export interface Session {
  signed_in: boolean
  mode: 'open' | 'signed_in' | 'anonymous'
  name: string | null
  locale: 'fr' | 'en' | null
  tenant: { client_id: string; name: string } | null
  permissions: string[]
  setup_needed: boolean
}
export interface Noted {
  code: string
  values: Record<string, unknown>
  text?: string
}
export interface Mapping {
  sheet: string | null
  layout: 'list' | 'crosstab'
  header_row: number
  columns: Record<string, string>
  measure?: string
}
export interface Preview {
  file_name: string
  file_type: string
  state: 'ready' | 'needs_mapping'
  sheets: { name: string | null; rows: number; columns: number }[]
  mapping: Mapping
  columns: { position: number; name: string; role: string; by: string }[]
  sample: { row: number; cells: string[] }[]
  counts: {
    rows_read: number
    rows_kept: number
    rows_skipped: number
    cells: number
    row_labels: number
    segments: number
  }
  guesses: Noted[]
  notices: Noted[]
  locale: 'fr' | 'en'
  check: { verdict: 'consistent' | 'to_look_at' | 'not_checkable'; checked: number; found: number }
}
export interface CheckReport {
  verdict: 'consistent' | 'to_look_at' | 'not_checkable'
  checked: number
  found: number
  findings: {
    kind: string
    sheet: string | null
    row: number
    column: string
    row_label: string
    segment: string
    found: string
    expected: { low: number; high: number } | null
  }[]
  robustness: 'counts' | 'unknown'
}
/** A turn while the page waits for its answer. */
export interface Running {
  turn: Turn
  signal: AbortSignal
  /** Ends the waiting; the answer will be in the conversation. */
  abort(): void
  /** Ends the question itself. */
  stop(): void
  isStopping: boolean
  /** Known once the server has accepted it. */
  questionId: string | null
  accept(questionId: string): void
}
/** One turn of the conversation on the screen. */
export interface Turn {
  question: string
  state: 'running' | 'answered' | 'failed' | 'stopped' | 'command'
  stages: { stage: string; state: string }[]
  text: string
  answer: Answer | null
  problem: { code: string; detail: string; retryAfter?: number } | null
  /** Repeats the same POST safely after a lost connection. */
  key: string
  /** Of the page when it was sent: a repetition must be the same request. */
  locale?: 'fr' | 'en'
  rating?: 'up' | 'down' | null
  /** Asked of several models at once. */
  comparison?: Comparison | null
  /** What each of them said, by the registry's name. */
  slots?: Record<string, Slot> | null
}
