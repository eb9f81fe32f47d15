import { presentChannel, presentGuild, presentUser } from '../../shown/present.ts'
import { openDirect } from '../../state/guilds.ts'
import type { World } from '../../world-state.ts'
import { unknown } from '../refusal.ts'
import { route } from '../route.ts'

const application = (world: World) => ({
  id: world.applicationId,
  name: 'Sextant',
  icon: null,
  description: '',
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: world.messageContent ? 1 << 19 : 0,
  bot: presentUser(world, world.botUserId),
  owner: {
    id: '1',
    username: 'owner',
    discriminator: '0',
    global_name: null,
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  },
  type: null,
  flags_new: '0',
  redirect_uris: [],
  interactions_endpoint_url: null,
  role_connections_verification_url: null,
  approximate_guild_count: world.guilds.size,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
  explicit_content_filter: 0,
  team: null,
  eligible_oauth2_scopes: [],
})

const dayMs = 24 * 60 * 60 * 1000

export const selfRoutes = [
  route('GET /gateway', ({ world }) => ({ url: world.gateway.state.url() }), { isOpen: true }),
  route('GET /gateway/bot', ({ world }) => {
    const { settings, identifies, state } = world.gateway
    return {
      url: state.url(),
      shards: 1,
      session_start_limit: {
        total: settings.identifyLimit,
        remaining: Math.max(0, settings.identifyLimit - identifies.length),
        reset_after: dayMs,
        max_concurrency: 1,
      },
    }
  }),
  route('GET /users/@me', ({ world }) => ({
    ...presentUser(world, world.botUserId),
    mfa_enabled: true,
    locale: 'en-US',
    verified: true,
    email: null,
  })),
  route('GET /users/{user_id}', ({ world, params }) => {
    if (!world.users.has(params.user_id!)) throw unknown.user()
    return presentUser(world, params.user_id!)
  }),
  route('GET /users/@me/guilds', ({ world }) =>
    [...world.guilds.values()].filter(({ isInstalled }) => isInstalled).map(presentGuild),
  ),
  route('POST /users/@me/channels', ({ world, body }) => {
    if (!world.users.has(body.recipient_id)) throw unknown.user()
    return presentChannel(world, openDirect(world, body.recipient_id))
  }),
  route('GET /applications/@me', ({ world }) => application(world)),
  route('GET /oauth2/applications/@me', ({ world }) => application(world)),
]
