import { type Locale, locales } from '../../core/answers/answer.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import type { Form } from '../../core/messaging/card.ts'
import { setLocale } from '../../core/tenancy/preferences.ts'
import { openWords } from './cards/words.ts'
import type { Command, CommandContext, Result } from './command.ts'
import { noticeFields } from './prefs-notices.ts'

/** Each language in its own words, for whoever does not read the other one. */
const languages: Record<Locale, string> = { fr: 'Français', en: 'English' }
export const automatic = 'auto'

export const prefsForm = async (context: CommandContext): Promise<Form> => {
  const { locale } = context
  const say = openWords(locale)
  return {
    action: 'prefs',
    title: say('prefs.title'),
    submit: say('form.save'),
    cancel: say('form.cancel'),
    value: {},
    intro: null,
    fields: [
      {
        kind: 'select',
        name: 'language',
        label: say('prefs.language'),
        hint: say('prefs.hint'),
        value: locale,
        isRequired: true,
        options: [
          ...locales.map((one) => ({ label: languages[one], value: one, description: null })),
          { label: say('prefs.automatic'), value: automatic, description: null },
        ],
      },
      ...(await noticeFields(context)),
    ],
  }
}

/** Keeps the language, and says so in it. @throws forbidden for a visitor of the web */
export const keepLanguage = async (context: CommandContext, language: string): Promise<Result> => {
  const { core, actor, place } = context
  const { platform, workspace, user } = place
  const member = platform === 'web' ? null : { platform, workspace, platformUserId: user }
  const chosen = locales.find((one) => one === language) ?? null
  await setLocale(core.db, actor, { member, locale: chosen })
  const locale = chosen ?? context.locale
  const say = openWords(locale)
  const kept = chosen
    ? say('prefs.kept', { language: say(`language.${chosen}`) })
    : say('prefs.kept_automatic')
  return { kind: 'card', card: noticeCard(locale, kept, 'good'), audience: 'person', locale }
}

/** `/sextant prefs [fr | en | auto]` */
export const prefs: Command = {
  path: ['prefs'],
  permission: null,
  opensForm: true,
  arguments: [{ name: 'language', kind: 'choice', isRequired: false, choices: [...locales, automatic] }],
  run: async (context, { language }) =>
    language === undefined
      ? { kind: 'form', form: await prefsForm(context) }
      : keepLanguage(context, language),
}
