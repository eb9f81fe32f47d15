import { openSlackApi } from '../../bots/slack/api.ts'
import { openLiveAnswer } from '../../bots/slack/stream-answer.ts'
import type { Core } from '../../core/core.ts'
import type { LiveQuestion } from '../../core/messaging/live.ts'
import { openDatabase } from '../../db/database.ts'

/**
 * A process that shows an answer as it is worked out, and never ends by itself: to be killed in the middle. Reads what
 * it needs from its one argument, JSON.
 */
export interface StreamingOrder {
  databaseUrl: string | null
  dataDir: string
  apiUrl: string
  token: string
  question: LiveQuestion
}

const order = JSON.parse(process.argv[2]!) as StreamingOrder
const db = await openDatabase(order)
const core = { db, dataDir: order.dataDir } as Core
const api = openSlackApi({ apiUrl: order.apiUrl, tokenOf: async () => order.token })
const live = openLiveAnswer({ core, api }, { haste: 20 })(order.question)
live.onProgress({ kind: 'stage', stage: 'model', state: 'started' })
let at = 0
setInterval(() => live.onProgress({ kind: 'delta', text: `Phrase ${at++}. `, reset: false }), 20)
