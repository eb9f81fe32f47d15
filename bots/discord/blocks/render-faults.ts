import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10'
import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { FormField, FormValues } from '../../../core/messaging/card.ts'
import { fitsId } from './control-id.ts'
import { controlId, quote } from './controls.ts'
import { escapeText } from './escape.ts'
import { againMark } from './form-pages.ts'
import { plain } from './parts/options.ts'
import { toneMarks } from './parts/text-parts.ts'
import { componentCount, textCount, textDisplay } from './piece.ts'
import { type DiscordMessage, toneColours } from './render-card.ts'
import { cutText } from './text/split-text.ts'
import { numberOf, typedText } from './typed-fields.ts'

export interface Faulty {
  /** Of the whole form; empty where it cannot be opened any more. */
  fields: readonly FormField[]
  /** By field, in words. */
  errors: Readonly<Record<string, string>>
  /** What was typed, of the page that was sent. */
  values: FormValues
  /** What opens it once more; null where nothing does. */
  opener: { action: string; value: Readonly<Record<string, string>>; page: number } | null
}

/** One field of the card: what is wrong with it, and what was typed. */
interface Shown {
  name: string
  label: string | null
  error: string | null
  typed: string | null
}

const { textCharacters, components: mostComponents } = limits.discord.message
/** A label is a line. */
const mostLabel = 200
/** A fault is a sentence; one that quotes a file may be longer than that. */
const mostError = 400
/** Room for the frame, the row and the button, and for the first line. */
const reservedComponents = 4

const shownFields = ({ fields, errors, values }: Faulty): Shown[] => {
  const known = new Map(fields.map((field) => [field.name, field]))
  const names = new Set([...known.keys(), ...Object.keys(values), ...Object.keys(errors)])
  return [...names].flatMap((name) => {
    const field = known.get(name)
    const error = errors[name] ?? null
    // Of a file that was brought, the form does not ask again.
    if (!field && fields.length > 0 && error === null) return []
    const value = field?.kind === 'file' ? undefined : values[name]
    const typed = value === undefined ? null : typedText(field, value)
    return error === null && typed === null ? [] : [{ name, label: field?.label ?? null, error, typed }]
  })
}

const headOf = ({ label, error }: Shown, below: string | null): string =>
  [
    label === null ? null : `**${escapeText(plain(label, mostLabel))}**`,
    error === null ? null : `${toneMarks.bad}${escapeText(plain(error, mostError))}`,
    below,
  ]
    .filter((line) => line !== null)
    .join('\n')

const partsOf = (
  shown: Shown,
  { isLong, note }: { isLong: boolean; note: string },
): APIComponentInContainer[] => {
  const head = headOf(shown, isLong ? note : null)
  const { name, typed } = shown
  return [
    ...(head === '' ? [] : [textDisplay(head)]),
    ...(typed === null || isLong ? [] : [textDisplay(quote(typed), numberOf(name))]),
  ]
}

const frame = (components: APIComponentInContainer[]): DiscordMessage => {
  const container: APIMessageTopLevelComponent = {
    type: ComponentType.Container,
    accent_color: toneColours.caution!,
    components,
  }
  const text = components.flatMap((one) => (one.type === ComponentType.TextDisplay ? [one.content] : []))
  return { flags: MessageFlags.IsComponentsV2, components: [container], text: text.join('\n'), files: [] }
}

/** A text that has no room in the card, in messages of its own: to be copied from there. */
const longMessages = ({ label, typed }: Shown): DiscordMessage[] => {
  const head = label === null ? [] : [textDisplay(`**${escapeText(plain(label, mostLabel))}**`)]
  const most = textCharacters - textCount(head)
  return cutText(typed ?? '', most, (text) => quote(text).length).map((text) =>
    frame([...head, textDisplay(quote(text))]),
  )
}

const openButton = (
  { action, value, page }: NonNullable<Faulty['opener']>,
  locale: Locale,
): APIComponentInContainer[] => {
  const paged = { ...value, ...againMark, ...(page > 1 && { page: String(page) }) }
  const customId = controlId({ action, value: paged })
  if (!fitsId(customId)) return []
  const label = translate(locale, 'discord:form.again')
  return [
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, label, custom_id: customId }],
    },
  ]
}

/**
 * What is wrong with a form that was sent, with everything that was typed, which Discord forgets when it closes the
 * dialog: by the button it comes back in its fields. What is too long for that stands in messages before.
 */
export const renderFaults = (faulty: Faulty, { locale }: { locale: Locale }): DiscordMessage[] => {
  const fields = shownFields(faulty)
  const note = escapeText(translate(locale, 'discord:form.above'))
  const first = textDisplay(`${toneMarks.caution}${escapeText(translate(locale, 'discord:form.faulty'))}`)
  const long = new Set<string>()
  const body = (): APIComponentInContainer[] => [
    first,
    ...fields.flatMap((one) => partsOf(one, { isLong: long.has(one.name), note })),
  ]
  const isOver = (): boolean =>
    textCount(body()) > textCharacters || componentCount(body()) > mostComponents - reservedComponents
  const byLength = fields
    .filter(({ typed }) => typed !== null)
    .toSorted((one, other) => other.typed!.length - one.typed!.length)
  for (const { name } of byLength) if (isOver()) long.add(name)
  const button = faulty.opener ? openButton(faulty.opener, locale) : []
  return [...fields.filter(({ name }) => long.has(name)).flatMap(longMessages), frame([...body(), ...button])]
}
