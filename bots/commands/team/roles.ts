import { permissionLabel, roleLabel } from '../../../core/access/labels.ts'
import { heldIn } from '../../../core/access/permissions.ts'
import { AppError } from '../../../core/errors.ts'
import type { Role } from '../../../db/models/role.ts'
import { cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { bold, literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Action, Command } from '../command.ts'
import { readChoices } from './choices.ts'

/** `/sextant team roles`: the roles of the tenant, and how much each may do. */
export const teamRoles: Command = {
  path: ['team', 'roles'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const { locale } = context
    const say = openWords(locale)
    const { roles } = await readChoices(context)
    const line = (role: Role): string => {
      const count = heldIn(role.code, role.permissions).size
      return `- ${[bold(roleLabel(locale, role)), literal(role.code), say('team.roles.holds', { count })].join(' · ')}`
    }
    const options = roles.map((role) => ({ label: roleLabel(locale, role), value: role.code }))
    return toPerson(
      cardOf(say('team.roles.title'), [
        text(roles.map(line).join('\n')),
        controls([select(say('team.roles.choose'), 'team.role_show', options)]),
      ]),
    )
  },
}

/** What a role may do, in words. */
export const teamRoleShow: Action = {
  name: 'team.role_show',
  permission: null,
  run: async (context, { selected }) => {
    const { locale } = context
    const { roles } = await readChoices(context)
    const role = roles.find(({ code }) => code === selected)
    if (!role) throw new AppError('not_found', 'There is no such role.')
    const held = [...heldIn(role.code, role.permissions)]
    const lines = held.map((permission) => `- ${permissionLabel(locale, permission)} (\`${permission}\`)`)
    return toPerson(cardOf(roleLabel(locale, role), [text(lines.join('\n'))]))
  },
}
