import { z } from 'zod'
import { limits } from '../../../../config/limits.ts'
import { roleLabel } from '../../../../core/access/labels.ts'
import { listRoles } from '../../../../core/access/roles.ts'
import { AppError } from '../../../../core/errors.ts'
import { endSessionsOf } from '../../../../core/tenancy/end-sessions.ts'
import { sendInvitation } from '../../../../core/tenancy/invitations.ts'
import {
  findPerson,
  listPeople,
  type PersonChanges,
  updatePerson,
} from '../../../../core/tenancy/manage-people.ts'
import { createPerson, personFields } from '../../../../core/tenancy/people.ts'
import type { Person } from '../../../../db/models/person.ts'
import type { Role } from '../../../../db/models/role.ts'
import { readPage } from '../paging.ts'
import { defineAct, type Section, type TenantVisit } from '../section.ts'
import { ownSheetsOf } from '../sheets.ts'
import type { Cell, Field, Form, Part } from '../view.ts'

const permission = 'users:manage'

const roleField = ({ t, locale }: TenantVisit, roles: Role[], value: string): Field => ({
  name: 'role',
  label: t('people.role'),
  type: 'select',
  value,
  options: roles.map((role) => ({ value: role.code, label: roleLabel(locale, role) })),
})

const formsOf = (visit: TenantVisit, roles: Role[], person: Person): Form[] => {
  const { t, path } = visit
  const about = person.fullName
  const version = person.updatedAt.toISOString()
  const form = (act: string, more: Partial<Form> = {}): Form => ({
    kind: 'form',
    action: `${path}/${act}`,
    submit: t(`people.${act}`),
    about,
    hidden: { id: person.id },
    ...more,
  })
  const versioned = { hidden: { id: person.id, version } }
  if (!person.isActive) return [form('on', versioned)]
  const fields = [roleField(visit, roles, person.role)]
  const mayInvite = !person.passwordHash && person.email
  return [
    form('role', { ...versioned, fields, confirm: t('people.role_means') }),
    ...(mayInvite ? [form('invite')] : []),
    form('leave', { confirm: t('people.leave_means') }),
    form('off', { ...versioned, tone: 'danger', confirm: t('people.off_means') }),
  ]
}

const stateOf = ({ t }: TenantVisit, { isActive, passwordHash }: Person): Cell => {
  if (!isActive) return { state: t('people.is_off'), tone: 'danger' }
  return { state: t('people.is_on'), tone: 'good', note: passwordHash ? null : t('people.no_password') }
}

const table = async (visit: TenantVisit, roles: Role[]): Promise<Part> => {
  const { core, actor, query, t } = visit
  const [part, role, active] = ['q', 'role', 'active'].map((name) => query.get(name) ?? '')
  const filter = {
    ...(part && { part }),
    ...(role && { role }),
    ...(active && { isActive: active === 'true' }),
  }
  const { rows, ...links } = await readPage(visit, (page) => listPeople(core.db, actor, { page, filter }))
  const names = new Map(roles.map((one) => [one.code, roleLabel(visit.locale, one)]))
  return {
    kind: 'table',
    caption: t('people.caption'),
    columns: [
      { title: t('field.full_name') },
      { title: t('people.login') },
      { title: t('people.role') },
      { title: t('column.state') },
      { title: t('column.created_at') },
      { title: t('column.acts'), isUntitled: true },
    ],
    rows: rows.map((person): Cell[] => [
      person.fullName,
      { text: person.email ?? person.userName ?? t('none'), note: person.email && person.userName },
      names.get(person.role) ?? person.role,
      stateOf(visit, person),
      { time: person.createdAt },
      { forms: formsOf(visit, roles, person) },
    ]),
    empty: t('people.empty'),
    sheets: ownSheetsOf(visit, '/v1/users', ['q', 'role', 'active']),
    ...links,
  }
}

