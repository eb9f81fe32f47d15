import type { Core } from '../../../core/core.ts'
import type { Platform } from '../../../core/platforms.ts'
import type { Held } from './held.ts'

/** `admin` runs the workspace, and the tenant; `member` is linked to nobody: whom the platform vouches for, or a visitor. */
export type Who = 'admin' | 'member'

/** What came of an act: what is held, and the driver's own name for it, to act on next. */
export interface Reply {
  held: Held
  at: unknown
}

export interface BroughtFile {
  name: string
  bytes: string
}

/** People at one platform. Every act goes through what the platform itself sends, and is over when it resolves. */
export interface Driver {
  platform: Platform
  core: Core
  tenantId: string
  /** Ids of an answer, a conversation and an assistant that belong to another tenant. */
  theirs: Record<string, string>
  /** `assistant list`: as a command is given there. */
  type(by: Who, line: string): Promise<Reply>
  ask(by: Who, text: string): Promise<Reply>
  /** In the conversation of an answer. */
  follow(by: Who, reply: Reply, text: string): Promise<Reply>
  press(by: Who, reply: Reply, action: string): Promise<Reply>
  /** What a select offers under this label. */
  choose(by: Who, reply: Reply, action: string, label: string): Promise<Reply>
  fill(by: Who, reply: Reply, values: Record<string, string>, file: BroughtFile | null): Promise<Reply>
  /** A press that no card of ours offered. */
  forge(by: Who, action: string, value: Record<string, string>): Promise<Reply>
  bring(by: Who, file: BroughtFile): Promise<Reply>
  /** Until everything that was done has had its effect. */
  settle(): Promise<void>
}
