import type { Loose } from '../world-state.ts'

const ping = /<(?:!(?:channel|here|everyone)\b|!subteam\^\w+|@[UW]\w+)[^>]*>/g
const slackLink = /<((?:https?|mailto|tel):[^|>\s]+)/g
const markdownLink = /\]\(\s*<?([a-z][a-z+.-]*:[^)\s>]+)/gi
const bareLink = /\bhttps?:\/\/[^\s|<>)"']+/g

/** Whether Slack reads signs in the string: not in plain text, not in the cells of a table. */
const isRead = (node: Loose): boolean => node?.type !== 'plain_text' && node?.type !== 'raw_text'

/** Strings of a message in which Slack looks for mentions and links. */
const formatted = (node: Loose): string[] => {
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap(formatted)
  return Object.entries(node).flatMap(([key, value]) => {
    if (typeof value !== 'string') return formatted(value)
    return (key === 'text' && isRead(node)) || key === 'details' || key === 'output' ? [value] : []
  })
}

/** Mentions and links that rich text and buttons make by their own fields. */
const explicit = (node: Loose): { pings: string[]; links: string[] } => {
  if (typeof node !== 'object' || node === null) return { pings: [], links: [] }
  const own = Array.isArray(node) ? {} : node
  const pings =
    own.type === 'user'
      ? [`<@${own.user_id}>`]
      : own.type === 'broadcast'
        ? [`<!${own.range}>`]
        : own.type === 'usergroup'
          ? [`<!subteam^${own.usergroup_id}>`]
          : []
  const links = [own.url, own.image_url, own.thumbnail_url, own.title_url].filter(
    (link): link is string => typeof link === 'string',
  )
  const inner = Object.values(node).map(explicit)
  return {
    pings: [...pings, ...inner.flatMap((one) => one.pings)],
    links: [...links, ...inner.flatMap((one) => one.links)],
  }
}

/** Whom a message reaches beyond its readers: everybody it would notify, and every address it leads to. */
export const reachOf = (text: string, blocks: Loose[]): { pings: string[]; links: string[] } => {
  const strings = [text, ...formatted(blocks)]
  const fields = explicit(blocks)
  const found = (pattern: RegExp): string[] =>
    strings.flatMap((string) => [...string.matchAll(pattern)].map((match) => match[1] ?? match[0]))
  return {
    pings: [...new Set([...found(ping), ...fields.pings])],
    links: [...new Set([...found(slackLink), ...found(markdownLink), ...found(bareLink), ...fields.links])],
  }
}
