/** `off`: not configured, and fine so. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'off'

/** One thing that was looked at. `message` and `advice` are keys below `cli:doctor` with their values. */
export interface Check {
  name: string
  state: CheckState
  message: string
  /** What to do; nothing to do when absent. */
  advice?: string
  values?: Record<string, unknown>
}
