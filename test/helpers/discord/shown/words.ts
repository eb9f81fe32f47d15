import type { Loose } from '../world-state.ts'

/** Every component with those inside of it, in the order of the screen. */
export const flatten = (components: Loose[] = []): Loose[] =>
  components.flatMap((one) => [
    one,
    ...flatten(one.components ?? []),
    ...(one.accessory ? flatten([one.accessory]) : []),
    ...(one.component ? flatten([one.component]) : []),
  ])

/** Texts in which Discord reads markdown and mentions. */
export const textsOf = (components: Loose[]): string[] =>
  flatten(components)
    .filter(({ type }) => type === 10)
    .map(({ content }) => String(content))

const ownWords = (one: Loose): (string | null | undefined)[] => [
  one.type === 10 ? one.content : null,
  one.title,
  one.label,
  one.type === 18 ? one.description : null,
  one.placeholder,
  one.type === 4 ? one.value : null,
  ...(one.options ?? []).flatMap(({ label, description }: Loose) => [label, description]),
  one.type === 11 ? one.description : null,
  ...(one.type === 12 ? one.items.map(({ description }: Loose) => description) : []),
  one.type === 13 ? (one.name ?? one.file?.url?.split('/').at(-1)) : null,
]

const isWord = (word: string | null | undefined): word is string => Boolean(word)

/** Every visible word of components, a line each. */
export const wordsOf = (components: Loose[]): string[] => flatten(components).flatMap(ownWords).filter(isWord)

const embedWords = (embed: Loose): string[] =>
  [
    embed.author?.name,
    embed.title,
    embed.description,
    ...(embed.fields ?? []).flatMap(({ name, value }: Loose) => [name, value]),
    embed.footer?.text,
  ].filter(isWord)

export const messageWords = (message: { content: string; components: Loose[]; embeds: Loose[] }): string =>
  [message.content, ...message.embeds.flatMap(embedWords), ...wordsOf(message.components)]
    .filter(isWord)
    .join('\n')
