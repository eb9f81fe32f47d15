/** Discord's own notation in what people write: people, roles, channels, commands, their own emoji, times, headings. */
const notation =
  /<(?:@!?(?<user>\d+)|@&(?<role>\d+)|#(?<channel>\d+)|\/(?<command>[^:<>]{1,100}):\d+|a?:(?<emoji>\w{2,32}):\d+|t:(?<seconds>-?\d{1,12})(?::\w)?)>/g

const dayOf = (seconds: string): string => {
  const time = new Date(Number(seconds) * 1000)
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10)
}

/** What somebody wrote, as they see it: without the mention of the bot, and without marks for looks. */
export const readText = (text: string, botUserId: string | null): string =>
  text
    .replace(notation, (...match) => {
      const { user, role, channel, command, emoji, seconds } = match.at(-1) as Record<
        string,
        string | undefined
      >
      if (user !== undefined) return user === botUserId ? ' ' : `@${user}`
      if (role !== undefined) return `@${role}`
      if (channel !== undefined) return `#${channel}`
      if (command !== undefined) return `/${command}`
      return emoji === undefined ? dayOf(seconds ?? '') : `:${emoji}:`
    })
    .replace(/\\([*_~`|>#\\[\]()-])/g, '$1')
    .replace(/(\*\*|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1/gs, '$2')
    .replace(/[ \t]{2,}/g, ' ')
    .trim()
