import type { Loose } from '../world-state.ts'
import { textsOf } from './words.ts'

/** Signs inside of code are text. */
const withoutCode = (text: string): string =>
  text.replaceAll(/```[\s\S]*?```/g, ' ').replaceAll(/`[^`\n]*`/g, ' ')

interface Mentioned {
  users: string[]
  roles: string[]
  isEveryone: boolean
}

const mentionedIn = (content: string, components: Loose[]): Mentioned => {
  const text = withoutCode([content, ...textsOf(components)].join('\n'))
  const ids = (pattern: RegExp): string[] => [
    ...new Set([...text.matchAll(pattern)].map((found) => found[1]!)),
  ]
  return {
    users: ids(/<@!?(\d+)>/g),
    roles: ids(/<@&(\d+)>/g),
    isEveryone: /@(everyone|here)\b/.test(text),
  }
}

/** Ids of the users that the text names, allowed or not. */
export const usersNamedIn = (content: string, components: Loose[] = []): string[] =>
  mentionedIn(content, components).users

export interface Reach {
  content: string
  components: Loose[]
  /** Of whom the message is a reply to; null when it is none. */
  repliesTo: string | null
  allowed: Loose
  /** Interactions and webhooks ping only users when nothing is said about mentions. */
  isWebhook: boolean
}

/** Whom a message notifies: user ids, `&role`, `everyone`. */
export const pingsOf = ({ content, components, repliesTo, allowed, isWebhook }: Reach): string[] => {
  const { users, roles, isEveryone } = mentionedIn(content, components)
  const isSaid = allowed !== null && allowed !== undefined
  const parse: string[] = isSaid
    ? (allowed.parse ?? [])
    : isWebhook
      ? ['users']
      : ['users', 'roles', 'everyone']
  const may = (kind: 'users' | 'roles', id: string): boolean =>
    parse.includes(kind) || (isSaid && (allowed[kind] ?? []).includes(id))
  const pingsReply = repliesTo !== null && (isSaid ? allowed.replied_user === true : !isWebhook)
  return [
    ...new Set([
      ...users.filter((id) => may('users', id)),
      ...(pingsReply ? [repliesTo] : []),
      ...roles.filter((id) => may('roles', id)).map((id) => `&${id}`),
      ...(isEveryone && parse.includes('everyone') ? ['everyone'] : []),
    ]),
  ]
}
