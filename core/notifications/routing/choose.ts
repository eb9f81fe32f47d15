import type { SendRoute } from '../../../db/models/notification-send.ts'
import { holdUntil } from '../hours.ts'
import { kindOf, type NoticeType } from '../types.ts'
import type { DueNotice } from './due.ts'
import type { Account, BoundWorkspace, Tried } from './facts.ts'

/** A way to somebody, or to a channel. */
export interface Way {
  route: Exclude<SendRoute, 'digest' | 'none'>
  workspace: string
  /** The platform's id of a user or channel, or an address. */
  target: string
}

/** `quiet`: nothing is sent, for a reason that is theirs. `skip`: nothing can be, and the log says why. */
export type Choice =
  | { kind: 'send'; way: Way }
  | { kind: 'hold'; until: Date }
  | { kind: 'quiet'; reason: 'muted' | 'read' | 'inbox' | 'channel' }
  | { kind: 'skip'; reason: 'person_gone' | 'project_gone' | 'no_right' | 'no_route' | 'undelivered' }

export interface Facts {
  now: Date
  bound: readonly BoundWorkspace[]
  /** Of the person. */
  accounts: readonly Account[]
  /** In vain, of this event and person. */
  tried: readonly Tried[]
  /** Workspaces in whose channels the event is told, by `platform:id`. */
  toldIn: ReadonlySet<string>
  /** Whether the person's role sees every project. */
  seesProjects: boolean
}

/** They tell somebody what they may not see any more, or what is not there any more. */
const ofTheGone = new Set<NoticeType>(['project.deleted', 'member.removed', 'permission.changed'])

/** Whether what somebody is told of is still there, and theirs to see. @returns null = yes */
export const refusalOf = (
  notice: Pick<DueNotice, 'type' | 'projectId' | 'isProjectGone' | 'isActive' | 'mayViewProject'>,
  seesProjects: boolean,
): 'person_gone' | 'project_gone' | 'no_right' | null => {
  if (!notice.isActive) return 'person_gone'
  if (notice.projectId === null || ofTheGone.has(notice.type)) return null
  if (notice.isProjectGone) return 'project_gone'
  return seesProjects || notice.mayViewProject ? null : 'no_right'
}

/** Where each way stands: chat before mail, in the order in which the accounts were linked. */
const waysOf = (notice: DueNotice, { accounts, bound }: Facts): Way[] => {
  const isBound = ({ platform, workspace }: Account): boolean =>
    bound.some((one) => one.platform === platform && one.workspaceId === workspace)
  const chats = accounts
    .filter(isBound)
    .map(({ platform, workspace, user }) => ({ route: platform, workspace, target: user }))
  const address = notice.email?.trim() ?? ''
  const mailsIt = notice.isMailOn && address !== '' && !kindOf(notice.type).isMailed
  return [
    ...(notice.isChatOn ? chats : []),
    ...(mailsIt ? [{ route: 'mail' as const, workspace: '', target: address }] : []),
  ]
}

/** Told in a channel of a workspace that they are in: there they have it, and in the inbox. */
const hearsChannel = (notice: DueNotice, { accounts, toldIn }: Facts): boolean =>
  kindOf(notice.type).audience === 'general' &&
  accounts.some(({ platform, workspace }) => toldIn.has(`${platform}:${workspace}`))

/**
 * How somebody is told, once: what they turned off first, then whether it is theirs to see, then the channel that they
 * read, then their hours, then the best way that was not tried in vain. General news of low priority wait in the inbox.
 */
export const choose = (notice: DueNotice, facts: Facts): Choice => {
  const { audience, priority } = kindOf(notice.type)
  const isCritical = priority === 'critical'
  const isRetry = notice.outcome === 'failed'
  if (notice.isMuted && !isCritical) return { kind: 'quiet', reason: 'muted' }
  if (notice.state !== 'unread') return { kind: 'quiet', reason: 'read' }
  const refusal = refusalOf(notice, facts.seesProjects)
  if (refusal) return { kind: 'skip', reason: refusal }
  if (!isRetry && hearsChannel(notice, facts)) return { kind: 'quiet', reason: 'channel' }
  if (audience === 'general' && priority === 'low') return { kind: 'quiet', reason: 'inbox' }
  const ways = waysOf(notice, facts)
  if (ways.length === 0 && kindOf(notice.type).isMailed) return { kind: 'quiet', reason: 'inbox' }
  const left = ways.filter(
    ({ route, workspace }) => !facts.tried.some((one) => one.route === route && one.workspace === workspace),
  )
  const [way] = left
  if (!way) return { kind: 'skip', reason: facts.tried.length > 0 ? 'undelivered' : 'no_route' }
  // What waited for its summary has its hour now; hours still count.
  const frequency = notice.isHeld ? 'immediate' : notice.frequency
  const until = holdUntil(facts.now, { ...notice, frequency }, isCritical)
  return until ? { kind: 'hold', until } : { kind: 'send', way }
}
