import type { TenantActor } from '../access/can.ts'

/** Whose conversation it is: a person, or the session of somebody who is not signed in. */
export const ownerOf = (actor: TenantActor): { personId: string | null; sessionId: string | null } =>
  actor.kind === 'person' ? { personId: actor.id, sessionId: null } : { personId: null, sessionId: actor.id }
