import type { Database } from '../db/database.ts'
import type { Queue } from './jobs/queue.ts'
import type { Chat, Payer } from './llm/chat.ts'
import type { AccessEnds } from './tenancy/end-access.ts'

/** Opens the chain of models for one question. */
export type OpenChat = (asked: {
  payer: Payer
  /** The assistant's own choice, by registry name; null = the tenant's. */
  defaultLlm: string | null
  fallbackLlm: string | null
  temperature: number | null
  /** False when the tenant is known to have neither a key nor an address of its own: spares looking for them. */
  hasOwnAccess?: boolean
  /** `defaultLlm` and nobody in its place: one of several beside each other. */
  isAlone?: boolean
  /** Ends everything that is still asked. */
  signal?: AbortSignal
}) => Promise<Chat>

/** What every feature of the core works on; opened once by `main.ts` and handed in as the first argument. */
export interface Core {
  db: Database
  queue: Queue
  /** Embedded database, files, generated secrets; with several replicas a folder that all of them share. */
  dataDir: string
  /** Absent where no model is ever asked: the command line, and most tests. */
  openChat?: OpenChat
  /** Lets go of what this process remembers of a tenant that is gone; absent along with `openChat`. */
  forgetTenant?(tenantId: string): void
  /** How access to a workspace is given back to its platform; absent where none is served. */
  accessEnds?: AccessEnds
  /** The models that a tenant can ask now, cheapest first; absent along with `openChat`. */
  listUsable?(tenantId: string): Promise<readonly { name: string }[]>
}
