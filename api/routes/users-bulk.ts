import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { AppError } from '../../core/errors.ts'
import { translate } from '../../core/locales/translate.ts'
import { personFields } from '../../core/tenancy/people.ts'
import {
  applyPeople,
  type BulkOutcome,
  type ListedPerson,
  maxBulk,
} from '../../core/tenancy/people-in-bulk.ts'
import type { Database } from '../../db/database.ts'
import { defineRoute, type FormOf, type Route } from '../route.ts'
import { readPeopleSheet, sheetColumns } from './users-sheet.ts'

const item = z.strictObject({
  email: personFields.email.meta({ description: 'Who is meant', example: 'zoe@example.org' }),
  full_name: personFields.fullName.optional().meta({ description: 'The address when somebody new has none' }),
  user_name: personFields.userName.nullish(),
  role: personFields.role.optional().meta({ description: 'Code of a role; `marketing` for somebody new' }),
  service_id: personFields.serviceId.nullish(),
  locale: personFields.locale.nullish(),
  active: z.boolean().optional(),
})

const body = z.strictObject({
  items: z
    .array(item)
    .min(1)
    .max(maxBulk)
    .superRefine((items, context) => {
      const seen = new Set<string>()
      for (const [at, { email }] of items.entries()) {
        const path = [at, 'email']
        if (seen.has(email)) context.addIssue({ code: 'custom', path, message: 'stands in the list already' })
        seen.add(email)
      }
    }),
  invite: z.boolean().default(true).meta({ description: 'Mails new people a link to choose a password' }),
})

const outcomeView = z.strictObject({
  email: z.string(),
  outcome: z.enum(['created', 'updated', 'unchanged', 'failed']),
  id: z.uuid().nullable(),
  error: z.strictObject({ code: z.string(), detail: z.string(), missing: z.string().nullable() }).nullable(),
})

const presentOutcome = (
  { email, outcome, id, error }: BulkOutcome,
  locale: Locale,
): z.infer<typeof outcomeView> => {
  if (!error) return { email, outcome, id, error: null }
  const { code, details } = error
  const missing = typeof details.missing === 'string' ? details.missing : null
  return {
    email,
    outcome,
    id,
    error: { code, detail: translate(locale, `errors:${code}`, details), missing },
  }
}

/** Only what was sent: an absent field is not a change. */
const listedOf = (one: z.output<typeof item>): ListedPerson => {
  const { email, full_name, user_name, role, service_id, locale, active } = one
  const all = {
    fullName: full_name,
    userName: user_name,
    role,
    serviceId: service_id,
    locale,
    isActive: active,
  }
  return { email, ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) }
}

const flag = z.enum(['true', 'false'])

/** From a CSV file, when no JSON came. @throws what `readPeopleSheet` throws */
const peopleOf = (
  form: FormOf<{ invite?: 'true' | 'false' | undefined }> | null,
  { query, locale }: { query: { invite?: 'true' | 'false' | undefined }; locale: Locale },
): Promise<z.output<typeof body>> => {
  if (!form?.file) throw new AppError('file_missing', 'the form has no file', { details: { field: 'file' } })
  const invite = (form.fields.invite ?? query.invite ?? 'true') === 'true'
  return readPeopleSheet(form.file, { body, invite, locale })
}

/** Many people at once. */
export const userBulkRoutes = ({ db }: { db: Database }): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/users/bulk',
    summary: `Make or change up to ${maxBulk} people by their addresses`,
    description: `Each on their own, in their order: one that fails keeps nobody else out, and says why. Instead of JSON a CSV file, as the form's \`file\` or as the body: its first line names columns of \`${sheetColumns.join(', ')}\` (\`email\` must be there; a file of \`GET /v1/users?format=csv\` fits), an empty cell changes nothing, \`active\` is true or false. What is no such list is refused whole, each fault with its row (\`/rows/3/email\`; the header is row 1).`,
    tags: ['users'],
    auth: 'required',
    permission: 'users:manage',
    query: z.strictObject({ invite: flag.optional().meta({ description: 'Of a body that is CSV' }) }),
    body,
    multipart: {
      fields: z.strictObject({ invite: flag.optional() }),
      file: { field: 'file', maxBytes: limits.api.maxJsonBytes, rawType: 'text/csv' },
    },
    responses: {
      200: z.strictObject({
        items: z.array(outcomeView),
        counts: z.strictObject({ created: z.int(), updated: z.int(), unchanged: z.int(), failed: z.int() }),
      }),
    },
    handler: async ({ actor, body: sent, form, query, request: { locale } }) => {
      const { items, invite } = sent ?? (await peopleOf(form, { query, locale }))
      const outcomes = await applyPeople(db, actor, { people: items.map(listedOf), isInvited: invite })
      const count = (wanted: BulkOutcome['outcome']) =>
        outcomes.filter(({ outcome }) => outcome === wanted).length
      return {
        items: outcomes.map((one) => presentOutcome(one, locale)),
        counts: {
          created: count('created'),
          updated: count('updated'),
          unchanged: count('unchanged'),
          failed: count('failed'),
        },
      }
    },
  }),
]
