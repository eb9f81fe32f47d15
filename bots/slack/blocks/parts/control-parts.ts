import { limits } from '../../../../config/limits.ts'
import { translate } from '../../../../core/locales/translate.ts'
import type {
  CardButton,
  CardControl,
  CardFigure,
  CardLink,
  CardSelect,
} from '../../../../core/messaging/card.ts'
import { type Piece, plain, type Setting, type SlackBlock } from '../block.ts'
import { actionIdOf, blockIdOf } from '../controls.ts'
import { guardText, lengthOf } from '../escape.ts'
import { weightOf } from '../text/atoms.ts'
import { shortenAll } from '../text/split-text.ts'
import { literalPieces } from './text-parts.ts'

const { button: buttonLimits, confirm: confirmLimits, select: selectLimits, id, actions } = limits.slack

const confirmOf = ({ confirm }: CardButton) =>
  confirm && {
    confirm: {
      title: plain(confirm.title, confirmLimits.titleCharacters),
      text: plain(confirm.text, confirmLimits.textCharacters),
      confirm: plain(confirm.yes, confirmLimits.buttonCharacters),
      deny: plain(confirm.no, confirmLimits.buttonCharacters),
    },
  }

const asBlock = (block: SlackBlock | null): Piece[] => (block ? [{ kind: 'blocks', blocks: [block] }] : [])

const isLong = (label: string): boolean => lengthOf(guardText(label)) > buttonLimits.textCharacters

const pressOf = (button: CardButton, setting: Setting) => ({
  action_id: actionIdOf(button.action, setting.nextNumber()),
  value: JSON.stringify(button.value),
})

/** What could not be pressed anyway is words. */
const canPress = ({ action, value }: CardButton): boolean =>
  action.length + 8 <= id.characters && JSON.stringify(value).length <= buttonLimits.valueCharacters

const buttonElement = (button: CardButton, setting: Setting) => ({
  type: 'button',
  text: plain(button.label, buttonLimits.textCharacters),
  ...pressOf(button, setting),
  ...(button.style !== 'plain' && { style: button.style }),
  ...confirmOf(button),
})

/** Ours alone: a link of foreign text could lead anywhere. */
const isOurs = (url: string, publicUrl: string | null): boolean =>
  publicUrl !== null &&
  URL.canParse(url) &&
  URL.canParse(publicUrl) &&
  ['http:', 'https:'].includes(new URL(url).protocol) &&
  new URL(url).origin === new URL(publicUrl).origin &&
  url.length <= buttonLimits.urlCharacters

const linkElement = ({ label, url }: CardLink, { nextNumber }: Setting) => ({
  type: 'button',
  text: plain(label, buttonLimits.textCharacters),
  action_id: actionIdOf('link', nextNumber()),
  url,
})

type Option = CardSelect['options'][number]

/** Options whose texts differ even when they are shortened; one that Slack would refuse is left out. */
export const optionElements = (options: readonly Option[]) => {
  const kept = options.filter(
    ({ value, label }) => value !== '' && value.length <= selectLimits.valueCharacters && label.trim() !== '',
  )
  const texts = shortenAll(
    kept.map(({ label }) => guardText(label)),
    selectLimits.textCharacters,
  )
  return kept.map(({ value, description }, at) => ({
    text: plain(texts[at]!, selectLimits.textCharacters),
    value,
    ...(description && { description: plain(description, selectLimits.textCharacters) }),
  }))
}

/** What a select in a message may weigh before its options are asked for one by one. */
const maxSelectWeight = 6_000

const selectBlock = (select: CardSelect, setting: Setting): SlackBlock | null => {
  const options = optionElements(select.options)
  const number = setting.nextNumber()
  const block_id = blockIdOf(number, select.value)
  if (options.length === 0 || block_id.length > id.characters) return null
  const initial = options.find(({ value }) => value === select.selected)
  const common = {
    action_id: actionIdOf(select.action, number),
    placeholder: plain(select.label, selectLimits.placeholderCharacters),
    ...(initial && { initial_option: initial }),
  }
  const isStatic = options.length <= selectLimits.options && weightOf(options) <= maxSelectWeight
  const element = isStatic
    ? { type: 'static_select', ...common, options }
    : { type: 'external_select', ...common, min_query_length: 0 }
  return { type: 'actions', block_id, elements: [element] }
}

const findButton = (
  controls: readonly CardControl[],
  action: string,
  rating?: 'up' | 'down',
): CardButton | undefined =>
  controls.find(
    (control): control is CardButton =>
      control.kind === 'button' &&
      control.action === action &&
      (rating === undefined || control.value.rating === rating),
  )

/** Thumbs and the bin of an answer, which Slack has of its own. */
const feedbackOf = (controls: readonly CardControl[]) => {
  const up = findButton(controls, 'answer.rate', 'up')
  const down = findButton(controls, 'answer.rate', 'down')
  return { thumbs: up && down ? { up, down } : null, hide: findButton(controls, 'answer.hide') ?? null }
}
type Feedback = ReturnType<typeof feedbackOf>

