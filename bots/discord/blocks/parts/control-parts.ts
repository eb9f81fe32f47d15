import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APISelectMenuOption,
  ComponentType,
} from 'discord-api-types/v10'
import { limits } from '../../../../config/limits.ts'
import { translate } from '../../../../core/locales/translate.ts'
import type { CardButton, CardControl, CardFigure, CardSelect } from '../../../../core/messaging/card.ts'
import { type Carried, carryValues } from '../controls.ts'
import { isBlank } from '../escape.ts'
import { type Piece, type Setting, textDisplay, textPiece } from '../piece.ts'
import { type Leaf, leaf } from '../text/leaf.ts'
import { lineOf } from '../text/lines.ts'
import { isLong, linkButton, pressButton } from './button.ts'
import { listsOf, optionsOf, plain } from './options.ts'
import { literalPieces } from './text-parts.ts'

const { row: rowLimits, select: selectLimits } = limits.discord
/** A line beside a button is short enough to be read there. */
const mostBeside = 1_000
/** Of the quotes above one row, which go into one message with it. */
const mostQuoted = 3_800

const quotes = (carriers: readonly Carried[]): APIComponentInContainer[] =>
  carriers.map(({ content, id }) => textDisplay(content, id))

const controlPiece = (components: APIComponentInContainer[]): Piece => ({
  kind: 'components',
  components,
  isControl: true,
})

/** Words with a button beside them; under them when there are many. */
const beside = (words: readonly Leaf[], button: CardButton | null, setting: Setting): Piece[] => {
  const pressed = button && pressButton(button, setting)
  const leaves = words.map((one) => ({ ...one, text: one.text.replace(/\s+/gu, ' ') }))
  const lines = lineOf({ leaves, gap: '\n' })
  const [first, ...others] = lines
  if (!pressed || !first) return textPiece(lines)
  const { carriers } = pressed
  const isShort =
    others.length === 0 && !isBlank(first.text) && first.text.length <= mostBeside && carriers.length === 0
  if (!isShort)
    return [
      ...textPiece(lines),
      controlPiece([...quotes(carriers), { type: ComponentType.ActionRow, components: [pressed.button] }]),
    ]
  const components = [textDisplay(first.text)]
  return [
    {
      kind: 'components',
      components: [{ type: ComponentType.Section, components, accessory: pressed.button }],
    },
  ]
}

/** A label that a button has no room for stands beside it. */
const besideButton = (button: CardButton, setting: Setting): Piece[] => {
  const isSuggestion = button.action === 'answer.suggest'
  const label = translate(setting.locale, `cards:press.${isSuggestion ? 'suggest' : 'other'}`)
  return beside([leaf(button.label)], { ...button, label }, setting).map((piece) =>
    piece.kind === 'components' ? { ...piece, isControl: true as const } : piece,
  )
}

/** Lists of one select that stand together. */
const mostLists = 8

const menuRow = (
  customId: string,
  { label, options }: { label: string; options: APISelectMenuOption[] },
) => ({
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.StringSelect as const,
      custom_id: customId,
      placeholder: plain(label, selectLimits.placeholderCharacters),
      options,
    },
  ],
})

/** One list, or several where there is more to choose from than a list holds. */
const selectPieces = (select: CardSelect, setting: Setting): Piece[] => {
  const { nextNumber } = setting
  const lists = listsOf(optionsOf(select.options, select.selected))
  const pieces: Piece[] = []
  let carriers: Carried[] = []
  let rows: APIComponentInContainer[] = []
  const close = (): void => {
    if (rows.length > 0) pieces.push(controlPiece([...quotes(carriers), ...rows]))
    rows = []
    carriers = []
  }
  for (const [at, options] of lists.entries()) {
    if (rows.length === mostLists) close()
    const made = carryValues(select, { number: nextNumber(), nextNumber, known: carriers })
    if (!made) return literalPieces(select.label)
    const first = at * selectLimits.options + 1
    const range = ` (${first}–${first + options.length - 1})`
    carriers.push(...made.carriers)
    rows.push(menuRow(made.customId, { label: select.label + (lists.length > 1 ? range : ''), options }))
  }
  close()
  return pieces
}

const lengthOf = (carriers: readonly Carried[]): number =>
  carriers.reduce((sum, { content }) => sum + content.length, 0)

/** Buttons five in a row, each row with the quotes that its buttons need. */
const rowPieces = (controls: readonly CardControl[], setting: Setting): Piece[] => {
  const pieces: Piece[] = []
  let row: APIButtonComponent[] = []
  let carriers: Carried[] = []
  const close = (): void => {
    if (row.length > 0)
      pieces.push(controlPiece([...quotes(carriers), { type: ComponentType.ActionRow, components: row }]))
    row = []
    carriers = []
  }
  const addButton = (button: CardButton): void => {
    let pressed = pressButton(button, setting, carriers)
    if (pressed && lengthOf([...carriers, ...pressed.carriers]) > mostQuoted) {
      close()
      pressed = pressButton(button, setting)
    }
    if (!pressed) pieces.push(...literalPieces(button.label))
    else {
      row.push(pressed.button)
      carriers.push(...pressed.carriers)
    }
  }
  for (const control of controls) {
    if (row.length === rowLimits.buttons) close()
    const link = control.kind === 'link' ? linkButton(control, setting) : null
    if (link) row.push(link)
    else if (control.kind === 'link') pieces.push(...literalPieces(`${control.label}: ${control.url}`))
    else if (control.kind === 'button') addButton(control)
  }
  close()
  return pieces
}

/** Of one part, all of one action look alike: one long label sets them all beside their buttons. */
const setAside = (controls: readonly CardControl[]): ReadonlySet<CardControl> => {
  const long = new Set(
    controls.flatMap((one) => (one.kind === 'button' && isLong(one.label) ? [one.action] : [])),
  )
  return new Set(controls.filter((one) => one.kind === 'button' && long.has(one.action)))
}

export const controlPieces = (controls: readonly CardControl[], setting: Setting): Piece[] => {
  const aside = setAside(controls)
  return [
    ...controls.flatMap((one) => (one.kind === 'select' ? selectPieces(one, setting) : [])),
    ...controls.flatMap((one) => (one.kind === 'button' && aside.has(one) ? besideButton(one, setting) : [])),
    ...rowPieces(
      controls.filter((one) => !aside.has(one)),
      setting,
    ),
  ]
}

/** The figure first, then what it is of, and the button that opens its source. */
export const figurePieces = (figures: readonly CardFigure[], setting: Setting): Piece[] =>
  figures.flatMap(({ label, figure, source }) =>
    beside([leaf(figure, { bold: true }), leaf(` — ${label}`)], source, setting),
  )
