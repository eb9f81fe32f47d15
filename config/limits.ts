import { accountLimits } from './account-limits.ts'
import { discordLimits } from './discord-limits.ts'

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
  /** What a tenant's files may take when its operator sets nothing else, and the most that can be set. */
  storage: { defaultBytes: 10 * 1024 ** 3, maxBytes: 1024 ** 5 },
  question: { maxCharacters: 2_000 },
  /** Roles of one chat workspace that stand for roles of the tenant. */
  roleMap: { maxEntries: 50, maxNameCharacters: 100 },
  assistant: {
    minNameCharacters: 3,
    maxNameCharacters: 100,
    maxThemeCharacters: 100,
    maxInstructionsCharacters: 4_000,
    maxLogoUrlCharacters: 500,
    maxAutoOpenDelayMs: 60_000,
  },
  api: {
    maxJsonBytes: 1024 * 1024,
    pageDefault: 50,
    pageMax: 200,
    /** Of a list that is given as a file. */
    sheetRows: 100_000,
    idempotencyHours: 24,
    /** Of one caller, and of all callers of one tenant together. */
    requestsPerMinute: 600,
    tenantRequestsPerMinute: 3_000,
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
  /** Codes that people type: how long each is good for, and wrong ones before whoever guesses waits. */
  codes: { installHours: 24, linkMinutes: 10, wrongTries: 5, waitSeconds: 15 * 60 },
  /** Events of chat platforms between their acknowledgement and their handling. */
  events: {
    gathering: { maxSize: 200, maxWaiting: 5_000 },
    batchesInFlight: 2,
    /** Platforms wait three seconds for an acknowledgement. */
    insertMs: 2_500,
    /** Handled at once by one process, and the part of them that one workspace may take. */
    concurrency: 24,
    workspaceShare: 5 / 6,
    /** Another process takes over what one that died was at; longer than a process is ever too busy to renew it. */
    leaseMs: 10_000,
    sweepMs: 3_000,
    tries: 10,
    maxBackoffMs: 60_000,
    /** Longer than any platform sends an event again. */
    keepDays: 3,
  },
  /** What comes in from Slack, which waits three seconds for every answer. */
  slackRequests: {
    maxBytes: 1024 * 1024,
    clockSkewSeconds: 300,
    answerMs: 2_500,
    /** Questions, commands and presses of one person. Of a workspace Slack itself tells 30,000 an hour at most. */
    actsPerMinute: 90,
  },
  /** Access to a chat workspace is renewed when it ends within `refreshBeforeMs`; one renewal ends within `leaseMs`. */
  botTokens: { refreshBeforeMs: 2 * 3_600_000, exchangeMs: 30_000, leaseMs: 5 * 60_000 },
  /**
   * What Slack takes (characters unless said otherwise; facts of November 2026). Where its documents and what people
   * measured differ, the smaller number.
   */
  slack: {
    message: {
      /** The text beside blocks, or alone: advised, not enforced; Slack cuts at 40,000. */
      textCharacters: 3_900,
      blocks: 50,
      /** All blocks together; some 13,200 are refused with `msg_blocks_too_long`, wrapping included. */
      blockCharacters: 12_000,
      tables: 1,
      charts: 2,
    },
    /** A view that weighs more than 250 kB is refused. */
    view: {
      blocks: 100,
      characters: 200_000,
      titleCharacters: 24,
      metadataCharacters: 3_000,
      callbackCharacters: 255,
    },
    id: { characters: 255 },
    text: { characters: 3_000 },
    header: { characters: 150 },
    section: { characters: 3_000, fields: 10, fieldCharacters: 2_000 },
    context: { elements: 10, characters: 2_000 },
    /** Cumulative over a message; also of one piece of a stream. */
    markdown: { characters: 12_000 },
    actions: { elements: 25 },
    contextActions: { elements: 5 },
    button: { textCharacters: 75, valueCharacters: 2_000, urlCharacters: 3_000 },
    confirm: { titleCharacters: 100, textCharacters: 300, buttonCharacters: 30 },
    select: { options: 100, textCharacters: 75, valueCharacters: 150, placeholderCharacters: 150 },
    input: { labelCharacters: 2_000, hintCharacters: 2_000, textCharacters: 3_000, files: 10 },
    image: { altCharacters: 2_000, titleCharacters: 2_000 },
    table: { rows: 100, columns: 20, characters: 10_000 },
    chart: { titleCharacters: 50, series: 6, categories: 20, labelCharacters: 20 },
  },
  /** Pictures of charts, drawn one after the other beside the server. */
  charts: { drawMs: 5_000, waiting: 20, idleMs: 60_000, maxHeapMb: 192, maxBars: 60 },
  /**
   * Slack's Web API. Calls a minute that it promises at least, of one method by one app in one workspace: see its
   * rate tiers. Nothing here was measured against Slack itself; what it refuses, it says with Retry-After.
   */
  slackTiers: {
    windowMs: 60_000,
    /** A message a second in a channel, besides a cap of "several hundred" a minute in the workspace. */
    postEveryMs: 1_000,
    /** Where nothing is known of a method. */
    defaultPerMinute: 20,
    perMinute: {
      'agents.sessions.rename': 60,
      'agents.sessions.setStatus': 60,
      'assistant.threads.setStatus': 60,
      'assistant.threads.setSuggestedPrompts': 50,
      'assistant.threads.setTitle': 50,
      'auth.revoke': 50,
      'auth.test': 600,
      'bots.info': 50,
      'chat.appendStream': 100,
      'chat.delete': 50,
      'chat.getPermalink': 100,
      'chat.postEphemeral': 100,
      'chat.postMessage': 300,
      'chat.startStream': 20,
      'chat.stopStream': 20,
      'chat.update': 50,
      'conversations.history': 50,
      'conversations.info': 50,
      'conversations.members': 100,
      'conversations.open': 50,
      'conversations.replies': 50,
      'files.completeUploadExternal': 100,
      'files.getUploadURLExternal': 100,
      'files.info': 100,
      'oauth.v2.access': 100,
      'reactions.add': 50,
      'team.info': 50,
      'users.conversations': 20,
      'users.info': 100,
      'users.list': 20,
      'views.open': 100,
      'views.publish': 100,
      'views.push': 100,
      'views.update': 100,
    } as Record<string, number>,
  },
  /** Calls of Slack's Web API. */
  slackCalls: {
    /** One call, its answer included; the SDK itself would wait for ever. */
    callMs: 10_000,
    /** How long a call waits for its turn at most, when nothing else is said. */
    patienceMs: 10_000,
    /** Bytes that go to or come from Slack. */
    transferMs: 60_000,
    /** Further tries of what only reads. */
    readRetries: 2,
    readRetryMs: 500,
    /** Of a 429 that does not say when to come back. */
    defaultRetryAfterMs: 30_000,
    /** What was on its way when its caller gave up may still arrive: before this, "not there" means nothing. */
    settleMs: 30_000,
    /** Characters of one piece, and of one message, that is streamed. */
    maxStreamPiece: 12_000,
    maxStreamCharacters: 11_000,
    /** Slack ends a stream after about five minutes. */
    streamLifeMs: 4 * 60_000,
  },
  ...discordLimits,
  ...accountLimits,
} as const
