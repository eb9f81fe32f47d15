import { AppError } from '../../../../core/errors.ts'
import { projectPermissionCodes } from '../../../../core/projects/codes.ts'
import { memberFields } from '../../../../core/projects/fields.ts'
import { addMember, removeMember, updateMember } from '../../../../core/projects/members.ts'
import {
  grantProjectPermissions,
  listProjectPermissions,
} from '../../../../core/projects/project-permissions.ts'
import { readProject, updateProject } from '../../../../core/projects/projects.ts'
import { listPeople } from '../../../../core/tenancy/manage-people.ts'
import type { Person } from '../../../../db/models/person.ts'
import { toPerson } from '../../cards/card-parts.ts'
import { openWords } from '../../cards/words.ts'
import type { Action, CommandContext, FormHandler, Result } from '../../command.ts'
import { textField } from '../../forms/fields.ts'
import { memberCard, membersCard } from '../cards/members-card.ts'
import { inPlace, type Outcome, projectAction, projectForm, surfaceOf } from '../doors.ts'
import { orFaults } from '../forms/fields.ts'
import { readMembers } from '../members-of.ts'
import { openProjectWords } from '../words.ts'
import { known } from './project-acts.ts'

type Values = Readonly<Record<string, string>>

const mostRole = 80

/** @throws not_found, forbidden */
const readPlace = async (context: CommandContext, { project: id = '', member: personId = '' }: Values) => {
  const { core, actor } = context
  const project = await readProject(core.db, actor, { id })
  const member = (await readMembers(context, id)).find((one) => one.personId === personId)
  if (!member) throw new AppError('not_found', 'There is no such member.')
  return { project, member }
}

const saved = ({ locale }: CommandContext): Outcome => ({
  tone: 'good',
  notes: [openProjectWords(locale).say('saved')],
})

const memberShow = projectAction('member.show', async (context, { selected, ...value }) => {
  const place = await readPlace(context, { ...value, ...(selected && { member: selected }) })
  return toPerson(await memberCard(context, place))
})

/** Gives a right in the project (`+edit`), or takes it (`-edit`). */
const memberRight = projectAction('member.right', async (context, { selected = '', ...value }) => {
  const { core, actor } = context
  const { project: projectId = '', member: personId = '' } = value
  const code = known(projectPermissionCodes, selected.slice(1))
  const rows = await listProjectPermissions(core.db, actor, { projectId })
  const others = rows.find((row) => row.personId === personId)?.codes.filter((one) => one !== code) ?? []
  const codes = known(['+', '-'], selected[0]) === '+' ? [...others, code] : others
  await grantProjectPermissions(core.db, actor, { projectId, personId, codes }, surfaceOf(context))
  return inPlace(await memberCard(context, await readPlace(context, value), saved(context)))
})

const memberOwn = projectAction('member.own', async (context, value) => {
  const { core, actor } = context
  const { project: id = '', member: ownerId = '' } = value
  await updateProject(core.db, actor, { id, fields: { ownerId } }, surfaceOf(context))
  return inPlace(await memberCard(context, await readPlace(context, value), saved(context)))
})

const memberRemove = projectAction('member.remove', async (context, value) => {
  const { core, actor } = context
  const { project: projectId = '', member: personId = '' } = value
  await removeMember(core.db, actor, { projectId, personId }, surfaceOf(context))
  const project = await readProject(core.db, actor, { id: projectId })
  return inPlace(await membersCard(context, project, saved(context)))
})

const roleField = ({ locale }: CommandContext, value: string | null) =>
  textField('role', openProjectWords(locale).say('field.role'), {
    value,
    isRequired: false,
    maxCharacters: mostRole,
  })

const openForm = (
  { locale }: CommandContext,
  { action, value }: { action: string; value: Record<string, string> },
) => {
  const { say } = openProjectWords(locale)
  const isNew = action === 'member.new'
  return {
    action,
    title: say(isNew ? 'members.add' : 'member.role'),
    submit: isNew ? say('step.add') : openWords(locale)('form.save'),
    cancel: openWords(locale)('form.cancel'),
    value,
    intro: null,
  }
}

export const memberNew: Action = projectAction(
  'member.new',
  async (context, { project: id = '' }) => {
    const { core, actor, locale } = context
    const { say } = openProjectWords(locale)
    const project = await readProject(core.db, actor, { id })
    const person = textField('person', say('member.person'), {
      hint: say('member.person_hint'),
      maxCharacters: 254,
    })
    const form = openForm(context, { action: 'member.new', value: { project: project.id } })
    return { kind: 'form', form: { ...form, fields: [person, roleField(context, null)] } }
  },
  { opensForm: true },
)

export const memberEdit: Action = projectAction(
  'member.edit',
  async (context, { project = '', member = '' }) => {
    const { role } = (await readPlace(context, { project, member })).member
    const form = openForm(context, { action: 'member.edit', value: { project, member } })
    return { kind: 'form', form: { ...form, fields: [roleField(context, role)] } }
  },
  { opensForm: true },
)

const fold = (text: string | null | undefined): string => (text ?? '').toLowerCase()

/** Who is meant: whoever is called exactly so, else the only one with the words in their name; several are named. */
const findMeant = async ({ core, actor }: CommandContext, typed: string): Promise<Person[]> => {
  const part = typed.trim()
  const page = { limit: 5, after: null }
  const found = await listPeople(core.db, actor, { page, filter: { part, isActive: true } })
  const exact = found.filter(({ email, userName, fullName }) =>
    [email, userName, fullName].some((name) => fold(name) === fold(part)),
  )
  return exact.length === 1 ? exact : found
}

const roleOf = (typed: string | undefined): { role: string | null } | null => {
  const text = typed?.trim() || null
  const read = memberFields.role.safeParse(text)
  return read.success ? { role: read.data } : null
}

const badRole = ({ locale }: CommandContext): Result => ({
  kind: 'errors',
  errors: { role: openWords(locale)('form.bad.other') },
})

const memberNewForm = projectForm('member.new', async (context, { value, values }) => {
  const { core, actor, locale } = context
  const { say } = openProjectWords(locale)
  const { project: projectId = '' } = value
  const role = roleOf(values.role)
  if (!role) return badRole(context)
  const meant = await findMeant(context, values.person ?? '')
  const [person, ...others] = meant
  if (!person) return { kind: 'errors', errors: { person: say('member.nobody') } }
  const names = meant.map(({ fullName, email }) => email ?? fullName).join(', ')
  if (others.length > 0) return { kind: 'errors', errors: { person: say('member.several', { names }) } }
  return orFaults(context, async () => {
    await addMember(core.db, actor, { projectId, personId: person.id, ...role }, surfaceOf(context))
    const project = await readProject(core.db, actor, { id: projectId })
    return toPerson(await membersCard(context, project, saved(context)))
  })
})

const memberEditForm = projectForm('member.edit', async (context, { value, values }) => {
  const { core, actor } = context
  const { project: projectId = '', member: personId = '' } = value
  const role = roleOf(values.role)
  if (!role) return badRole(context)
  await updateMember(core.db, actor, { projectId, personId, ...role }, surfaceOf(context))
  return toPerson(await memberCard(context, await readPlace(context, value), saved(context)))
})

export const memberActs: readonly Action[] = [
  memberShow,
  memberRight,
  memberOwn,
  memberRemove,
  memberNew,
  memberEdit,
]

export const memberForms: readonly FormHandler[] = [memberNewForm, memberEditForm]
