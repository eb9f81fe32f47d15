import type { DiscordChannel, Loose, StoredMessage, World } from '../world-state.ts'

/** `MessageFlags` that the fake goes by. */
export const flag = { hasThread: 1 << 5, ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 } as const

export const has = (flags: number, bit: number): boolean => (flags & bit) !== 0

export const storeMessage = (
  world: World,
  channel: DiscordChannel,
  given: Partial<StoredMessage> & Pick<StoredMessage, 'author'>,
): StoredMessage => {
  const id = world.nextId()
  const message: StoredMessage = {
    id,
    channel: channel.id,
    isApp: given.author === world.botUserId,
    type: given.reference ? 19 : 0,
    content: '',
    components: [],
    embeds: [],
    files: [],
    flags: 0,
    reference: null,
    nonce: null,
    pings: [],
    createdAt: world.clock.now(),
    editedAt: null,
    edits: 0,
    lateEdits: 0,
    thread: null,
    onlyFor: null,
    interaction: null,
    ...given,
  }
  message.components = numbered(message.components)
  channel.messages.push(message)
  return message
}

/** Discord numbers the components that came without an id, from one on, in order. */
export const numbered = (components: Loose[]): Loose[] => {
  let next = 1
  const visit = (node: Loose): Loose => {
    if (Array.isArray(node)) return node.map(visit)
    const id = node.id ?? next++
    return {
      ...node,
      id,
      ...(node.components && { components: visit(node.components) }),
      ...(node.accessory && { accessory: visit(node.accessory) }),
      ...(node.component && { component: visit(node.component) }),
    }
  }
  return visit(components)
}

export const findMessage = (world: World, channelId: string, messageId: string): StoredMessage | null =>
  world.channels.get(channelId)?.messages.find(({ id }) => id === messageId) ?? null

/** Wherever it stands. */
export const anyMessage = (world: World, messageId: string): StoredMessage | null => {
  for (const channel of world.channels.values()) {
    const found = channel.messages.find(({ id }) => id === messageId)
    if (found) return found
  }
  return null
}

export const removeMessage = (world: World, message: StoredMessage): void => {
  const channel = world.channels.get(message.channel)!
  channel.messages = channel.messages.filter(({ id }) => id !== message.id)
}

/** Of the same author, wherever it stands, by Discord's "few minutes". */
export const findByNonce = (
  world: World,
  { author, nonce }: { author: string; nonce: string | number },
): StoredMessage | null => {
  const since = world.clock.now() - 120_000
  const isSame = (one: StoredMessage): boolean =>
    one.author === author && String(one.nonce) === String(nonce) && one.createdAt >= since
  for (const { messages } of world.channels.values()) {
    const found = messages.find(isSame)
    if (found) return found
  }
  return null
}
