import { roleLabel } from '../../../core/access/labels.ts'
import { listPeople } from '../../../core/tenancy/manage-people.ts'
import type { Person } from '../../../db/models/person.ts'
import { button, cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { bold, literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { readChoices } from './choices.ts'
import { optionOf } from './find-person.ts'

const pageLimit = 20

const pageAfter = (after: string | undefined): { createdAt: Date; id: string } | null => {
  const [time = '', id = ''] = after?.split(' ') ?? []
  const createdAt = new Date(time)
  return Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? null : { createdAt, id }
}

/** `/sextant team users [words]`: people of the tenant, newest first. A button's `after` goes on with the next page. */
export const teamUsers: Command = {
  path: ['team', 'users'],
  permission: 'users:manage',
  arguments: [{ name: 'person', kind: 'text', isRequired: false }],
  run: async (context, { person: part, after }) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const page = { limit: pageLimit + 1, after: pageAfter(after) }
    const found = await listPeople(core.db, actor, { page, filter: { part } })
    const shown = found.slice(0, pageLimit)
    const last = shown.at(-1)
    const { roles, services } = await readChoices(context)
    const line = (one: Person): string => {
      const role = roleLabel(locale, roles.find(({ code }) => code === one.role) ?? { code: one.role })
      const service = services.find(({ id }) => id === one.serviceId)?.name
      const facts = [one.email, role, service].filter((fact) => fact).map((fact) => literal(fact!))
      const state = one.isActive ? [] : [say('team.off')]
      return `- ${[bold(one.fullName), ...facts, ...state].join(' · ')}`
    }
    const options = shown.map(optionOf)
    const next = last && {
      after: `${last.createdAt.toISOString()} ${last.id}`,
      ...(part && { person: part }),
    }
    return toPerson(
      cardOf(say('team.users.title'), [
        text(last ? shown.map(line).join('\n') : say('team.nobody', { name: literal(part ?? '') })),
        controls([
          options.length > 0 && select(say('team.choose'), 'team.person', options),
          next && found.length > pageLimit ? button(say('next'), 'team.users', next) : null,
          button(say('team.invite.button'), 'team.invite', {}, 'primary'),
        ]),
      ]),
    )
  },
}
