import type { FormField, FormValues } from '../../core/messaging/card.ts'
import { labelOf } from '../../core/notifications/delivery/sentence.ts'
import { frequencyCodes, isTimeZone } from '../../core/notifications/hours.ts'
import {
  changePreferences,
  type PreferenceChanges,
  preferenceChangesSchema,
  readPreferences,
} from '../../core/notifications/preferences.ts'
import { isNoticeType } from '../../core/notifications/types.ts'
import type { CommandContext } from './command.ts'
import { selectField, textField } from './forms/fields.ts'
import { openNoticeWords } from './inbox-card.ts'

const nothing = 'none'
/** Selects take few options on every platform. */
const mostMuted = 20

/** How a person wants to be told, as fields of the form of preferences; nobody else has any. */
export const noticeFields = async ({ core, actor, locale }: CommandContext): Promise<FormField[]> => {
  if (actor.kind !== 'person') return []
  const say = openNoticeWords(locale)
  const { timeZone, hours, frequency, isChatOn, isMailOn, mutedTypes } = await readPreferences(core.db, actor)
  const onOff = ['on', 'off'].map((value) => ({ label: say(`prefs.${value}`), value }))
  const muted = mutedTypes.filter(isNoticeType).slice(0, mostMuted)
  const back = muted.map((type) => ({ label: labelOf(locale, type), value: type }))
  return [
    selectField(
      'frequency',
      say('prefs.frequency'),
      frequencyCodes.map((value) => ({ label: say(`prefs.${value}`), value })),
      {
        value: frequency,
      },
    ),
    textField('hours', say('prefs.hours'), {
      hint: say('prefs.hours_hint'),
      value: hours && `${hours.from}-${hours.to}`,
      isRequired: false,
      maxCharacters: 20,
    }),
    textField('time_zone', say('prefs.zone'), {
      hint: say('prefs.zone_hint'),
      value: timeZone,
      isRequired: false,
      maxCharacters: 60,
    }),
    selectField('chat', say('prefs.chat'), onOff, { value: isChatOn ? 'on' : 'off' }),
    selectField('mail', say('prefs.mail'), onOff, { value: isMailOn ? 'on' : 'off' }),
    ...(back.length > 0
      ? [
          selectField(
            'unmute',
            say('prefs.muted'),
            [{ label: say('prefs.unmute_none'), value: nothing }, ...back],
            { hint: say('prefs.muted_hint'), value: nothing },
          ),
        ]
      : []),
  ]
}

const readHours = (text: string): PreferenceChanges['hours'] | undefined => {
  if (text === '') return null
  const [, from = '', to = ''] = /^(\d{1,2}:\d{2})\s*[-–—]\s*(\d{1,2}:\d{2})$/.exec(text) ?? []
  const hours = { from: from.padStart(5, '0'), to: to.padStart(5, '0') }
  return preferenceChangesSchema.safeParse({ hours }).success ? hours : undefined
}

/** What was filled in; `errors` by field where it cannot stay so. A field that the form did not have changes nothing. */
export const readNoticeFields = (
  { locale }: CommandContext,
  values: FormValues,
): { changes: PreferenceChanges; errors: Record<string, string> } => {
  const say = openNoticeWords(locale)
  const changes: PreferenceChanges = {}
  const errors: Record<string, string> = {}
  const frequency = frequencyCodes.find((one) => one === values.frequency)
  if (frequency) changes.frequency = frequency
  if (values.hours !== undefined) {
    const hours = readHours(values.hours.trim())
    if (hours === undefined) errors.hours = say('prefs.bad_hours')
    else changes.hours = hours
  }
  const zone = values.time_zone?.trim()
  if (zone !== undefined) {
    if (zone !== '' && !isTimeZone(zone)) errors.time_zone = say('prefs.bad_zone')
    else changes.timeZone = zone || null
  }
  if (values.chat) changes.isChatOn = values.chat === 'on'
  if (values.mail) changes.isMailOn = values.mail === 'on'
  if (values.unmute && isNoticeType(values.unmute)) changes.types = { [values.unmute]: true }
  return { changes, errors }
}

/** @returns whether anything was to be kept */
export const keepNoticeFields = async (
  { core, actor }: CommandContext,
  changes: PreferenceChanges,
): Promise<boolean> => {
  if (actor.kind !== 'person' || Object.keys(changes).length === 0) return false
  await changePreferences(core.db, actor, { changes })
  return true
}
