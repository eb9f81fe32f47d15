import { limits } from '../../../config/limits.ts'
import { isAppError } from '../../../core/errors.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Form } from '../../../core/messaging/card.ts'
import { createPerson, personFields } from '../../../core/tenancy/people.ts'
import { toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext, FormHandler, Result } from '../command.ts'
import { textField } from '../forms/fields.ts'
import { readChoices } from './choices.ts'
import { noService, roleFields } from './person-form.ts'
import { roleCalled, unknownRole } from './role.ts'

const newcomers = 'marketing'

interface Invited {
  email: string
  fullName: string
  role: string
  serviceId: string | null
}

/** Adds somebody and mails them a link. @throws what `createPerson` throws */
const invite = async (context: CommandContext, invited: Invited): Promise<Result> => {
  const { core, actor, locale } = context
  await createPerson(core.db, actor, { ...invited, password: null, isInvited: true })
  const email = literal(invited.email)
  return toPerson(noticeCard(locale, openWords(locale)('team.invited', { email }), 'good'))
}

const inviteForm = async (context: CommandContext, email: string | null): Promise<Form> => {
  const say = openWords(context.locale)
  return {
    action: 'team.invite',
    title: say('team.invite.title'),
    submit: say('team.invite.submit'),
    cancel: say('form.cancel'),
    value: {},
    intro: say('team.invite.intro'),
    fields: [
      textField('email', say('argument.email'), { value: email, maxCharacters: 254 }),
      textField('full_name', say('team.full_name'), { maxCharacters: limits.people.maxNameCharacters }),
      ...(await roleFields(context, { role: newcomers, serviceId: null })),
    ],
  }
}

/** `/sextant team invite [address] [role]`: without an address, a form. */
export const teamInvite: Command = {
  path: ['team', 'invite'],
  permission: 'users:manage',
  opensForm: true,
  arguments: [
    { name: 'email', kind: 'text', isRequired: false },
    { name: 'role', kind: 'text', isRequired: false },
  ],
  run: async (context, { email: typed, role: wanted }) => {
    const email = personFields.email.safeParse(typed?.replace(/^mailto:/, ''))
    if (!email.success) return { kind: 'form', form: await inviteForm(context, typed ?? null) }
    if (wanted === undefined) return { kind: 'form', form: await inviteForm(context, email.data) }
    const { roles } = await readChoices(context)
    const role = roleCalled(roles, wanted)
    if (!role) return unknownRole(context, roles, wanted)
    return invite(context, { email: email.data, fullName: email.data, role: role.code, serviceId: null })
  },
}

export const teamInviteForm: FormHandler = {
  action: 'team.invite',
  permission: 'users:manage',
  submit: async (context, { values }) => {
    const say = openWords(context.locale)
    const email = personFields.email.safeParse(values.email ?? '')
    const fullName = personFields.fullName.safeParse(values.full_name ?? '')
    const errors = {
      ...(!email.success && { email: say('team.bad_email') }),
      ...(!fullName.success && { full_name: say('team.bad_name', { max: limits.people.maxNameCharacters }) }),
    }
    if (!email.success || !fullName.success) return { kind: 'errors', errors }
    const { role = newcomers, service = noService } = values
    const serviceId = service === noService ? null : service
    try {
      return await invite(context, { email: email.data, fullName: fullName.data, role, serviceId })
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error
      return { kind: 'errors', errors: { email: say('team.taken') } }
    }
  },
}
