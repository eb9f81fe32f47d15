import { roleLabel } from '../../../core/access/labels.ts'
import { locales } from '../../../core/answers/answer.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { skeletonOf } from '../../../core/names.ts'
import type { Role } from '../../../db/models/role.ts'
import { toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext } from '../command.ts'
import { readChoices } from './choices.ts'
import { pickPerson } from './find-person.ts'
import { changePerson, personForm } from './person-form.ts'

/** By its code, or by its name in any language. */
export const roleCalled = (roles: readonly Role[], words: string): Role | null => {
  const wanted = skeletonOf(words)
  const names = (role: Role): string[] => [role.code, ...locales.map((locale) => roleLabel(locale, role))]
  return roles.find((role) => names(role).some((name) => skeletonOf(name) === wanted)) ?? null
}

/** No role is called so: those that there are. */
export const unknownRole = ({ locale }: CommandContext, roles: readonly Role[], words: string) => {
  const all = roles.map((role) => literal(roleLabel(locale, role))).join(', ')
  const said = openWords(locale)('team.unknown_role', { name: literal(words), roles: all })
  return toPerson(noticeCard(locale, said, 'caution'))
}

/** `/sextant team role <person> [role]`: without a role, a form. */
export const teamRole: Command = {
  path: ['team', 'role'],
  permission: 'users:manage',
  opensForm: true,
  arguments: [
    { name: 'person', kind: 'text', isRequired: true },
    { name: 'role', kind: 'text', isRequired: false },
  ],
  run: async (context, { person: words = '', role: wanted }) => {
    const picked = await pickPerson(context, words)
    if ('result' in picked) return picked.result
    const { person } = picked
    if (wanted === undefined) return { kind: 'form', form: await personForm(context, person) }
    const { roles } = await readChoices(context)
    const role = roleCalled(roles, wanted)
    if (!role) return unknownRole(context, roles, wanted)
    return changePerson(context, { id: person.id, changes: { role: role.code } })
  },
}