const thumb = ({ label, value }: CardButton) => {
  const text = plain(label, buttonLimits.textCharacters)
  return { text, value: JSON.stringify(value), accessibility_label: text.text }
}

const feedbackBlock = ({ thumbs, hide }: Feedback, setting: Setting): SlackBlock | null => {
  const rating = thumbs && {
    type: 'feedback_buttons',
    action_id: actionIdOf(thumbs.up.action, setting.nextNumber()),
    positive_button: thumb(thumbs.up),
    negative_button: thumb(thumbs.down),
  }
  const bin = hide && {
    type: 'icon_button',
    icon: 'trash',
    text: plain(hide.label, buttonLimits.textCharacters),
    ...pressOf(hide, setting),
    ...confirmOf(hide),
  }
  const elements = [rating, bin].filter((element) => element !== null)
  return elements.length === 0 ? null : { type: 'context_actions', elements }
}

/** A label that a button has no room for stands beside it. */
const besideButton = (button: CardButton, setting: Setting): Piece[] => {
  const isSuggestion = button.action === 'answer.suggest'
  const label = translate(setting.locale, `cards:press.${isSuggestion ? 'suggest' : 'other'}`)
  const accessory = buttonElement({ ...button, label }, setting)
  if (lengthOf(guardText(button.label)) > limits.slack.section.characters)
    return [...literalPieces(button.label), ...asBlock({ type: 'actions', elements: [accessory] })]
  return asBlock({ type: 'section', text: plain(button.label), accessory })
}

/** What the controls of one block may weigh, so that a message takes them. */
const maxRunWeight = 5_000

const runsOf = (elements: readonly object[]): object[][] => {
  const runs: object[][] = []
  let weight = 0
  for (const element of elements) {
    const own = weightOf(element)
    if (runs.length === 0 || runs.at(-1)!.length === actions.elements || weight + own > maxRunWeight) {
      runs.push([])
      weight = 0
    }
    runs.at(-1)!.push(element)
    weight += own
  }
  return runs
}

const isLink = (control: CardControl): control is CardLink => control.kind === 'link'
const isButton = (control: CardControl): control is CardButton => control.kind === 'button'

/** Of one part, all of one action look alike: one long label sets them all beside their buttons. */
const setAside = (buttons: readonly CardButton[]): ReadonlySet<CardButton> => {
  const long = new Set(buttons.filter(({ label }) => isLong(label)).map(({ action }) => action))
  return new Set(buttons.filter(({ action }) => long.has(action)))
}

export const controlPieces = (controls: readonly CardControl[], setting: Setting): Piece[] => {
  const pressable = controls.filter((control) => !isButton(control) || canPress(control))
  const unpressable = controls.filter((control) => !pressable.includes(control))
  // The bin has a sign and no words: what it cannot say stands as a button.
  const feedback =
    setting.surface === 'message' ? feedbackOf(pressable.filter(({ label }) => !isLong(label))) : null
  const placed: unknown[] = [feedback?.thumbs?.up, feedback?.thumbs?.down, feedback?.hide]
  const buttons = pressable.filter(isButton).filter((button) => !placed.includes(button))
  const aside = setAside(buttons)
  const canFollow = (control: CardControl): control is CardLink =>
    isLink(control) && !isLong(control.label) && isOurs(control.url, setting.publicUrl)
  const elements = pressable.flatMap((control): object[] => {
    if (canFollow(control)) return [linkElement(control, setting)]
    const isPlaced = isButton(control) && buttons.includes(control) && !aside.has(control)
    return isPlaced ? [buttonElement(control, setting)] : []
  })
  const foreign = pressable.filter(isLink).filter((link) => !canFollow(link))
  const selects = pressable.filter((control) => control.kind === 'select')
  return [
    ...unpressable.flatMap(({ label }) => literalPieces(label)),
    ...foreign.flatMap(({ label, url }) => literalPieces(`${label}: ${url}`)),
    ...selects.flatMap((select) => asBlock(selectBlock(select, setting))),
    ...[...aside].flatMap((button) => besideButton(button, setting)),
    ...runsOf(elements).flatMap((run) => asBlock({ type: 'actions', elements: run })),
    ...asBlock(feedback && feedbackBlock(feedback, setting)),
  ]
}

/** The figure first, then what it is of, and the button that opens its source. */
export const figurePieces = (figures: readonly CardFigure[], setting: Setting): Piece[] =>
  figures.flatMap(({ label, figure, source }) => {
    const text = `${figure} — ${label}`
    const isShort = lengthOf(guardText(text)) <= limits.slack.section.characters
    const press = source && canPress(source) ? source : null
    if (!isShort) return [...literalPieces(text), ...(press ? controlPieces([press], setting) : [])]
    const accessory = press && { accessory: buttonElement(press, setting) }
    return asBlock({ type: 'section', text: plain(text), ...accessory })
  })
