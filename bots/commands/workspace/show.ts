import { can } from '../../../core/access/can.ts'
import { listInstalls } from '../../../core/tenancy/installs.ts'
import { readOwnTenant } from '../../../core/tenancy/own-tenant.ts'
import { channelCard, channelOf } from '../assistant/bind.ts'
import { cardOf, fields, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext } from '../command.ts'

const mostInstalls = 10

const installsText = async ({ core, actor }: CommandContext): Promise<string | null> => {
  if (!can(actor, 'installs:manage')) return null
  const installs = await listInstalls(core.db, actor, { limit: mostInstalls, after: null })
  return installs.map(({ name, platform }) => `${name} (${platform})`).join(', ') || null
}

/** `/sextant workspace show`: the tenant that this place belongs to, and how Sextant is set in the channel. */
export const workspaceShow: Command = {
  path: ['workspace', 'show'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const tenant = await readOwnTenant(core.db, actor)
    const installs = await installsText(context)
    const channel = channelOf(context)
    const here = channel ? (await channelCard(context, channel)).parts : []
    return toPerson(
      cardOf(say('workspace.title', { name: tenant.name }), [
        fields([
          [say('workspace.client'), tenant.clientId],
          [say('workspace.language'), say(`language.${tenant.locale}`)],
          [say('workspace.time_zone'), tenant.timeZone],
          installs === null ? null : [say('workspace.installs'), installs],
        ]),
        ...here,
      ]),
    )
  },
}
