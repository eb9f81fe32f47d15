import type { ExecutionContext } from 'ava'
import { openDiscordApi } from '../../bots/discord/api.ts'
import { openCreationFollower } from '../../bots/discord/follow-creation.ts'
import { onInteraction } from '../../bots/discord/interaction.ts'
import type { DiscordServices } from '../../bots/discord/services.ts'
import { log } from '../../config/log.ts'
import { openActLimit } from '../../core/access/act-limit.ts'
import type { Core } from '../../core/core.ts'
import { storeInstallation } from '../../core/tenancy/workspaces.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { createTestTenant } from './database.ts'
import { type DiscordOptions, type DiscordWorld, startDiscord } from './discord/discord-world.ts'
import { plainCommands } from './discord-commands.ts'
import { installationOf } from './installs.ts'

export interface DiscordEdge {
  world: DiscordWorld
  services: DiscordServices
  tenantId: string
  guild: string
  general: string
  /** Runs the guild. */
  ada: string
  /** Hands the interaction that an act of a person makes to the edge, as the gateway would, with other services where told. */
  hear<Outcome>(act: () => Promise<Outcome>, services?: DiscordServices): Promise<Outcome>
  /** What was stored of the newest interaction. */
  stored(): Promise<unknown>
}

/** What hears interactions, without a gateway and without a worker: a test says what happens when. */
export const openDiscordEdge = async (
  t: Pick<ExecutionContext, 'teardown'>,
  { core, discord, callMs }: { core: Core; discord?: DiscordOptions; callMs?: number },
): Promise<DiscordEdge> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const { db } = core
  const world = await startDiscord(t, { rates: { scale: 0.02 }, ...discord })
  world.register(plainCommands())
  const guild = world.addGuild({ name: 'Acme' }).id
  const ada = world.addUser({ name: 'ada', locale: 'en-US' }).id
  world.join(guild, ada, { isManager: true })
  const general = world.addChannel({ guild, name: 'general' }).id
  const tenantId = await bindGuild(db, guild)
  const { apiUrl, token, applicationId } = world
  const api = openDiscordApi({ token, apiUrl, ...(callMs && { callMs }) })
  const creations = openCreationFollower()
  t.teardown(async () => {
    await creations.close()
    api.close()
  })
  const services: DiscordServices = {
    core,
    api,
    creations,
    acts: openActLimit(1_000),
    publicUrl: () => 'http://127.0.0.1:1',
    applicationId,
    botUserId: () => world.botUserId,
    hasMessageContent: false,
  }

  const hear: DiscordEdge['hear'] = async (act, given = services) => {
    const before = world.interactions.length
    const outcome = act()
    const interaction = await world.until(() => world.interactions[before], { what: 'an interaction' })
    await onInteraction(given, interaction.payload)
    return outcome
  }

  const stored = async (): Promise<unknown> => {
    const { id } = world.interactions.at(-1)!
    const row = await asOwner(db, () =>
      db.models.PlatformEvent.findOne({ where: { eventId: id }, raw: true }),
    )
    return row?.payload ? JSON.parse(row.payload) : null
  }
  return { world, services, tenantId, guild, general, ada, hear, stored }
}

/** A guild of a tenant of its own. @returns the tenant */
export const bindGuild = async (db: Database, guild: string): Promise<string> => {
  const tenantId = await createTestTenant(db)
  const values = {
    platform: 'discord' as const,
    workspaceId: guild,
    botToken: null,
    appId: null,
    botId: null,
  }
  await storeInstallation(db, Buffer.alloc(32), installationOf(values))
  await asOwner(db, () => db.models.Workspace.update({ tenantId }, { where: { workspaceId: guild } }))
  return tenantId
}
