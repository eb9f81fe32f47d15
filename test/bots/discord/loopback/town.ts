import type { ExecutionContext } from 'ava'
import { Client, type ClientOptions, GatewayIntentBits, Partials, Status } from 'discord.js'
import {
  type DiscordOptions,
  type DiscordWorld,
  startDiscord,
} from '../../../helpers/discord/discord-world.ts'
import type { Loose } from '../../../helpers/discord/world-state.ts'

type Ending = Pick<ExecutionContext, 'teardown'>

/** A guild with one channel and one person, and the app's name for REST. */
export const openTown = async (t: Ending, options: DiscordOptions = {}) => {
  const discord = await startDiscord(t, options)
  const guild = discord.addGuild({ name: 'Acme' })
  const ada = discord.addUser({ name: 'ada', locale: 'fr' })
  discord.join(guild.id, ada.id, { isManager: true })
  const general = discord.addChannel({ guild: guild.id, name: 'general' })
  return { discord, guild, ada, general, person: discord.user(ada.id) }
}

export const usualIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
]

/** discord.js itself as the app of the town: what it takes from the fake, it would take from Discord. */
export const openClientTown = async (
  t: Ending,
  options: DiscordOptions & { client?: Partial<ClientOptions> } = {},
) => {
  const { client: more = {}, ...given } = options
  const town = await openTown(t, given)
  const client = new Client({
    intents: usualIntents,
    allowedMentions: { parse: [] },
    rest: { api: town.discord.apiUrl },
    enforceNonce: true,
    // Without it discord.js drops what is said in a direct conversation that it does not know yet.
    partials: [Partials.Channel],
    ...more,
  })
  const said: string[] = []
  client.on('error', (error) => said.push(error.message))
  let wasReady = false
  t.teardown(async () => {
    // A client that is between two connections does not hear that it is to end.
    if (wasReady)
      await town.discord.until(() => client.ws.status === Status.Ready, { what: 'a client to end' })
    await client.destroy()
  })
  const ready = new Promise((resolve) => client.once('clientReady', resolve))
  await client.login(town.discord.token)
  await ready
  wasReady = true
  return { ...town, client, said }
}

/** One call as it is, without a library's patience: what was answered, refusals too. */
export const callerOf =
  (discord: DiscordWorld) =>
  async (
    method: string,
    path: string,
    body?: unknown,
    files: { name: string; bytes: string }[] = [],
  ): Promise<{ status: number; code: number | undefined; headers: Headers; body: Loose }> => {
    const form = new FormData()
    form.set('payload_json', JSON.stringify(body))
    for (const [index, { name, bytes }] of files.entries())
      form.set(`files[${index}]`, new Blob([bytes]), name)
    const answer = await fetch(`${discord.apiUrl}/v10${path}`, {
      method,
      headers: {
        authorization: `Bot ${discord.token}`,
        ...(files.length === 0 && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: files.length > 0 ? form : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const read = text === '' ? null : JSON.parse(text)
    return { status: answer.status, code: read?.code, headers: answer.headers, body: read }
  }

let nonces = 0

/** The body of a message as the product sends it. */
export const message = (body: Loose): Loose => ({
  allowed_mentions: { parse: [] },
  nonce: `nonce-${++nonces}`,
  enforce_nonce: true,
  ...body,
})

/** Texts as components. */
export const texts = (...contents: string[]): Loose => ({
  flags: 1 << 15,
  components: contents.map((content) => ({ type: 10, content })),
})
