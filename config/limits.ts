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
    requestsPerMinute: 600,
  },
  answer: { timeoutMs: 60_000 },
  auth: { accessTokenSeconds: 30 * 60, refreshTokenSeconds: 7 * 24 * 3600, clockSkewSeconds: 30 },
} as const
