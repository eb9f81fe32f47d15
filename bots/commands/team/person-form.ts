import { roleLabel } from '../../../core/access/labels.ts'
import { heldIn } from '../../../core/access/permissions.ts'
import { requireNoMore } from '../../../core/access/roles.ts'
import { AppError, isAppError } from '../../../core/errors.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Form, FormField } from '../../../core/messaging/card.ts'
import { findPerson, type PersonChanges, updatePerson } from '../../../core/tenancy/manage-people.ts'
import type { Person } from '../../../db/models/person.ts'
import type { Role } from '../../../db/models/role.ts'
import { toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Action, CommandContext, FormHandler, Result } from '../command.ts'
import { selectField } from '../forms/fields.ts'
import { readChoices } from './choices.ts'

/** No service is called so. */
export const noService = '-'

const mayGive = ({ actor }: CommandContext, role: Role): boolean => {
  try {
    requireNoMore(actor, heldIn(role.code, role.permissions))
    return true
  } catch (error) {
    if (isAppError(error, 'forbidden')) return false
    throw error
  }
}

/** Role and service: those that whoever fills it in may give, and the one that somebody has. */
export const roleFields = async (
  context: CommandContext,
  { role, serviceId }: { role: string; serviceId: string | null },
): Promise<FormField[]> => {
  const { locale } = context
  const say = openWords(locale)
  const { roles, services } = await readChoices(context)
  const given = roles.filter((one) => one.code === role || mayGive(context, one))
  const roleOptions = given.map((one) => ({ label: roleLabel(locale, one), value: one.code }))
  const serviceOptions = [
    { label: say('team.no_service'), value: noService },
    ...services.map(({ id, name }) => ({ label: name, value: id })),
  ]
  const chosen = given.some(({ code }) => code === role) ? role : (roleOptions[0]?.value ?? null)
  return [
    selectField('role', say('argument.role'), roleOptions, { value: chosen }),
    ...(services.length > 0
      ? [selectField('service', say('team.service'), serviceOptions, { value: serviceId ?? noService })]
      : []),
  ]
}

/** What somebody is in the tenant, to be changed. */
export const personForm = async (context: CommandContext, person: Person): Promise<Form> => {
  const say = openWords(context.locale)
  const states = ['on', 'off'].map((value) => ({ label: say(`form.${value}`), value }))
  return {
    action: 'team.person',
    title: say('team.person.title'),
    submit: say('form.save'),
    cancel: say('form.cancel'),
    value: { person: person.id },
    intro: person.fullName,
    fields: [
      ...(await roleFields(context, { role: person.role, serviceId: person.serviceId })),
      selectField('state', say('team.state'), states, { value: person.isActive ? 'on' : 'off' }),
    ],
  }
}

/** Opens the form of whoever was chosen. */
export const teamPerson: Action = {
  name: 'team.person',
  permission: 'users:manage',
  opensForm: true,
  run: async (context, { selected, person = '' }) => ({
    kind: 'form',
    form: await personForm(context, await findPerson(context.core.db, context.actor, selected ?? person)),
  }),
}

/** Gives somebody what was chosen, and says so. @throws what `updatePerson` throws */
export const changePerson = async (
  context: CommandContext,
  { id, changes }: { id: string; changes: PersonChanges },
): Promise<Result> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const person = await updatePerson(core.db, actor, { id, changes })
  const { roles } = await readChoices(context)
  const role = roleLabel(locale, roles.find(({ code }) => code === person.role) ?? { code: person.role })
  const values = { name: literal(person.fullName), role: literal(role) }
  return toPerson(
    noticeCard(locale, say(person.isActive ? 'team.changed' : 'team.switched_off', values), 'good'),
  )
}

export const teamPersonForm: FormHandler = {
  action: 'team.person',
  permission: 'users:manage',
  submit: async (context, { value, values }) => {
    const { role, service, state } = values
    const changes: PersonChanges = {
      ...(role !== undefined && { role }),
      ...(service !== undefined && { serviceId: service === noService ? null : service }),
      ...(state !== undefined && { isActive: state === 'on' }),
    }
    if (value.person === undefined) throw new AppError('not_found', 'There is no such person.')
    return changePerson(context, { id: value.person, changes })
  },
}
