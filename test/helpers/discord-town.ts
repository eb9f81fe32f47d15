import type { ExecutionContext } from 'ava'
import type { SeenMessage } from './discord/discord-world.ts'
import {
  type DeskOptions,
  type DiscordDesk,
  type DiscordTenant,
  isAnswer,
  openDiscordDesk,
} from './discord-desk.ts'

export interface DiscordTown extends DiscordDesk {
  tenant: DiscordTenant
  guild: string
  /** Runs the guild. */
  ada: string
  bob: string
  /** A public assistant of the demo's file. */
  assistantId: string
  general: string
  /** What the app said in a channel or a thread, oldest first. */
  said(channel: string): SeenMessage[]
  /** Waits until the app has said so much there. */
  answered(channel: string, count?: number): Promise<SeenMessage>
  /** The newest of what one person alone has been told behind the first `before`. */
  told(user: string, before?: number): Promise<SeenMessage>
}

/** A guild bound to a tenant that has a public assistant, with who runs it, a member and a channel. */
export const openDiscordTown = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: DeskOptions & { assistant?: Record<string, unknown> } = {},
): Promise<DiscordTown> => {
  const { assistant = {}, ...given } = options
  const desk = await openDiscordDesk(t, given)
  const { world, openTenant, bind } = desk
  const guild = world.addGuild({ name: 'Acme' }).id
  const ada = world.addUser({ name: 'Ada', locale: 'fr' }).id
  const bob = world.addUser({ name: 'Bob', locale: 'en-US' }).id
  world.join(guild, ada, { isManager: true })
  world.join(guild, bob)
  const general = world.addChannel({ guild, name: 'general' }).id
  const tenant = await openTenant()
  await bind(tenant, ada, general)
  const assistantId = await tenant.makeAssistant('Masculinités', { public: true, ...assistant })
  const said: DiscordTown['said'] = (channel) =>
    world.messages(channel).filter(({ isFromApp, isThinking }) => isFromApp && !isThinking)
  return {
    ...desk,
    tenant,
    guild,
    ada,
    bob,
    assistantId,
    general,
    said,
    answered: (channel, count = 1) =>
      world.until(() => said(channel).filter(isAnswer)[count - 1], {
        what: `answer ${count} in a place`,
      }),
    told: (user, before = 0) =>
      world.until(
        () =>
          world
            .ephemerals(user)
            .slice(before)
            .findLast(({ isThinking }) => !isThinking),
        {
          what: 'a word for one person',
        },
      ),
  }
}
