import { tell } from '../gateway/dispatches.ts'
import { prepareContract } from '../rules/contract.ts'
import { presentChannel, presentMember, presentUser } from '../shown/present.ts'
import {
  type DiscordChannel,
  type Interaction,
  type Loose,
  recordViolation,
  type World,
} from '../world-state.ts'
import { all, botRights } from './permissions.ts'

export const tokenLifeMs = 15 * 60 * 1000

export interface NewInteraction {
  type: number
  user: string
  channel: DiscordChannel
  data: Loose
  /** Message of the component. */
  source?: string | null
  /** What belongs to its kind. */
  more?: Loose
}

const whoOf = (world: World, user: string, { guild }: DiscordChannel): Loose => {
  if (guild === null)
    return { user: presentUser(world, user), authorizing_integration_owners: { '0': '0' }, context: 1 }
  const { members, locale, ownerId } = world.guilds.get(guild)!
  const member = members.get(user)
  if (!member) throw new Error(`${user} is not in the guild ${guild}: join first.`)
  return {
    guild_id: guild,
    guild: { id: guild, locale, features: [] },
    guild_locale: locale,
    member: {
      ...presentMember(world, member),
      permissions: String(user === ownerId ? all : member.permissions),
    },
    authorizing_integration_owners: { '0': guild },
    context: 0,
  }
}

const giveUp = (world: World, interaction: Interaction, wasHeard: boolean): void => {
  if (interaction.state !== 'open' || world.closing.aborted) return
  interaction.state = 'dead'
  failFor(world, interaction, 'The application did not respond')
  if (wasHeard)
    recordViolation(
      world,
      'interaction_unanswered',
      `type ${interaction.type}`,
      JSON.stringify(interaction.payload.data),
    )
  interaction.done.resolve()
}

/** What a person is told instead of an answer. */
export const failFor = (world: World, { user, id }: Interaction, reason: string): void => {
  world.failures.push({ user, interaction: id, reason })
}

/** Tells the app, and gives up on it after three seconds. */
export const openInteraction = (world: World, given: NewInteraction): Interaction => {
  const { type, user, channel, data, source = null, more = {} } = given
  prepareContract('POST', '/interactions/{interaction_id}/{interaction_token}/callback')
  const id = world.nextId()
  const token = Buffer.from(`interaction:${id}:${crypto.randomUUID().repeat(3)}`).toString('base64url')
  const payload = {
    id,
    application_id: world.applicationId,
    type,
    token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: { ...presentChannel(world, channel), permissions: String(all) },
    locale: world.users.get(user)!.locale,
    app_permissions: String(botRights(world, channel)),
    entitlements: [],
    attachment_size_limit: 10 * 1024 * 1024,
    ...whoOf(world, user, channel),
    ...more,
  }
  const interaction: Interaction = {
    id,
    token,
    type,
    user,
    guild: channel.guild,
    channel: channel.id,
    createdAt: world.clock.now(),
    payload,
    state: 'open',
    response: null,
    source,
    original: null,
    isDeferred: false,
    choices: null,
    modal: null,
    done: Promise.withResolvers(),
  }
  world.interactions.set(id, interaction)
  const { gateway } = world
  const wasHeard = gateway.isConnected && !gateway.state.line.isPaused
  tell(world, { guild: channel.guild, intent: 0 }, 'INTERACTION_CREATE', () => payload)
  const timer = setTimeout(() => giveUp(world, interaction, wasHeard), world.responseMs)
  // The server keeps the process alive as long as the test lasts.
  timer.unref()
  void interaction.done.promise.then(() => clearTimeout(timer))
  return interaction
}

/** The token begins with the name of its interaction. */
export const byToken = (world: World, token: string): Interaction | null => {
  const id = /^interaction:(\d+):/.exec(Buffer.from(token, 'base64url').toString('latin1'))?.[1]
  const found = world.interactions.get(id ?? '')
  return found?.token === token ? found : null
}
