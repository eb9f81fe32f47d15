import { roleLabel } from '../../../core/access/labels.ts'
import { findRoleByCode } from '../../../core/access/roles.ts'
import { listIdentities } from '../../../core/tenancy/identities.ts'
import { findSelf } from '../../../core/tenancy/manage-people.ts'
import { readOwnTenant } from '../../../core/tenancy/own-tenant.ts'
import { readServiceName } from '../../../core/tenancy/services.ts'
import { button, cardOf, controls, fields, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext, Result } from '../command.ts'

const mostAccounts = 20

const roleText = async ({ core, actor, locale }: CommandContext): Promise<string | null> => {
  if (actor.role === null) return null
  const role = await findRoleByCode(core.db, actor.tenantId, actor.role)
  return roleLabel(locale, role ?? { code: actor.role })
}

const accountsText = async ({ core, actor }: CommandContext): Promise<string | null> => {
  const page = { limit: mostAccounts, after: null }
  const linked = await listIdentities(core.db, actor, { personId: actor.id, page })
  const names = [...new Set(linked.map(({ platform }) => (platform === 'slack' ? 'Slack' : 'Discord')))]
  return names.sort().join(', ') || null
}

/** Somebody whom nobody knows yet: what they are here, and how they become known. */
const strangerCard = async (context: CommandContext): Promise<Result> => {
  const say = openWords(context.locale)
  const { name } = await readOwnTenant(context.core.db, context.actor)
  const role = await roleText(context)
  return toPerson(
    cardOf(say('me.title'), [
      fields([[say('me.tenant'), name], role === null ? null : [say('argument.role'), role]]),
      text(say('link.maybe')),
      controls([button(say('link.button'), 'link')]),
    ]),
  )
}

/** `/sextant me show`: who one is here. */
export const meShow: Command = {
  path: ['me', 'show'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const { core, actor, locale } = context
    if (actor.kind !== 'person') return strangerCard(context)
    const say = openWords(locale)
    const person = await findSelf(core.db, actor)
    const { name } = await readOwnTenant(core.db, actor)
    const service = person.serviceId && (await readServiceName(core.db, actor.tenantId, person.serviceId))
    const accounts = await accountsText(context)
    return toPerson(
      cardOf(say('me.title'), [
        fields([
          [say('team.full_name'), person.fullName],
          person.email ? [say('argument.email'), person.email] : null,
          person.userName ? [say('me.user_name'), person.userName] : null,
          [say('argument.role'), (await roleText(context)) ?? person.role],
          service ? [say('team.service'), service] : null,
          [say('me.tenant'), name],
          [say('prefs.language'), say(`language.${person.locale ?? locale}`)],
          accounts === null ? null : [say('me.accounts'), accounts],
        ]),
        controls([button(say('prefs.title'), 'prefs')]),
      ]),
    )
  },
}
