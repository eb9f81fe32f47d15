import type { Loose, Workspace, World } from '../world-state.ts'

/** Slack says no: `{ok: false, error}` with whatever else belongs to it. */
export class Refusal extends Error {
  readonly error: string
  readonly extra: Loose

  constructor(error: string, extra: Loose = {}) {
    super(error)
    this.error = error
    this.extra = extra
  }
}

export interface MethodCall {
  world: World
  workspace: Workspace
  token: string
  args: Loose
}

/** One method of the Web API. */
export interface Method {
  /** Any one of them will do; empty = none needed. */
  scopes: string[]
  run(call: MethodCall): Loose
}

export type Methods = Record<string, Method>
