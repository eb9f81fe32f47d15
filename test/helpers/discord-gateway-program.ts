/** Hears a Discord in a process of its own, so that nothing but that is in its heap. Told what to connect to by its parent. */
import { openDiscordApi } from '../../bots/discord/api.ts'
import { openHearer } from '../../bots/discord/gateway/hear.ts'
import { openGateway } from '../../bots/discord/gateway/open-gateway.ts'
import { log } from '../../config/log.ts'
import { openDatabaseInMemory } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'

log.level = 'error'
const [apiUrl, token] = process.argv.slice(2) as [string, string]
const db = await openDatabaseInMemory()
await migrate(db)
const api = openDiscordApi({ token, apiUrl })
let heard = 0
const hearer = openHearer({
  db,
  api,
  botUserId: () => gateway.botUserId() ?? '0',
  onInteraction: () => undefined,
})
const gateway = openGateway({
  api,
  apiUrl,
  token,
  wantsMessageContent: false,
  onSession: hearer.onSession,
  onDispatch: (dispatch) => {
    if (dispatch.t === 'MESSAGE_CREATE') heard++
    hearer.onDispatch(dispatch)
  },
})

const heapMb = (): number => {
  for (let i = 0; i < 4; i++) globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

process.on('message', async (asked: 'heap' | 'heard' | 'cpu' | 'stored') => {
  const told = {
    heap: async () => heapMb(),
    heard: async () => heard,
    cpu: async () => process.cpuUsage().user + process.cpuUsage().system,
    stored: () => db.models.PlatformEvent.count({ where: { platform: 'discord' } }),
  }
  process.send?.({ asked, value: await told[asked]() })
})
process.send?.({ asked: 'ready', value: 0 })
