/** What Discord takes, and how it is asked. Units are in the names. */
export const discordLimits = {
  /** What Discord takes (characters unless said otherwise; facts of November 2026). */
  discord: {
    message: {
      components: 40,
      /** All text together, of a message with components that hold it. */
      textCharacters: 4_000,
      /** The text of a message without them, and the rows of buttons and selects under it. */
      contentCharacters: 2_000,
      rows: 5,
    },
    customId: { characters: 100 },
    row: { buttons: 5 },
    /** A label that is longer is cut short on a phone: it stands beside its button instead. */
    button: { labelCharacters: 80, phoneLabelCharacters: 38, urlCharacters: 512 },
    select: { options: 25, labelCharacters: 100, valueCharacters: 100, placeholderCharacters: 150 },
    picture: { altCharacters: 1_024 },
    /** Fixed-width letters that a phone shows on one line. */
    table: { columns: 42, leastTextColumns: 12, characters: 1_300 },
    modal: {
      components: 5,
      titleCharacters: 45,
      labelCharacters: 45,
      hintCharacters: 100,
      textCharacters: 4_000,
    },
    command: { names: 25, optionCharacters: 6_000, descriptionCharacters: 100, characters: 8_000 },
  },
  /** Discord waits three seconds for a first response: what takes longer is promised. */
  discordInteractions: { promptMs: 1_500, suggestionsAtOnce: 24 },
  /** Calls of Discord's REST API. Its buckets are told by its answers, and kept by the library. */
  discordCalls: {
    /** One call, its answer included, without the wait for its turn. */
    callMs: 10_000,
    /** A bucket that is closed for longer is not waited for. */
    patienceMs: 30_000,
    /** Bytes of files. */
    transferMs: 60_000,
    /** Further tries of what can be done twice without harm. */
    retries: 2,
    retryMs: 500,
    /** After Discord refused the token nothing is asked for so long: ten thousand refusals in ten minutes are a ban. */
    refusedTokenMs: 30_000,
    /** Interactions are outside of the bot's fifty calls a second. */
    interactionsPerSecond: 1_000,
    /** How long a nonce surely makes a second message of the same the first one: Discord says "a few minutes". */
    nonceLifeMs: 110_000,
    /** Between two edits of a message that grows. */
    editEveryMs: 1_200,
    /** Such calls under way at once: the bot's fifty a second are for answers first. */
    liveCallsAtOnce: 10,
  },
  /** Sessions of Discord's gateway. */
  discordGateway: {
    /** Discord's own rule, and a little more for the way there. */
    identifyEveryMs: 5_250,
    /** As many in so long are nothing to worry about; then each waits twice as long as the one before. */
    freeIdentifies: 4,
    identifyWindowMs: 30 * 60_000,
    longestWaitMs: 10 * 60_000,
    /** Of a thousand a day: never begun, since the token is reset after the last one. */
    reservedSessions: 5,
    reconnectMs: 1_000,
    maxReconnectMs: 60_000,
    /** Heartbeats are some forty seconds apart. */
    deadAfterMs: 100_000,
    /** A client whose connection does not come back for so long is given up for a new one. */
    recycleAfterMs: 4 * 60_000,
    /** What the database does not take in now is offered again for so long, as many events at once. */
    retryForMs: 10 * 60_000,
    maxWaiting: 5_000,
    /** Threads and their channels that are remembered. */
    knownThreads: 20_000,
    /** Conversations that are looked through for what was missed, and messages of each. */
    backfillHours: 24,
    backfillMessages: 100,
    backfillPlaces: 2_000,
  },
  /** What people on Discord do, one person in one server. */
  discordRequests: { actsPerMinute: 90 },
} as const
