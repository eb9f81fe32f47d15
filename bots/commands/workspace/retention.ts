import { can } from '../../../core/access/can.ts'
import {
  conversationKinds,
  type RetentionKind,
  retentionKinds,
  retentionOf,
  retentionSchema,
  setRetention,
  type Term,
} from '../../../core/conversations/retention.ts'
import type { Form } from '../../../core/messaging/card.ts'
import { button, cardOf, controls, fields, notes, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Action, Command, CommandContext, FormHandler, Result } from '../command.ts'
import { selectField, textField } from '../forms/fields.ts'

const permission = 'retention:manage'

const termText = ({ locale }: CommandContext, { days, keepFavorites }: Term): string => {
  const say = openWords(locale)
  if (days === null) return say('retention.for_ever')
  const told = say('retention.days', { count: days })
  return keepFavorites ? say('retention.but_favorites', { days: told }) : told
}

const retentionCard = async (context: CommandContext): Promise<Result> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const { terms } = await retentionOf(core.db, actor.tenantId)
  return toPerson(
    cardOf(say('retention.title'), [
      fields(retentionKinds.map((kind) => [say(`retention.${kind}`), termText(context, terms[kind])])),
      notes('plain', [say('retention.what')]),
      controls([can(actor, permission) && button(say('retention.change'), 'retention.edit')]),
    ]),
  )
}

/** `/sextant workspace retention`: how long is kept what is said, for everybody whose words it is. */
export const workspaceRetention: Command = {
  path: ['workspace', 'retention'],
  permission: null,
  arguments: [],
  run: retentionCard,
}

const retentionForm = ({ locale }: CommandContext, terms: Record<RetentionKind, Term>): Form => {
  const say = openWords(locale)
  const isKept = conversationKinds.some((kind) => terms[kind].keepFavorites)
  return {
    action: 'retention',
    title: say('retention.short'),
    submit: say('form.save'),
    cancel: say('form.cancel'),
    value: {},
    intro: null,
    fields: [
      ...retentionKinds.map((kind) =>
        textField(kind, say(`retention.${kind}`), {
          hint: say('retention.hint'),
          value: terms[kind].days?.toString() ?? null,
          isRequired: false,
          maxCharacters: 4,
        }),
      ),
      selectField(
        'favorites',
        say('retention.favorites'),
        ['go', 'stay'].map((value) => ({ label: say(`retention.favorites_${value}`), value })),
        { value: isKept ? 'stay' : 'go' },
      ),
    ],
  }
}

export const retentionEdit: Action = {
  name: 'retention.edit',
  permission,
  opensForm: true,
  run: async (context) => {
    const { terms } = await retentionOf(context.core.db, context.actor.tenantId)
    return { kind: 'form', form: retentionForm(context, terms) }
  },
}

/** Null of an empty field; NaN of what is no number of days. */
const daysOf = (typed = ''): number | null => {
  const text = typed.trim()
  if (text === '') return null
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
}

export const retentionFormHandler: FormHandler = {
  action: 'retention',
  permission,
  submit: async (context, { values }) => {
    const { core, actor, locale } = context
    const keepFavorites = values.favorites === 'stay'
    const terms = conversationKinds.map((kind) => [kind, { days: daysOf(values[kind]), keepFavorites }])
    const parsed = retentionSchema.safeParse({
      ...Object.fromEntries(terms),
      sends: { days: daysOf(values.sends) },
    })
    if (!parsed.success) {
      const wrong = parsed.error.issues.map(({ path }) => [
        String(path[0]),
        openWords(locale)('retention.bad_days'),
      ])
      return { kind: 'errors', errors: Object.fromEntries(wrong) }
    }
    await setRetention(core.db, actor, parsed.data)
    return retentionCard(context)
  },
}
