import { join } from 'node:path'
import { validate as isUuid } from 'uuid'
import type { Actor } from '../access/can.ts'
import type { Locale } from '../answers/answer.ts'
import type { Core } from '../core.ts'
import type { Look } from './look.ts'

export interface NewAssistant {
  name: string
  theme: string
  locale?: Locale
  welcomeMessage?: string | null
  customInstructions?: string | null
  isPublic?: boolean
  defaultLlm?: string | null
  fallbackLlm?: string | null
  temperature?: number | null
  look?: Partial<Look>
}

/** What the job needs after a restart; stored with the creation. */
export interface CreationRequest extends NewAssistant {
  actor: { kind: Actor['kind']; id: string }
  file: { name: string; bytes: number; sha256: string } | null
}

/** Accepted files wait here until their assistant is made; unlike the work folder it survives a restart. */
export const incomingPath = (core: Pick<Core, 'dataDir'>, { tenantId, id }: IncomingName): string =>
  join(incomingDirOf(core), `${tenantId}.${id}`)

export const incomingDirOf = ({ dataDir }: Pick<Core, 'dataDir'>): string => join(dataDir, 'incoming')

interface IncomingName {
  tenantId: string
  /** Of the creation. */
  id: string
}

/** The other way round; null for a file that is not ours. */
export const parseIncoming = (name: string): IncomingName | null => {
  const [tenantId = '', id = '', ...more] = name.split('.')
  return more.length === 0 && isUuid(tenantId) && isUuid(id) ? { tenantId, id } : null
}
