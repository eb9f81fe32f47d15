export interface AppSettings {
  id: string
  name: string
  clientId: string
  clientSecret: string
  /** Of Socket Mode. */
  appToken: string
  redirectUris: string[]
  rotatesTokens: boolean
  /** Declared as an agent in its manifest. */
  isAgent: boolean
  subscribesToStop: boolean
}

/** How the app is reached; empty until `connect`. */
export interface Connection {
  /** Taken in turn, like replicas behind one address. */
  urls: string[]
  signingSecret: string
  next: number
}

export interface DeliverySettings {
  /** An answer later than this counts as none. */
  ackMs: number
  /** Of Slack's own delays before a second, third and fourth try. */
  retryFactor: number
  /** Each event twice: one after the other, or at the same time. */
  repeat: 'never' | 'after' | 'at_once'
  /**
   * Of the two events of a mention: both at once, taking turns in setting out first; or the second once the first is
   * answered.
   */
  mentionOrder: 'alternate' | 'mention_first' | 'message_first'
  /** Slack tells an app about its own messages too. */
  echo: boolean
}
