/** Slack's own notation in what people write: `<@U1>`, `<#C1|general>`, `<https://x|label>`, `<!here>`, `&amp;`. */
const notation = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

const decode = (text: string): string => text.replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity]!)

/**
 * What somebody wrote, as they see it: without the mention of the bot, links as their words, people and channels by
 * name where Slack tells it.
 */
export const readText = (text: string, botUserId: string | null): string =>
  decode(
    text.replace(notation, (_, sign: string, id: string, label: string | undefined) => {
      if (sign === '@') return id === botUserId ? ' ' : `@${label ?? id}`
      if (sign === '#') return `#${label ?? id}`
      if (sign === '!') return label ?? `@${id.split('^')[0]}`
      return label ?? id
    }),
  )
    .replace(/[ \t]{2,}/g, ' ')
    .trim()

/** The people whom the text mentions, in its order. */
export const mentionedIn = (text: string): string[] =>
  [...text.matchAll(notation)].flatMap(([, sign, id]) => (sign === '@' && id ? [id] : []))

/** Whether the text mentions this user. */
export const mentions = (text: string, userId: string | null): boolean =>
  userId !== null && (text.includes(`<@${userId}>`) || text.includes(`<@${userId}|`))

/** Whether the text is meant for somebody else: it mentions people, a group or everybody. */
export const addressesOthers = (text: string, botUserId: string | null): boolean => {
  for (const [, sign, id] of text.matchAll(notation))
    if (
      (sign === '@' && id !== botUserId) ||
      (sign === '!' && /^(?:here|channel|everyone|subteam)/.test(id!))
    )
      return true
  return /^@\S/.test(text.trim())
}
