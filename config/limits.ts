/** Every limit that people can meet, one place. Units are in the names. */
export const limits = {
  upload: {
    maxBytes: 20 * 1024 * 1024,
    maxColumns: 200,
    maxRows: 200_000,
    maxSheets: 100,
    /** All distinct labels together: their index is built at the first question, while nothing else is served. */
    maxLabelCharacters: 4_000_000,
    /** Child process: wall clock and memory. */
    maxReadMs: 15_000,
    maxHeapMb: 512,
    /** Zip containers, before anything is parsed (counted while inflating). */
    maxZipEntries: 1_000,
    maxUnzippedBytes: 100 * 1024 * 1024,
    maxZipRatio: 100,
    /** The ratio only counts for entries that inflate beyond this size. */
    zipRatioFromBytes: 100 * 1024,
  },
  question: { maxCharacters: 2_000 },
  assistant: {
    minNameCharacters: 3,
    maxNameCharacters: 100,
    maxThemeCharacters: 100,
    maxInstructionsCharacters: 4_000,
  },
  api: {
    maxJsonBytes: 1024 * 1024,
    pageDefault: 50,
    pageMax: 200,
    idempotencyHours: 24,
    /** Of one caller, and of all callers of one tenant together. */
    requestsPerMinute: 600,
    tenantRequestsPerMinute: 6_000,
  },
  /** A person waits so long; models stop before, so that what the data alone tells still comes in time. */
  answer: { timeoutMs: 60_000, modelMs: 50_000 },
  /** Models that are compared: each is asked so long for the plan, and all of them together. */
  compare: { planMs: 8_000, plansMs: 16_000 },
  /** Models asked for one question, all of its calls together. */
  chain: {
    connectMs: 5_000,
    firstTokenMs: 15_000,
    /** Between two pieces of a stream. */
    idleMs: 20_000,
    totalMs: 60_000,
    /** With less left no call is begun: it would be paid for and not waited for. */
    leastMs: 500,
    /** Further tries of one model that refuses for a moment. */
    retries: 2,
    backoffMs: 250,
    maxBackoffMs: 2_000,
    /** The longest Retry-After worth waiting for while another model could answer. */
    patienceMs: 10_000,
  },
  /** One answer of one provider. */
  provider: {
    /** Text and reasoning. */
    maxCharacters: 1_000_000,
    /** As it comes over the wire, where a token weighs some 300 bytes. */
    maxReceivedBytes: 8 * 1024 * 1024,
    /** How long the count of tokens may follow the finished answer. */
    usageGraceMs: 2_000,
    /** How long a connection whose answer is complete is kept for its end mark, to be used again. */
    drainMs: 1_000,
    listModelsMs: 10_000,
    /** Clients kept, one for each address and key. */
    maxClients: 200,
  },
  /** A model that failed this often in a row is left alone for this long. */
  breaker: { failures: 5, halfOpenAfterMs: 15_000 },
  /** An entry of the registry. */
  model: { maxTokens: 128_000, defaultMaxTokens: 4_000, maxCostPer1kUsd: 100 },
  auth: { accessTokenSeconds: 30 * 60, refreshTokenSeconds: 7 * 24 * 3600, clockSkewSeconds: 30 },
} as const
