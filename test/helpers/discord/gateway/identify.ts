import type { WebSocket } from 'ws'
import { presentUser } from '../shown/present.ts'
import type { Loose, World } from '../world-state.ts'
import { guildPayload, hearsGuild } from './dispatches.ts'
import type { GatewayState } from './gateway.ts'
import type { Session } from './session.ts'

/** READY, then every guild of the shard. */
export const openSession = (world: World, state: GatewayState, socket: WebSocket, d: Loose): Session => {
  const session: Session = {
    id: crypto.randomUUID().replaceAll('-', ''),
    intents: d.intents,
    shard: d.shard ?? [0, 1],
    seq: 0,
    sent: [],
    socket,
    isOver: false,
  }
  state.sessions.push(session)
  const guilds = [...world.guilds.values()].filter(
    (guild) => guild.isInstalled && hearsGuild(session, guild.id),
  )
  state.tell(session, 'READY', {
    v: 10,
    user: { ...presentUser(world, world.botUserId), verified: true, mfa_enabled: true, email: null },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: `${state.url()}/resume`,
    session_type: 'normal',
    shard: session.shard,
    application: { id: world.applicationId, flags: 0 },
    private_channels: [],
    presences: [],
    relationships: [],
    geo_ordered_rtc_regions: [],
    _trace: [],
  })
  for (const guild of guilds) state.tell(session, 'GUILD_CREATE', guildPayload(world, guild))
  return session
}
