import { can } from '../../../core/access/can.ts'
import { isAppError } from '../../../core/errors.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { createService, serviceFieldsSchema } from '../../../core/tenancy/services.ts'
import { button, cardOf, controls, text, toPerson } from '../cards/card-parts.ts'
import { bold, literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Action, Command, FormHandler } from '../command.ts'
import { textField } from '../forms/fields.ts'
import { readChoices } from './choices.ts'

const maxName = 80

/** `/sextant team services`: the departments of the tenant. */
export const teamServices: Command = {
  path: ['team', 'services'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const say = openWords(context.locale)
    const { services } = await readChoices(context)
    const lines = services.map(({ name }) => `- ${bold(name)}`)
    return toPerson(
      cardOf(say('team.services.title'), [
        text(lines.length > 0 ? lines.join('\n') : say('team.services.none')),
        controls([
          can(context.actor, 'services:manage') &&
            button(say('team.services.new'), 'team.service_new', {}, 'primary'),
        ]),
      ]),
    )
  },
}

export const teamServiceNew: Action = {
  name: 'team.service_new',
  permission: 'services:manage',
  opensForm: true,
  run: async ({ locale }) => {
    const say = openWords(locale)
    return {
      kind: 'form',
      form: {
        action: 'team.service',
        title: say('team.services.new'),
        submit: say('form.save'),
        cancel: say('form.cancel'),
        value: {},
        intro: null,
        fields: [textField('name', say('argument.name'), { maxCharacters: maxName })],
      },
    }
  },
}

export const teamServiceForm: FormHandler = {
  action: 'team.service',
  permission: 'services:manage',
  submit: async (context, { values }) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const fields = serviceFieldsSchema.safeParse({ name: values.name ?? '' })
    if (!fields.success) return { kind: 'errors', errors: { name: say('team.bad_name', { max: maxName }) } }
    try {
      const { name } = await createService(core.db, actor, fields.data)
      return toPerson(noticeCard(locale, say('team.services.made', { name: literal(name) }), 'good'))
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error
      return { kind: 'errors', errors: { name: say('team.services.taken') } }
    }
  },
}
