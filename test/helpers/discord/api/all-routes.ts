import type { Route } from './route.ts'
import { callbackRoutes } from './routes/callback.ts'
import { channelRoutes } from './routes/channels.ts'
import { commandRoutes } from './routes/commands.ts'
import { followUpRoutes } from './routes/follow-ups.ts'
import { guildRoutes } from './routes/guilds.ts'
import { messageRoutes } from './routes/messages.ts'
import { selfRoutes } from './routes/self.ts'
import { threadRoutes } from './routes/threads.ts'

export const allRoutes: Route[] = [
  ...selfRoutes,
  ...callbackRoutes,
  ...followUpRoutes,
  ...threadRoutes,
  ...messageRoutes,
  ...channelRoutes,
  ...guildRoutes,
  ...commandRoutes,
]