const filters = ({ query, t }: TenantVisit, role: Field): Part => ({
  kind: 'filters',
  submit: t('filter.submit'),
  fields: [
    { name: 'q', label: t('people.part'), type: 'text', value: query.get('q') ?? '', maxLength: 200 },
    { ...role, options: [{ value: '', label: t('filter.all') }, ...(role.options ?? [])] },
    {
      name: 'active',
      label: t('column.state'),
      type: 'select',
      value: query.get('active') ?? '',
      options: [
        { value: '', label: t('filter.all') },
        { value: 'true', label: t('people.is_on') },
        { value: 'false', label: t('people.is_off') },
      ],
    },
  ],
})

const newForm = ({ t, path }: TenantVisit, role: Field): Form => ({
  kind: 'form',
  action: `${path}/create`,
  title: t('people.new'),
  submit: t('people.create'),
  fields: [
    { name: 'full_name', label: t('field.full_name'), type: 'text', isRequired: true },
    { name: 'email', label: t('field.email'), type: 'email', isRequired: true, hint: t('people.email_hint') },
    role,
  ],
})

/** What somebody else changed since the page was shown is not undone unseen. */
const changeSeen = async (
  { core: { db }, actor }: TenantVisit,
  { id, version, changes }: { id: string; version: string; changes: PersonChanges },
): Promise<void> => {
  const { updatedAt } = await findPerson(db, actor, id)
  if (updatedAt.toISOString() !== version)
    throw new AppError('precondition_failed', 'this person was changed in the meantime')
  await updatePerson(db, actor, { id, changes })
}

const target = { id: z.uuid(), version: z.iso.datetime() }

/** People of the tenant: who they are, what they may do, and whether they get in. */
export const people: Section<TenantVisit> = {
  name: 'people',
  title: 'people',
  permission,
  read: async (visit) => {
    const { core, actor, query, t } = visit
    const roles = await listRoles(core.db, actor, { limit: limits.api.pageMax, after: null })
    return {
      title: t('people.title'),
      parts: [
        filters(visit, roleField(visit, roles, query.get('role') ?? '')),
        await table(visit, roles),
        newForm(visit, roleField(visit, roles, 'marketing')),
      ],
    }
  },
  acts: {
    create: defineAct({
      permission,
      fields: z.strictObject({
        full_name: personFields.fullName,
        email: personFields.email,
        role: personFields.role,
      }),
      run: async ({ core, actor }: TenantVisit, { full_name: fullName, email, role }) => {
        await createPerson(core.db, actor, { fullName, email, role, password: null, isInvited: true })
        return { notice: 'invited' }
      },
    }),
    invite: defineAct({
      permission,
      fields: z.strictObject({ id: z.uuid() }),
      run: async ({ core, actor }: TenantVisit, { id }) => {
        await sendInvitation(core.db, actor, id)
        return { notice: 'invited' }
      },
    }),
    role: defineAct({
      permission,
      fields: z.strictObject({ ...target, role: personFields.role }),
      run: async (visit: TenantVisit, { id, version, role }) => {
        await changeSeen(visit, { id, version, changes: { role } })
        return { notice: 'saved' }
      },
    }),
    off: defineAct({
      permission,
      fields: z.strictObject(target),
      run: async (visit: TenantVisit, { id, version }) => {
        await changeSeen(visit, { id, version, changes: { isActive: false } })
        return { notice: 'person_off' }
      },
    }),
    on: defineAct({
      permission,
      fields: z.strictObject(target),
      run: async (visit: TenantVisit, { id, version }) => {
        await changeSeen(visit, { id, version, changes: { isActive: true } })
        return { notice: 'person_on' }
      },
    }),
    leave: defineAct({
      permission,
      fields: z.strictObject({ id: z.uuid() }),
      run: async ({ core, actor }: TenantVisit, { id }) => {
        await endSessionsOf(core.db, actor, id)
        return { notice: 'sessions_ended' }
      },
    }),
  },
}
